namespace ResNeXtSharp.Weights;

/// <summary>The keys of a checkpoint without what wrappers put in front of them.</summary>
/// <remarks>
/// DataParallel and averaged models prefix every key with <c>module.</c>, compiled ones with <c>_orig_mod.</c>; an averaged model also counts its averages.
/// </remarks>
static class CheckpointKeys
{
    const string AverageCounter = "n_averaged";

    static readonly string[] Wrappers = ["module.", "_orig_mod."];

    /// <summary>The tensors under their keys in the model that was wrapped.</summary>
    /// <param name="entries">The tensors of a file.</param>
    /// <param name="modelKeys">Keys of the model to load; a prefix that they have themselves is kept.</param>
    public static IReadOnlyDictionary<string, TensorEntry> Unwrap(IReadOnlyList<TensorEntry> entries, IEnumerable<string>? modelKeys = null)
    {
        string[] wrappers = [.. Wrappers.Where(wrapper => modelKeys is null || !modelKeys.Any(key => StartsWith(key, wrapper)))];
        TensorEntry[] wrapped = [.. entries.Where(entry => entry.Name != AverageCounter)];
        int prefix = 0;
        while (wrapped.Length > 0 && Array.Find(wrappers, wrapper => wrapped.All(entry => StartsWith(entry.Name[prefix..], wrapper))) is { } found) prefix += found.Length;
        return prefix == 0 ? entries.ToDictionary(entry => entry.Name) : wrapped.ToDictionary(entry => entry.Name[prefix..]);
    }

    static bool StartsWith(string key, string prefix) => key.StartsWith(prefix, StringComparison.Ordinal);
}
