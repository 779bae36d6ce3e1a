namespace ResNeXtSharp.Nn;

/// <summary>How a <see cref="Summary"/> is shown; the defaults are torchinfo's.</summary>
public sealed record SummaryOptions
{
    /// <summary>How deep to look into modules: 0 shows the model alone.</summary>
    public int Depth { get; init; } = 3;

    /// <summary>The columns behind the layer's name.</summary>
    public IReadOnlyList<SummaryColumn> Columns { get; init; } = [SummaryColumn.OutputSize, SummaryColumn.Parameters];

    /// <summary>Whether to draw the tree with "+" and "|" instead of box characters.</summary>
    public bool Ascii { get; init; }
}
