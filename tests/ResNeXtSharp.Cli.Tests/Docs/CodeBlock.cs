namespace ResNeXtSharp.Cli.Tests.Docs;

/// <summary>A fenced block of a document.</summary>
/// <param name="Document">Where it stands.</param>
/// <param name="Line">The line of its fence.</param>
/// <param name="Language">The word behind the fence.</param>
/// <param name="Code">What it holds.</param>
/// <param name="Given">What a comment above it declares, as parameters: "ResNet model, DataLoader train".</param>
sealed record CodeBlock(Document Document, int Line, string Language, string Code, string Given)
{
    /// <summary>Where it stands, for messages.</summary>
    public string Place => $"{Document.Name}:{Line}";

    /// <summary>Its first line, in a block of a terminal the command.</summary>
    public string FirstLine => Code.Split('\n')[0];

    /// <inheritdoc/>
    public override string ToString() => Place;
}
