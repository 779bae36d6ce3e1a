using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using ResNeXtSharp.Cli.HtmlReport.Markup;
using ResNeXtSharp.Cli.Writing;
using ResNeXtSharp.Kernels.Simd;
using ResNeXtSharp.Kernels.Threading;

namespace ResNeXtSharp.Cli.HtmlReport.Sections;

/// <summary>What it takes to repeat the run: its configuration, the machine, the speed and the weights' hash.</summary>
static class RunSection
{
    // Told elsewhere, or in the table of all settings.
    static readonly string[] NotListed = ["classes", "settings"];

    public static XElement Create(ReportContent report)
    {
        var words = report.Words;
        return Block.Section(
            "run",
            words["The run", "実行の記録"],
            words[
                "The same configuration, data and version give the same weights, bit for bit, on machines with the same vector width, whatever the number of threads.",
                "同じ設定、同じデータ、同じ版であれば、ベクトル幅が同じマシンではスレッド数によらず、ビット単位で同じ重みが得られる。"],
            Tag.Of("h3", words["Weights", "重み"]),
            Block.Facts([(words["file", "ファイル"], report.Run.BestWeights), ("SHA-256", report.WeightsHash)]),
            Tag.Of("h3", words["Speed", "速度"]),
            Block.Facts(Speed(report)),
            Tag.Of("h3", words["Machine of this report", "このレポートを作ったマシン"]),
            Block.Facts(Computer(words)),
            Tag.Of("h3", words["Configuration of the training", "学習の設定"]),
            Block.Facts(Flat(report.Run.Configuration).Where(fact => !NotListed.Contains(fact.Name.Split('.')[0]))),
            report.Run.Configuration["settings"] is JsonObject settings ? Block.Details(words["Every setting in effect", "有効だった全設定"], Block.Facts(Flat(settings))) : null);
    }

    static IEnumerable<(string Name, string Value)> Speed(ReportContent report)
    {
        var words = report.Words;
        var speeds = report.Run.Epochs.Select(epoch => epoch.ImagesPerSecond).Where(double.IsFinite).Order().ToArray();
        if (speeds.Length > 0) yield return (words["training", "学習"], words[$"{Words.Number(speeds[speeds.Length / 2], "0")} pictures/s", $"{Words.Number(speeds[speeds.Length / 2], "0")} 枚/秒"]);
        var testing = Words.Number(report.Measured.Evaluation.ImagesPerSecond, "0");
        yield return (words["testing, for this report", "テスト(このレポート)"], words[$"{testing} pictures/s", $"{testing} 枚/秒"]);
    }

    static IEnumerable<(string Name, string Value)> Computer(Words words) =>
    [
        (words["processor", "プロセッサ"], Machine.Processor),
        (words["threads", "スレッド数"], $"{Words.Count(WorkerPool.Threads)} / {Words.Count(Environment.ProcessorCount)}"),
        (words["vectors", "ベクトル命令"], SimdDispatch.Describe(SimdDispatch.Level)),
        (words["memory", "メモリ"], string.Create(CultureInfo.InvariantCulture, $"{Machine.MemoryBytes / (double)(1L << 30):0.0} GiB")),
        (words["resnext", "resnext"], ProductVersion.Text),
    ];

    /// <summary>The values of a JSON object by their names, those inside another object behind a dot.</summary>
    static IEnumerable<(string Name, string Value)> Flat(JsonObject members, string prefix = "") => members.SelectMany(member => member.Value switch
    {
        JsonObject inner => Flat(inner, $"{prefix}{member.Key}."),
        JsonArray items => [(prefix + member.Key, string.Join(", ", items.Select(item => item?.ToString() ?? "–")))],
        var value => (IEnumerable<(string, string)>)[(prefix + member.Key, value?.ToString() ?? "–")],
    });
}
