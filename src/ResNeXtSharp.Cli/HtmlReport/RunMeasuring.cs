using ResNeXtSharp.Cli.Data;
using ResNeXtSharp.Data;
using ResNeXtSharp.Explanation;
using ResNeXtSharp.Inference;
using ResNeXtSharp.Randomness;
using ResNeXtSharp.Tensors;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Cli.HtmlReport;

/// <summary>Measures a model for a report.</summary>
/// <param name="loaded">The model.</param>
/// <param name="loader">The test pictures in batches, in order.</param>
/// <param name="place">The folder of the pictures: files are named from there.</param>
sealed class RunMeasuring(Classifier loaded, DataLoader loader, string place)
{
    const int MostPairs = 12;

    readonly Compose _cut = loaded.Preprocessing.CutTransform();

    /// <summary>Goes through all pictures once, and looks closely at some.</summary>
    /// <param name="samples">How many pictures to show of each kind.</param>
    /// <param name="progress">Told what has been done how far.</param>
    /// <param name="cancellation">Ends the work.</param>
    public RunMeasurement Run(int samples, IProgress<MeasuringProgress>? progress, CancellationToken cancellation)
    {
        var outputs = new ClassifierOutputs();
        var batches = progress is null ? null : new Reports.SynchronousProgress<EvaluationProgress>(at => progress.Report(new("testing", at.Batch, at.Batches)));
        var evaluation = Evaluation.Run(loaded.Model, loader, batches, outputs, cancellation: cancellation);
        var worst = Pick(outputs, isRight: false).Take(samples).Select(picture => Judge(outputs, picture)).ToList();
        // Half of the explained pictures are errors, if there are so many.
        var wrong = worst.Take(samples / 2).ToList();
        var explained = wrong.Concat(Pick(outputs, isRight: true).Take(samples - wrong.Count).Select(picture => Judge(outputs, picture))).ToList();
        return new RunMeasurement(
            evaluation,
            Calibration.Measure(outputs),
            Calibration.Measure(outputs, Calibration.FitTemperature(outputs)),
            ConfusedPair.MostOften(evaluation.Confusion, MostPairs),
            worst,
            [.. explained.Select((judged, i) => Explain(judged, () => progress?.Report(new("explaining", i + 1, explained.Count)), cancellation))]);
    }

    /// <summary>Pictures by their place in the outputs. Wrong ones: the surest first. Right ones: random, each class once before one comes twice.</summary>
    static IEnumerable<int> Pick(ClassifierOutputs outputs, bool isRight)
    {
        var pictures = Enumerable.Range(0, outputs.Count).Where(i => outputs.PredictedOf(i) == outputs.LabelOf(i) == isRight).ToArray();
        if (!isRight) return pictures.OrderByDescending(i => Probabilities(outputs, i)[outputs.PredictedOf(i)]);
        new CounterRandom(seed: 0, RandomPurpose.Sampling).Shuffle(pictures.AsSpan());
        return pictures.GroupBy(outputs.LabelOf).SelectMany(group => group.Select((picture, turn) => (picture, turn))).OrderBy(each => each.turn).Select(each => each.picture);
    }

    JudgedPicture Judge(ClassifierOutputs outputs, int picture)
    {
        var (index, label, predicted) = (outputs.IndexOf(picture), outputs.LabelOf(picture), outputs.PredictedOf(picture));
        var sample = new ImageSample();
        loader.Dataset.Read(index, sample);
        _cut.Apply(sample);
        var probabilities = Probabilities(outputs, picture);
        return new JudgedPicture(
            new Image(sample.Width, sample.Height, sample.Pixels.ToArray()), Origin(loader.Dataset.Describe(index)), label, predicted, probabilities[predicted], probabilities[label]);
    }

    ExplainedPicture Explain(JudgedPicture judged, Action done, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var sample = new ImageSample();
        judged.Picture.CopyTo(sample);
        loaded.Transform.Apply(sample);
        var input = Tensor.FromChannelsLast(sample.Values, new Shape(1, sample.Channels, sample.Height, sample.Width));
        var forPredicted = GradCam.Compute(loaded.Model, input, judged.Predicted);
        var forTrue = judged.IsRight ? null : GradCam.Compute(loaded.Model, input, judged.Label);
        input.Release();
        done();
        return new ExplainedPicture(judged, forPredicted, forTrue);
    }

    // A full path tells more about its user's machine than about the picture.
    string Origin(string described) => Path.IsPathRooted(described) ? Path.GetRelativePath(Path.GetFullPath(place), described) : described;

    static double[] Probabilities(ClassifierOutputs outputs, int picture)
    {
        var probabilities = new double[outputs.Classes];
        outputs.ProbabilitiesOf(picture, probabilities);
        return probabilities;
    }
}
