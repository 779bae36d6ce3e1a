using System.Globalization;

namespace ResNeXtSharp.Cli.Training;

/// <summary>The folder of a run that was given none.</summary>
static class RunFolderName
{
    /// <summary><c>runs/20260131-142500-resnext50_32x4d</c>; with a number behind it if two runs begin in one second.</summary>
    public static string New(string name)
    {
        var path = Path.Combine("runs", DateTime.Now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture) + "-" + name);
        var free = path;
        for (var i = 2; Directory.Exists(free); i++) free = $"{path}-{i}";
        return free;
    }
}
