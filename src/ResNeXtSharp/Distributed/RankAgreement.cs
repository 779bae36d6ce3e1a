using System.Security.Cryptography;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Distributed;

/// <summary>Refuses ranks that would train something else than rank 0.</summary>
public static class RankAgreement
{
    private const char Separator = '\u001f';
    private const int LongestValue = 60;

    /// <summary>Compares what every rank begins with.</summary>
    /// <param name="group">The ranks.</param>
    /// <param name="facts">What must be the same: names, in the same order everywhere, and values.</param>
    /// <exception cref="RankFailureException">A value differs; the message names ranks, names and values, and is the same on all ranks.</exception>
    public static void Require(RankGroup group, IReadOnlyList<KeyValuePair<string, string>> facts)
    {
        ArgumentNullException.ThrowIfNull(group);
        string[] all = group.Gather(string.Join(Separator, facts.Select(fact => $"{fact.Key}={fact.Value}")));
        string[] first = all[0].Split(Separator);
        string[] differences = [.. all.SelectMany((facts, rank) => Differences(first, facts.Split(Separator), rank))];
        if (differences.Length > 0)
            throw new RankFailureException($"The ranks were started with different things: {string.Join("; ", differences)}. Give all of them the same program, options, data and weights.");
    }

    /// <summary>Compares the weights and running statistics of every rank, bit for bit.</summary>
    /// <returns>The SHA-256 of each rank, which are equal.</returns>
    /// <exception cref="RankFailureException">They differ; the message is the same on all ranks.</exception>
    public static IReadOnlyList<string> RequireSameWeights(RankGroup group, Module model)
    {
        ArgumentNullException.ThrowIfNull(group);
        string[] hashes = group.Gather(HashOf(model));
        int[] others = [.. Enumerable.Range(0, hashes.Length).Where(rank => hashes[rank] != hashes[0])];
        return others.Length == 0 ? hashes : throw new RankFailureException(
            $"The weights of rank {string.Join(", ", others)} are not those of rank 0 any more: its processor or memory computes something else, or it runs other code.");
    }

    /// <summary>The SHA-256 of a model's parameters and buffers in the order of their names' registration.</summary>
    public static string HashOf(Module model)
    {
        ArgumentNullException.ThrowIfNull(model);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Tensor tensor in model.StateDict().Values)
            hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(tensor.Cell.Values));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    static IEnumerable<string> Differences(string[] first, string[] own, int rank)
    {
        for (int i = 0; i < Math.Max(first.Length, own.Length); i++)
        {
            (string expected, string found) = (i < first.Length ? first[i] : "nothing", i < own.Length ? own[i] : "nothing");
            if (expected != found)
                yield return $"rank {rank} has {Show(found)} and rank 0 {Show(expected)}";
        }
    }

    static string Show(string value) => value.Length > LongestValue ? value[..LongestValue] + "..." : value;
}
