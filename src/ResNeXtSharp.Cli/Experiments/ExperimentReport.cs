using System.Globalization;
using ResNeXtSharp.Cli.Training;
using ResNeXtSharp.Cli.Writing;
using Spectre.Console;

namespace ResNeXtSharp.Cli.Experiments;

/// <summary>What an experiment on cardinality tells on the terminal.</summary>
/// <param name="console">The terminal.</param>
/// <param name="words">The language.</param>
/// <param name="folder">The experiment.</param>
/// <param name="classes">Classes that are told apart.</param>
/// <param name="imageSize">Rows and columns of the networks' pictures.</param>
sealed class ExperimentReport(IAnsiConsole console, Words words, ExperimentFolder folder, int classes, int imageSize)
{
    ExperimentPlan Plan => folder.Plan;

    /// <summary>What is going to be trained on what.</summary>
    public void Begin(string dataSet)
    {
        var (train, test) = (Words.Count(Plan.TrainSize), Words.Count(Plan.TestSize));
        Line(
            $"{FamilyMember.All.Count} networks of the same cost, {Plan.Seeds} seeds: {Plan.Trainings} trainings of {Epochs()} on {train} pictures of {dataSet}, {test} held-out pictures",
            $"コストの等しいネットワーク{FamilyMember.All.Count}種、シード{Plan.Seeds}個、計{Plan.Trainings}回の学習。{dataSet}の画像{train}枚を{Plan.Epochs}エポック、評価は学習に使わない{test}枚");
    }

    /// <summary>A finished training.</summary>
    /// <param name="outcome">What it came to.</param>
    /// <param name="rest">What the others will take.</param>
    public void Finished(TrainingOutcome outcome, TimeSpan rest)
    {
        var (place, accuracy, took) = ($"{folder.Outcomes.Count,3}/{Plan.Trainings}", Percent.Format(outcome.Accuracy), Words.Number(outcome.Seconds, "0.0"));
        var left = rest > TimeSpan.Zero ? words[$", {Duration.Format(rest)} left", $"、残り {Duration.Format(rest)}"] : "";
        Line(
            $"{place}  seed {outcome.Seed}  C = {outcome.Cardinality,2}  accuracy {accuracy}  {took} s{left}",
            $"{place}  シード {outcome.Seed}  C = {outcome.Cardinality,2}  正解率 {accuracy}  {took} 秒{left}");
    }

    /// <summary>The table and the verdict.</summary>
    public void End(IReadOnlyList<CardinalityResult> results, Verdict verdict)
    {
        var table = new Table().Border(TableBorder.Rounded).Title(words["C branches (the cardinality), each d channels wide", "枝の数 C(カーディナリティ)と枝の幅 d"]);
        foreach (var title in (IEnumerable<string>)
        [
            "C", "d", "C x d", words["parameters", "重み"], words["mult-adds", "積和演算"], words["accuracy", "正解率"], words["95 % interval", "95 % 区間"], words["seeds", "シード"],
        ]) table.AddColumn(new TableColumn(title).RightAligned().NoWrap());
        foreach (var result in results)
        {
            var (block, size) = (result.Member.Block, result.Member.Size(classes, imageSize));
            table.AddRow(
                $"{block.Cardinality}", $"{block.Width}", $"{block.GroupedWidth}", Words.Count(size.Parameters), Words.Millions(size.MultAdds),
                Percent.Format(result.Mean), Words.Range(result.Low, result.High), $"{result.Accuracies.Count}");
        }
        console.Write(table);
        foreach (var sentence in Sentences(results, verdict)) console.WriteProse(sentence);
    }

    /// <summary>The verdict in words.</summary>
    public IEnumerable<string> Sentences(IReadOnlyList<CardinalityResult> results, Verdict verdict)
    {
        if (verdict.Trend is { } trend)
        {
            var (gain, correlation, chance) = (Signed(100 * verdict.Gain, "0.0"), Signed(trend.RankCorrelation, "0.00"), Words.Number(trend.Rising, "0.000"));
            // Without two seeds there are no intervals.
            var intervals = verdict.Claim == Claim.Undecided ? ""
                : verdict.IntervalsApart ? words["; their intervals do not overlap", "区間は重なりません。"]
                : words["; their intervals overlap", "区間は重なります。"];
            yield return words[
                $"C = {results[^1].Member.Cardinality} against C = 1: {gain} points{intervals}.",
                $"C = {results[^1].Member.Cardinality} と C = 1 の差は {gain} ポイント。{intervals}"];
            yield return words[
                $"Rank correlation of cardinality and accuracy: {correlation}, the mean of {verdict.Seeds} seed{(verdict.Seeds == 1 ? "" : "s")}; chance alone rises as much with probability {chance} (Page's test).",
                $"カーディナリティと正解率の順位相関は {correlation}({verdict.Seeds}シードの平均)。偶然だけでこれ以上に上昇する確率は {chance}(Pageの検定)。"];
        }
        yield return verdict.Claim switch
        {
            Claim.Shown => words[
                "Shown: at the same cost, more branches classify better here, as the paper claims.",
                "示されました: 論文の主張どおり、ここでは同じコストで枝が多いほど正解率が高くなりました。"],
            Claim.Opposite => words[
                "Not shown; the opposite is: here one wide branch classifies better than many narrow ones of the same cost.",
                "示されませんでした。結果は逆で、ここでは同じコストの細い枝多数より、太い枝1本のほうが正解率が高くなりました。"],
            Claim.NotShown when verdict.Trend is { Rising: <= Verdict.Significance } => words[
                "Not shown: accuracy tends to rise with the cardinality, but the difference is within the intervals. More seeds or a longer --budget may decide it.",
                "示されませんでした: 正解率はカーディナリティとともに上がる傾向にありますが、差は区間の範囲内です。シードを増やすか --budget を長くすれば決着するかもしれません。"],
            Claim.NotShown when verdict.IntervalsApart => words[
                "Not shown: the most branches are better than one, but accuracy does not rise from network to network.",
                "示されませんでした: 枝が最も多いものは1本のものより優れていますが、正解率は順に上がってはいません。"],
            Claim.NotShown => words[
                "Not shown: at this scale the differences are no larger than those between seeds.",
                "示されませんでした: この規模では、差はシードによる違いを超えません。"],
            _ => words[
                "Undecided: without two seeds for every network nothing is known about chance.",
                "判定できません: すべてのネットワークに2シード以上の結果がないと、偶然の大きさが分かりません。"],
        };
        var parameters = Words.Millions(FamilyMember.All[0].Size(classes, imageSize).Parameters);
        yield return words[
            $"The scale: {parameters} parameters, {Words.Count(Plan.TrainSize)} pictures, {Epochs()}. The paper's networks have 25 M, and saw 1.28 M pictures of ImageNet for 90 epochs.",
            $"規模: パラメータ {parameters}、画像 {Words.Count(Plan.TrainSize)} 枚、{Plan.Epochs} エポック。論文のネットワークは 25 M で、ImageNetの画像128万枚を90エポック学習しています。"];
    }

    string Epochs() => $"{Plan.Epochs} epoch{(Plan.Epochs == 1 ? "" : "s")}";

    void Line(string english, string japanese) => console.WriteProse(words[english, japanese]);

    static string Signed(double value, string format) => double.IsFinite(value) ? value.ToString($"+{format};-{format};{format}", CultureInfo.InvariantCulture) : "–";
}
