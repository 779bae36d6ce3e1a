using ResNeXtSharp.Training;

namespace ResNeXtSharp.Web.Dashboard;

/// <summary>The runs below a folder.</summary>
static class RunFolders
{
    // A page cannot show more, and a folder with more was not meant.
    const int MostRuns = 500;

    /// <summary>The folder itself if it is a run, and every folder in it that is one, by name.</summary>
    public static IEnumerable<(string Name, RunDirectory Run)> Find(string folder)
    {
        if (!Directory.Exists(folder)) return [];
        try
        {
            var below = Directory.EnumerateDirectories(folder).Select(RunDirectory.Find).OfType<RunDirectory>().Take(MostRuns);
            var all = RunDirectory.Find(folder) is { } itself ? below.Prepend(itself) : below;
            return [.. all.Select(run => (Name: Path.GetFileName(Path.GetFullPath(run.Path).TrimEnd(Path.DirectorySeparatorChar)), run)).DistinctBy(each => each.Name).OrderBy(each => each.Name, StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
