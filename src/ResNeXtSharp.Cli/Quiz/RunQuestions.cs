using System.Globalization;
using ResNeXtSharp.Cli.Writing;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Cli.Quiz;

/// <summary>Questions about a training of the learner's own.</summary>
static class RunQuestions
{
    const int MostChoices = 4;

    /// <summary>The newest run below a folder, or null.</summary>
    public static string? Newest(string folder) => !Directory.Exists(folder) ? null : new DirectoryInfo(folder).EnumerateDirectories()
        .Where(run => File.Exists(Path.Combine(run.FullName, "metrics.jsonl")))
        .OrderByDescending(run => run.LastWriteTimeUtc)
        .FirstOrDefault()?.FullName;

    /// <summary>The questions that the run's epochs allow.</summary>
    /// <exception cref="RunDirectoryException">There are no metrics, or they cannot be read.</exception>
    public static IReadOnlyList<Question> Of(string run, Words words)
    {
        var epochs = RunDirectory.ReadMetrics(run).Where(epoch => double.IsFinite(epoch.ValidationAccuracy)).ToList();
        return epochs.Count < 2 ? [] : [BestEpoch(run, epochs, words), Gap(epochs[^1], words)];
    }

    static Question BestEpoch(string run, List<EpochResult> epochs, Words words)
    {
        var best = epochs.MaxBy(epoch => epoch.ValidationAccuracy)!; // the first of equals
        var others = epochs.Where(epoch => epoch.ValidationAccuracy < best.ValidationAccuracy).OrderByDescending(epoch => epoch.ValidationAccuracy).Take(MostChoices - 1);
        var choices = others.Append(best).OrderBy(epoch => epoch.Epoch).ToList();
        return new Question(
            words[$"Your run {Path.GetFileName(run)}: in which epoch was its validation accuracy highest?", $"あなたの実行 {Path.GetFileName(run)} で、検証の正解率が最も高かったのはどのエポックですか。"],
            [.. choices.Select(epoch => epoch.Epoch.ToString(CultureInfo.InvariantCulture))],
            choices.IndexOf(best),
            words[
                $"{Percent.Format(best.ValidationAccuracy)} in epoch {best.Epoch}. These weights are best.safetensors; those of the last epoch are last.safetensors.",
                $"エポック{best.Epoch}の{Percent.Format(best.ValidationAccuracy)}です。この重みが best.safetensors、最後のエポックの重みが last.safetensors です。"]);
    }

    static Question Gap(EpochResult last, Words words)
    {
        var isBelow = last.TrainLoss < last.ValidationLoss;
        return new Question(
            words["In its last epoch, which loss was lower?", "最後のエポックで、損失が低かったのはどちらですか。"],
            [words["That of the training pictures", "学習画像"], words["That of the validation pictures", "検証画像"]],
            isBelow ? 0 : 1,
            string.Create(CultureInfo.InvariantCulture, $"{last.TrainLoss:F4} / {last.ValidationLoss:F4}") + words[". ", "。"] + (isBelow
                ? words["Usual: the network has seen the training pictures. If the gap grows from epoch to epoch, it is overfitting.", "普通のことです。学習画像は見たことがあるからです。差がエポックごとに広がるなら過学習です。"]
                : words["That happens with augmentation, and early on: training loss is a mean over the whole epoch, validation comes after it.", "データ拡張を使うときや、学習の初期にはよくあります。学習の損失はエポック全体の平均で、検証はその後に測るからです。"]));
    }
}
