using ResNeXtSharp.Distributed;

namespace ResNeXtSharp.Cli.Distributed;

/// <summary>Which process each rank is. Of a dead one MPICH's launcher tells no rank, but a process and a host.</summary>
static class RankProcesses
{
    /// <summary>A line for each host. All ranks call.</summary>
    public static IEnumerable<string> Describe(RankGroup group) => Describe(group.Gather($"{Environment.ProcessId} {Environment.MachineName}"));

    /// <summary>A line for each host.</summary>
    /// <param name="processes">Process and host of every rank.</param>
    internal static IEnumerable<string> Describe(IEnumerable<string> processes) =>
        from process in processes.Select((text, rank) => (Rank: rank, Parts: text.Split(' ', 2)))
        group process by process.Parts[1] into host
        select $"rank {string.Join(", ", host.Select(each => each.Rank))}: process {string.Join(", ", host.Select(each => each.Parts[0]))} of {host.Key}";
}
