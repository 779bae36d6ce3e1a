namespace ResNeXtSharp.Browser.Tests;

/// <summary>Where the machine has its browser. Tests are skipped, and say why, where it has none.</summary>
static class Chromium
{
    public const string Missing = "There is no chromium with its driver here: apt-get install chromium chromium-driver fonts-noto-cjk fonts-dejavu-core";

    public static string? Program { get; } = Find("chromium", "chromium-browser", "google-chrome");

    public static string? Driver { get; } = Find("chromedriver");

    public static bool IsInstalled => Program is not null && Driver is not null;

    static string? Find(params string[] names) => (
        from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        from name in names
        let file = Path.Combine(folder, name)
        where File.Exists(file)
        select file).FirstOrDefault();
}
