using System.Text.RegularExpressions;

namespace ResNeXtSharp.Reports;

/// <summary>Brings the documents up to date with a folder of results.</summary>
static partial class Report
{
    /// <summary>Rewrites every table between markers, and the plots.</summary>
    /// <param name="folder">Holds the results of one processor.</param>
    /// <param name="docs">The folder of the documents: pages in <c>en</c> and <c>ja</c>, plots in <c>images</c>.</param>
    public static void Write(string folder, string docs)
    {
        foreach (var page in Directory.GetFiles(docs, "performance.md", SearchOption.AllDirectories))
        {
            File.WriteAllText(page, Fill(File.ReadAllText(page), folder));
            Console.WriteLine($"tables: {page}");
        }
        var images = Path.Combine(docs, "images");
        PeersPlot.Save(Path.Combine(folder, "compare.json"), Path.Combine(images, "performance-peers.png"));
        foreach (var (size, batch) in ((int, int)[])[(32, 32), (224, 8)])
            LayersPlot.Save(Path.Combine(folder, $"resnext50_32x4d-{size}x{size}-batch{batch}.json"), Path.Combine(images, $"performance-layers-{size}.png"));
        Console.WriteLine($"plots: {images}/performance-*.png");
    }

    /// <summary>Puts the file that each marker names between it and its end.</summary>
    static string Fill(string page, string folder) => Marked().Replace(
        page, match => $"{match.Groups["begin"].Value}\n{File.ReadAllText(Path.Combine(folder, match.Groups["file"].Value)).TrimEnd()}\n{match.Groups["end"].Value}");

    [GeneratedRegex("""(?<begin><!-- begin (?<file>[\w.-]+\.md) -->).*?(?<end><!-- end -->)""", RegexOptions.Singleline)]
    private static partial Regex Marked();
}
