using System.Globalization;
using ResNeXtSharp.Cli.Training;
using ResNeXtSharp.Models;
using static ResNeXtSharp.Cli.Tests.Docs.Numbers.Figure;

namespace ResNeXtSharp.Cli.Tests.Docs.Numbers;

/// <summary>recipes.md: what the recipes set, and what one of them reached.</summary>
static class RecipeNumbers
{
    static readonly KeptRun Fast = KeptRun.Named("fast");
    static readonly int[] Shown = [5, 10, 15, 20, 22];

    public static IEnumerable<Statement> All() => [.. OfSettings(), .. OfResult()];

    static IEnumerable<Statement> OfSettings()
    {
        string Paper(string setting) => Recipes.Get("paper-cifar")[setting][0];
        string Quick(string setting) => Recipes.Get("fast")[setting][0];
        var milestones = Recipes.Get("paper-cifar")["milestones"];
        var held = WholeShare(double.Parse(Quick("hold_out"), CultureInfo.InvariantCulture));
        var size = ModelCatalog.Entries.Single(entry => entry.Name == Quick("model")).Size;

        yield return new(
            $"| optimizer | Adam, 1e-3 | SGD, Nesterov momentum {Paper("momentum")}, {Paper("learning_rate")} | SGD, Nesterov momentum {Quick("momentum")}, {Quick("learning_rate")} |",
            $"| オプティマイザー | Adam、1e-3 | SGD、Nesterovモーメンタム{Paper("momentum")}、{Paper("learning_rate")} | SGD、Nesterovモーメンタム{Quick("momentum")}、{Quick("learning_rate")} |");
        yield return new($"divided by 10 after epochs {milestones[0]} and {milestones[1]}", $"{milestones[0]}、{milestones[1]}エポックの後に10分の1");
        yield return new($"| {Paper("weight_decay")} on everything | {Quick("weight_decay")}, not on norms and biases |", $"| すべてに{Paper("weight_decay")} | {Quick("weight_decay")}、正規化層とバイアスを除く |");
        yield return new($"| {Paper("batch_size")}, {Paper("epochs")} | {Quick("batch_size")}, {Quick("epochs")} |", $"| {Paper("batch_size")}、{Paper("epochs")} | {Quick("batch_size")}、{Quick("epochs")} |");
        yield return new(
            $"padded by {Paper("crop_padding")} and cropped | flipped, padded by {Quick("crop_padding")} and cropped",
            $"{Paper("crop_padding")}画素の余白をつけて切り出し | 反転、{Quick("crop_padding")}画素の余白をつけて切り出し");
        yield return new(
            $"label smoothing {Quick("label_smoothing")}, averaged weights (EMA {Quick("ema")}), {held} held out",
            $"ラベル平滑化{Quick("label_smoothing")}、重みの平均(EMA {Quick("ema")})、エポックを選ぶために{held}を取り分ける");
        yield return new(
            $"has {Millions(size.Parameters, 2)} parameters and {Millions(size.MultAdds, 0)} multiply-adds",
            $"パラメータは{TenThousands(size.Parameters, 2)}個、積和演算は{TenThousands(size.MultAdds, 0)}回");
    }

    static IEnumerable<Statement> OfResult()
    {
        string low = Points(Fast.IntervalEnd(0)), high = Points(Fast.IntervalEnd(1)), accuracy = Share((double)Fast.Test["accuracy"]!), five = Share((double)Fast.Test["top5_accuracy"]!);
        string epochs = string.Join(" / ", Shown), reached = $"{string.Join(" / ", Shown.Select(epoch => Points(Fast.Epoch(epoch).ValidationAccuracy)))} %";
        var minutes = Fixed(Fast.Epochs.Sum(epoch => Fast.TrainSize / epoch.ImagesPerSecond) / 60, 0);
        var speed = $"{Math.Round(Fast.Epochs.Average(epoch => epoch.ImagesPerSecond) / 100) * 100}";

        yield return new($"{accuracy} (95 % interval {low} to {high})", $"{accuracy}(95 %区間 {low}〜{high})");
        yield return new($"| top 5 | {five} |", $"| トップ5 | {five} |");
        yield return new($"| validation accuracy, epochs {epochs} | {reached} |", $"| 検証の正解率、{epochs}エポック | {reached} |");
        yield return new($"| training accuracy in the last epoch | {Share(Fast.Last.TrainAccuracy)} |", $"| 最後のエポックの学習の正解率 | {Share(Fast.Last.TrainAccuracy)} |");
        yield return new($"| time of the training | {minutes} min, about {speed} pictures a second |", $"| 学習の時間 | {minutes}分、毎秒約{speed}枚 |");
        yield return new("90 % is what it should reach and does not yet", "目標の90 %にはまだ届いていません");
    }
}
