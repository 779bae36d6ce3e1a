using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Nn;

/// <summary>How a state dict fits a module, key by key.</summary>
/// <param name="Missing">Keys of the module that were not given.</param>
/// <param name="Unexpected">Keys that were given and that the module does not have.</param>
/// <param name="Misshaped">Keys of both whose shapes differ.</param>
/// <param name="Ignored">Keys that were left out on purpose, in neither of the other lists.</param>
public sealed record LoadReport(
    IReadOnlyList<string> Missing, IReadOnlyList<string> Unexpected, IReadOnlyList<ShapeMismatch> Misshaped, IReadOnlyList<string> Ignored)
{
    const int Shown = 3, LongestKey = 120;

    /// <summary>Whether every key that is not ignored is in both with the same shape.</summary>
    public bool IsExact => Missing.Count + Unexpected.Count + Misshaped.Count == 0;

    /// <summary>The keys of all differences.</summary>
    public IEnumerable<string> Differences => [.. Missing, .. Unexpected, .. Misshaped.Select(each => each.Key)];

    /// <summary>The numbers of differences and the first few keys, in one line.</summary>
    public string Summary => string.Join("; ", new[]
    {
        Summarise("missing", Missing), Summarise("unexpected", Unexpected), Summarise("of another shape", [.. Misshaped.Select(each => each.ToString())]),
    }.OfType<string>());

    /// <summary>Every key that differs, one a line.</summary>
    public override string ToString() => string.Join('\n', (IEnumerable<string>)
    [
        .. Missing.Select(key => $"missing: {key}"),
        .. Unexpected.Select(key => $"unexpected: {key}"),
        .. Misshaped.Select(each => $"of another shape: {each}"),
        .. Ignored.Select(key => $"ignored: {key}"),
    ]);

    /// <summary>Compares the keys and shapes that are given with those of a module.</summary>
    /// <param name="own">The module's state dict.</param>
    /// <param name="given">Keys and shapes of what is to be loaded, each key once.</param>
    /// <param name="isIgnored">Which keys not to compare; null compares all.</param>
    internal static LoadReport Compare(
        IReadOnlyDictionary<string, Tensor> own, IReadOnlyDictionary<string, IReadOnlyList<long>> given, Predicate<string>? isIgnored = null)
    {
        ILookup<bool, string> ownKeys = own.Keys.ToLookup(Ignores), givenKeys = given.Keys.ToLookup(Ignores);
        return new LoadReport(
            [.. ownKeys[false].Where(key => !given.ContainsKey(key))],
            [.. givenKeys[false].Where(key => !own.ContainsKey(key))],
            [.. ownKeys[false].Where(given.ContainsKey).Select(key => new ShapeMismatch(key, given[key], Sizes(own[key]))).Where(pair => !pair.Given.SequenceEqual(pair.Needed))],
            [.. givenKeys[true]]);

        bool Ignores(string key) => isIgnored is not null && isIgnored(key);
    }

    internal static IReadOnlyList<long> Sizes(Tensor tensor) => [.. tensor.Shape.Select(size => (long)size)];

    static string? Summarise(string kind, IReadOnlyList<string> keys) => keys.Count == 0
        ? null
        : $"{keys.Count} {kind}: {string.Join(", ", keys.Take(Shown).Select(Shorten))}{(keys.Count > Shown ? ", ..." : "")}";

    // Keys may come from a file and have any length.
    static string Shorten(string text) => text.Length <= LongestKey ? text : text[..LongestKey] + "...";
}
