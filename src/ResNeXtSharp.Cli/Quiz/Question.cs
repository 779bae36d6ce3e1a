namespace ResNeXtSharp.Cli.Quiz;

/// <summary>A question with several answers, one of them right.</summary>
/// <param name="Text">The question.</param>
/// <param name="Choices">The answers to choose from.</param>
/// <param name="Right">The index of the right one.</param>
/// <param name="Explanation">Why it is right.</param>
sealed record Question(string Text, IReadOnlyList<string> Choices, int Right, string Explanation);
