using ResNeXtSharp.Training;

namespace ResNeXtSharp.Web.Dashboard;

/// <summary>The runs below a folder.</summary>
static class RunFolders
{
    // A page cannot show more, and a folder with more was not meant.
    const int MostRuns = 500;

    /// <summary>The folder itself if it is a run, and every folder in it that is one, by name.</summary>
    public static IEnumerable<(string Name, string Path)> Find(string folder)
    {
        if (!Directory.Exists(folder)) return [];
        try
        {
            var below = Directory.EnumerateDirectories(folder).Where(RunDirectory.Holds).Take(MostRuns);
            var all = RunDirectory.Holds(folder) ? below.Prepend(folder) : below;
            return [.. all.Select(path => (Path.GetFileName(Path.GetFullPath(path).TrimEnd(Path.DirectorySeparatorChar)), path)).DistinctBy(run => run.Item1).OrderBy(run => run.Item1, StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
