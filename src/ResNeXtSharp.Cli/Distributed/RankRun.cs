using System.CommandLine;
using System.CommandLine.Parsing;
using ResNeXtSharp.Cli.Options;
using ResNeXtSharp.Cli.Training;
using ResNeXtSharp.Distributed;
using ResNeXtSharp.Kernels.Mpi;
using ResNeXtSharp.Kernels.Threading;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Cli.Distributed;

/// <summary>Runs a command as one of several ranks: they begin together, the first alone speaks, and if one fails alone or is lost all end.</summary>
sealed class RankRun(DistributedOptions options, CommandContext context)
{
    /// <summary>Runs.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="work">The work of a rank, with what it speaks to.</param>
    /// <returns>The exit code.</returns>
    public int Run(ParseResult parsed, Func<RankGroup, CommandContext, int> work)
    {
        var timeout = TimeSpan.FromSeconds(parsed.GetValue(options.RankTimeout));
        RankGroup? joined = null;
        using var group = joined = RankGroup.Join(Launcher.Library, Launcher.Flavor, timeout, lost => End(() => joined, lost));
        if (parsed.GetResult("--threads") is not OptionResult { Implicit: false }) WorkerPool.Threads = ThreadsPerRank.Of(group);
        try
        {
            return work(group, group.IsFirst ? context : new CommandContext(TextWriter.Null, context.Error, TextReader.Null));
        }
        catch (Exception e) when (IsKnownToAll(e))
        {
            if (group.IsFirst) throw;
            return Failure.Report(e, TextWriter.Null);
        }
        catch (Exception e)
        {
            // A broken connection is the other end's failure, which the heartbeat will name. What all ranks find wrong the first says, before it ends them.
            Thread.Sleep(e is MpiException ? timeout + timeout : group.IsFirst ? TimeSpan.Zero : TimeSpan.FromSeconds(1));
            context.Error.Write(group.Size > 1 ? $"rank {group.Rank}: " : "");
            var code = Failure.Report(e, context.Error);
            group.Abort(code);
            // Nothing is left to wait for, even if the library could not be reached.
            Environment.Exit(code);
            throw;
        }
    }

    static bool IsKnownToAll(Exception e) => e is TrainingStoppedException or NonFiniteLossException or RankFailureException;

    void End(Func<RankGroup?> group, string lost)
    {
        context.Error.WriteLine($"error: {lost}. Go on from the last checkpoint with --resume.");
        context.Error.Flush();
        group()?.Abort(ExitCode.Ranks);
        Environment.Exit(ExitCode.Ranks);
    }
}
