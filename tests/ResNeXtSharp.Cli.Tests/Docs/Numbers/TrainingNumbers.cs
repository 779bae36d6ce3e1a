using System.Text.Json.Nodes;
using ResNeXtSharp.Cli.Training;
using static ResNeXtSharp.Cli.Tests.Docs.Numbers.Figure;

namespace ResNeXtSharp.Cli.Tests.Docs.Numbers;

/// <summary>training.md: the runs whose curves it shows.</summary>
static class TrainingNumbers
{
    static readonly KeptRun Healthy = KeptRun.Named("healthy"), Overfitting = KeptRun.Named("overfitting"), Remedy = KeptRun.Named("remedy"),
        Usual = KeptRun.Named("usual"), TooHigh = KeptRun.Named("too-high"), Fast = KeptRun.Named("fast");

    static readonly JsonNode Curve = JsonNode.Parse(File.ReadAllText(Path.Combine(Document.Folder("docs"), "results", "lr-find", "curve.json")))!;

    public static IEnumerable<Statement> All() => [.. OfHealthy(), .. OfOverfitting(), .. OfTooHigh(), .. OfLearningRates(), .. OfEveryTraining()];

    static IEnumerable<Statement> OfHealthy()
    {
        var bump = Healthy.Epochs.Single(epoch => epoch.Epoch > 1 && epoch.TrainLoss > Healthy.Epoch(epoch.Epoch - 1).TrainLoss).Epoch;
        string train = Fixed(Healthy.Last.TrainLoss, 2), validation = Fixed(Healthy.Last.ValidationLoss, 2);
        string pictures = Count((int)Healthy.Setting("--train-size")!), tested = Count((int)Healthy.Test["count"]!);
        string low = Points(Healthy.IntervalEnd(0)), high = Points(Healthy.IntervalEnd(1)), accuracy = Share((double)Healthy.Test["accuracy"]!);

        yield return new($"The bump of the training loss in the {Ordinal(bump)} epoch", $"{bump}エポック目で学習損失が盛り上がる");
        yield return new($"all the time, {train} against {validation} at the end", $"最後は{train}と{validation}です");
        yield return new($"({Share(Healthy.Last.TrainAccuracy)} against {Share(Healthy.Last.ValidationAccuracy)})", $"({Share(Healthy.Last.TrainAccuracy)}と{Share(Healthy.Last.ValidationAccuracy)})");
        yield return new($"were held out of the {pictures}", $"検証画像は{pictures}枚から");
        yield return new($"the {tested} test pictures were looked at once, at the end: {accuracy} (95 % interval {low} to {high})", $"テスト画像{tested}枚は最後に一度だけ使いました。結果は{accuracy}(95 %区間 {low}〜{high})です");
        yield return new($"With all 50,000 pictures and {Fast.Epochs.Count} epochs", $"50,000枚すべてを使い{Fast.Epochs.Count}エポック");
        yield return new($"[{Share((double)Fast.Test["accuracy"]!)}]", $"[{Share((double)Fast.Test["accuracy"]!)}]");
    }

