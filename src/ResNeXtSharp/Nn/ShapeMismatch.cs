namespace ResNeXtSharp.Nn;

/// <summary>A tensor whose shape is not the one that a module needs.</summary>
/// <param name="Key">Its name in the state dict.</param>
/// <param name="Given">The shape that was given.</param>
/// <param name="Needed">The module's shape.</param>
public sealed record ShapeMismatch(string Key, IReadOnlyList<long> Given, IReadOnlyList<long> Needed)
{
    /// <summary>Such as <c>fc.weight is [1000, 2048] instead of [10, 2048]</c>.</summary>
    public override string ToString() => $"{Key} is [{string.Join(", ", Given)}] instead of [{string.Join(", ", Needed)}]";
}
