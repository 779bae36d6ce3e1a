using System.Globalization;
using ResNeXtSharp.Distributed;

namespace ResNeXtSharp.Cli.Distributed;

/// <summary>Shares a machine's processors among its ranks, whether the launcher has bound them to some or not.</summary>
static class ThreadsPerRank
{
    const string AllowedKey = "Cpus_allowed_list:";

    /// <summary>Threads for this rank.</summary>
    public static int Of(RankGroup group)
    {
        var own = Allowed();
        var sets = group.GatherLocal(string.Join(',', own));
        var sharing = own.Count == 0 ? group.Local.Size : sets.Count(set => Parse(set).Overlaps(own));
        return Share(Environment.ProcessorCount, sharing);
    }

    /// <summary>Threads of one of several ranks on the same processors.</summary>
    internal static int Share(int processors, int ranks) => Math.Max(1, processors / ranks);

    /// <summary>The numbers in a list such as "0-3,8".</summary>
    internal static HashSet<int> Parse(string list)
    {
        var numbers = new HashSet<int>();
        foreach (var range in list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var ends = range.Split('-');
            if (!int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first) || !int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var last)) return [];
            for (var i = first; i <= last; i++) numbers.Add(i);
        }
        return numbers;
    }

    // Only Linux tells; elsewhere nobody binds.
    static HashSet<int> Allowed()
    {
        const string status = "/proc/self/status";
        return File.Exists(status) && File.ReadLines(status).FirstOrDefault(line => line.StartsWith(AllowedKey, StringComparison.Ordinal)) is { } line ? Parse(line[AllowedKey.Length..]) : [];
    }
}