    static IEnumerable<Statement> OfOverfitting()
    {
        var spike = Overfitting.Epochs.MaxBy(epoch => epoch.ValidationLoss)!.Epoch;
        var plateau = WholeShare(Math.Round(Overfitting.Epochs.TakeLast(10).Average(epoch => epoch.ValidationAccuracy), 1));
        string lowest = Fixed(Overfitting.Lowest.ValidationLoss, 2), last = Fixed(Overfitting.Last.ValidationLoss, 2);
        string before = Share(Overfitting.Best.ValidationAccuracy), more = Share(Usual.Best.ValidationAccuracy), augmented = Share(Remedy.Best.ValidationAccuracy);
        string few = Count(Overfitting.TrainSize), many = Count(Usual.TrainSize);

        yield return new(
            $"After ten epochs the network knows {WholeShare(Overfitting.Epoch(10).TrainAccuracy)} of them, after thirty {WholeShare(Overfitting.Epoch(30).TrainAccuracy)}",
            $"{few}枚の画像を、毎エポックまったく同じ姿で見せます。10エポックで{WholeShare(Overfitting.Epoch(10).TrainAccuracy)}、30エポックで{WholeShare(Overfitting.Epoch(30).TrainAccuracy)}を");
        yield return new(
            $"lowest in the *{Ordinal(Overfitting.Lowest.Epoch)}* epoch, {lowest}, and rises to {last}",
            $"*{Overfitting.Lowest.Epoch}エポック目*の{lowest}を最小に、{last}まで上がります。ネットワークはこの{few}枚を");
        yield return new($"minimum in the {Ordinal(Overfitting.Lowest.Epoch)} epoch and rises", $"検証損失は{Overfitting.Lowest.Epoch}エポック目で最小になり");
        yield return new($"It stays near {plateau}", $"{plateau}付近にとどまります");
        yield return new($"The spike in epoch {spike} ", $"{spike}エポック目の跳ね");
        yield return new(
            $"{many} instead of {few}, {Words(Usual.Epochs.Count)} epochs: {more} instead of {before}",
            $"{few}枚を{many}枚にすると、{Usual.Epochs.Count}エポックで{before}が{more}に");
        yield return new(
            $"gives {augmented} instead of {before}, and a validation loss that is lowest at {Fixed(Remedy.Lowest.ValidationLoss, 1)}",
            $"{before}が{augmented}になり、検証損失は{Fixed(Remedy.Lowest.ValidationLoss, 1)}まで下がります");
        yield return new("On the same thousand pictures", $"同じ{few}枚でも");
    }

    static IEnumerable<Statement> OfTooHigh()
    {
        string first = Fixed(TooHigh.Epoch(1).TrainLoss, 2), from = Fixed(TooHigh.Epoch(1).ValidationLoss, 1), to = Fixed(TooHigh.Last.ValidationLoss, 1);
        var ceiling = Math.Ceiling(100 * TooHigh.Best.ValidationAccuracy);
        string last = Share(TooHigh.Last.ValidationAccuracy), early = Share(Usual.Epoch(2).ValidationAccuracy), best = Share(Usual.Best.ValidationAccuracy);

        yield return new($"loss crawl from {from} down to {to}, the accuracy ends below {ceiling} per cent", $"損失は{from}から{to}までのろのろと下がり、正解率は{ceiling} %に届かない");
        yield return new($"Adam with {(TooHigh.LearningRate / Usual.LearningRate == 100 ? "a hundred" : "some")} times its usual rate", $"普段の{TooHigh.LearningRate / Usual.LearningRate}倍の学習率");
        yield return new($"The first epoch's mean loss is {first}", $"最初のエポックの平均損失は{first}で");
        yield return new($"after {Words(TooHigh.Epochs.Count)} epochs {last}", $"{TooHigh.Epochs.Count}エポックで{last}です");
        yield return new(
            $"so with {Fixed(Usual.LearningRate, 3)}, and everything else alike, it is {early} after two epochs and {best} at best",
            $"({Fixed(Usual.LearningRate, 3)})、2エポックで{early}、最良で{best}に");
    }

    static IEnumerable<Statement> OfLearningRates()
    {
        string lowest = Rate((double)Curve["minimum"]!["learning_rate"]!), suggestion = Rate((double)Curve["suggestion"]!);

        yield return new($"comes to its lowest value at {lowest}, and runs away", $"{lowest}で最小になり");
        yield return new($"of that, {suggestion}, close to", $"その10分の1の{suggestion}で");
        yield return new($"is lowest near {lowest[0]}e{lowest[^2..]}", $"{lowest[0]}e{lowest[^2..]}付近で最小になり");
    }

    static IEnumerable<Statement> OfEveryTraining()
    {
        yield return new($"`ln 10 = {Fixed(Math.Log(10), 2)}`", $"`ln 10 = {Fixed(Math.Log(10), 2)}`");
        yield return new("should get near 100 % training accuracy", "学習の正解率は100 %近くに");
        yield return new("with the 95 % interval behind the accuracy", "正解率の後ろは95 %区間です");
        yield return new("A network that cannot learn a thousand pictures", "1,000枚を丸暗記できないネットワーク");
        yield return new($"{Recipes.Get("fast")["epochs"][0]} epochs the same recipe", $"{Recipes.Get("fast")["epochs"][0]}エポック学習すると");
    }

    static string Words(int number) => number == 10 ? "ten" : number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
