namespace ResNeXtSharp.Downloads;

/// <summary>Where downloads are kept that any program may use again.</summary>
public static class CacheFolder
{
    /// <summary>The environment variable that names the folder.</summary>
    public const string Variable = "RESNEXT_HOME";

    /// <summary>
    /// The folder of <see cref="Variable"/>; else the platform's for caches: <c>$XDG_CACHE_HOME</c> or <c>~/.cache</c> on Linux, <c>~/Library/Caches</c> on
    /// macOS, <c>%LOCALAPPDATA%</c> on Windows. It need not exist.
    /// </summary>
    public static string Path => Of(Environment.GetEnvironmentVariable);

    internal static string Of(Func<string, string?> variable)
    {
        if (variable(Variable) is { Length: > 0 } home) return System.IO.Path.GetFullPath(home);
        return System.IO.Path.Combine(Platform(variable), "resnextsharp");
    }

    static string Platform(Func<string, string?> variable)
    {
        if (OperatingSystem.IsWindows()) return Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (OperatingSystem.IsMacOS()) return System.IO.Path.Combine(home, "Library", "Caches");
        // The standard tells programs to ignore a relative path here.
        return variable("XDG_CACHE_HOME") is { } cache && System.IO.Path.IsPathRooted(cache) ? cache : System.IO.Path.Combine(home, ".cache");
    }
}
