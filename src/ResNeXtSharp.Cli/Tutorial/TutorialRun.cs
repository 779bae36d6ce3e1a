using System.Globalization;
using ResNeXtSharp.Cli.Data;
using ResNeXtSharp.Cli.Reports;
using ResNeXtSharp.Cli.Training;
using ResNeXtSharp.Data;
using ResNeXtSharp.Inference;
using ResNeXtSharp.Models;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Training;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Cli.Tutorial;

/// <summary>From an untrained network to a classified picture, in six steps.</summary>
sealed class TutorialRun
{
    const int SampleCount = 30;
    const int GridCount = 16;

    readonly Lesson _lesson;
    readonly Narrator _narrator;
    readonly IEpochReport _report;
    readonly Dataset _trainSet;
    readonly Dataset _testSet;
    readonly RunDirectory _directory;
    readonly ResNet _model;

    public TutorialRun(Lesson lesson, Narrator narrator, IEpochReport report)
    {
        (_lesson, _narrator, _report) = (lesson, narrator, report);
        (_trainSet, _testSet) = (lesson.Source.OpenTrain(lesson.TrainSize), lesson.Source.OpenTest(lesson.TestSize));
        _model = ModelCatalog.Create(Lesson.Model, seed: lesson.Seed);
        _directory = RunDirectory.Create(lesson.Directory, Configuration().ToJson());
    }

    /// <summary>Goes through all steps.</summary>
    /// <exception cref="TrainingStoppedException">The token was cancelled while training.</exception>
    public void Run(CancellationToken cancellation)
    {
        LoadModel();
        ShowStructure();
        LoadData();
        var run = Train(cancellation);
        ShowCurves(run);
        Predict();
        _narrator.Say($"\nTest accuracy {Percent.Format(run.Epochs[^1].ValidationAccuracy)} after {run.Epochs.Count} epochs. Everything is in {_directory.Path}");
    }

    void LoadModel()
    {
        _narrator.Step("Load a ResNeXt and give it a new last layer");
        _narrator.Say(
            """
            resnext50_32x4d has 50 layers; "32x4d" are 32 parallel paths of 4 channels in each block of the
            first stage. It starts from random weights and was designed to tell the 1000 classes of ImageNet
            apart. Only its last layer, fc, depends on that number, so that layer is replaced.
            """);
        var features = _model.Fc.InFeatures;
        var classes = _trainSet.ClassNames.Count;
        _narrator.Code(
            $"""
            var model = ResNeXt.ResNeXt50_32x4d();
            model.Fc = new Linear(model.Fc.InFeatures, {classes});
            """);
        _model.Fc = new Linear(features, classes, seed: _lesson.Seed);
        _narrator.Find($"fc: in_features={features}, out_features={classes}; {Number(_model.CountParameters())} parameters in all");
    }

    void ShowStructure()
    {
        _narrator.Step("Look inside: bottlenecks and grouped convolutions");
        _narrator.Code("Console.WriteLine(model);");
        _narrator.Say(ShortStructure.Of(_model));
        var file = Path.Combine(_directory.Path, "structure.txt");
        AtomicFile.WriteText(file, _model + "\n");
        var grouped = ((Bottleneck)_model.Stages[0][0]).Conv2;
        var perGroup = grouped.InChannels / grouped.Groups;
        var weights = grouped.Weight.Shape.Count;
        _narrator.Say(
            $"""
            A bottleneck maps its input to few channels with a 1x1 convolution, transforms them with a 3x3, maps
            back to many with another 1x1, and adds its input. What ResNeXt adds to ResNet is groups={grouped.Groups} in the 3x3:
            the first one cuts its {grouped.InChannels} channels into {grouped.Groups} groups of {perGroup}, and no group sees another. They are {grouped.Groups}
            small transformations side by side, aggregated; their number is called the cardinality.
            """);
        _narrator.Find($"weights of that 3x3: {Number(weights)} instead of {Number((long)weights * grouped.Groups)} without groups, {grouped.Groups} times fewer");
        _narrator.Say($"The whole structure is in {file}");
    }

    void LoadData()
    {
        _narrator.Step("Load and normalise the pictures");
        _narrator.Say(
            """
            ToTensor turns bytes 0..255 into numbers 0..1; Normalize subtracts the mean of each colour and
            divides by its spread, so that all inputs have about the same size. The loader shuffles the
            training pictures anew in every epoch.
            """);
        _narrator.Code(
            $"""
            var transform = new Compose(new ToTensor(), new Normalize(mean, std));
            using var train = new DataLoader(trainSet, batchSize: {Lesson.BatchSize}, shuffle: true, transform);
            """);
        _narrator.Find(
            $"{_trainSet.Name}: {Number(_trainSet.Count)} training and {Number(_testSet.Count)} test pictures of {_lesson.Source.ImageSize}x{_lesson.Source.ImageSize}, {_trainSet.ClassNames.Count} classes");
        _narrator.Find($"mean {Numbers(_lesson.Source.Mean)}, std {Numbers(_lesson.Source.Std)}");
        if (PictureWriter.Current is not { } pictures) return;
        var file = Path.Combine(_directory.Path, "samples.png");
        pictures.SaveSamples(file, $"{_trainSet.Name}: training pictures", _trainSet.RandomIndices(SampleCount, _lesson.Seed).Select(Sample));
        _narrator.Say($"Some of them are in {file}");
    }

    TrainingRun Train(CancellationToken cancellation)
    {
        _narrator.Step("Train");
        _narrator.Say(
            """
            Each step looks at one batch: forward computes the network's answers, the loss says how wrong they
            are, backward computes how each weight contributed to that, and Adam moves every weight a little
            against it. After each epoch the test pictures, which are never trained on, show what was learnt;
            there batch normalisation uses its running averages (Eval) and no gradients are kept (NoGrad).
            """);
        _narrator.Code(
            """
            foreach (var (inputs, labels) in train)
            {
                optimizer.ZeroGrad();
                var loss = criterion.Forward(model.Forward(inputs), labels);
                loss.Backward();
                optimizer.Step();
            }
            """);
        var description = _lesson.Source.Describe(Lesson.Model);
        var run = new TrainingRun(_model, description, new Trainer(_model, Lesson.Optimizer.Create(_model.Parameters())), stopping: null, _directory, _report);
        using var train = new DataLoader(_trainSet, Lesson.BatchSize, shuffle: true, _lesson.Source.TrainTransform(), _lesson.Seed);
        using var test = new DataLoader(_testSet, Lesson.BatchSize, shuffle: false, Preprocessing.Of(description).Transform(), _lesson.Seed);
        run.Run(train, test, _lesson.Epochs, cancellation);
        return run;
    }

    void ShowCurves(TrainingRun run)
    {
        _narrator.Step("Look at the curves");
        var (first, last) = (run.Epochs[0], run.Epochs[^1]);
        _narrator.Say(
            """
            A falling loss and a rising accuracy mean that the network learns. If the validation lags far
            behind the training, it remembers pictures instead of learning what they have in common.
            """);
        _narrator.Find(
            $"""
            loss      {Loss(first.TrainLoss)} -> {Loss(last.TrainLoss)} training, {Loss(first.ValidationLoss)} -> {Loss(last.ValidationLoss)} validation
            accuracy  {Percent.Format(first.TrainAccuracy)} -> {Percent.Format(last.TrainAccuracy)} training, {Percent.Format(first.ValidationAccuracy)} -> {Percent.Format(last.ValidationAccuracy)} validation
            """);
        if (PictureWriter.Current is not null) _narrator.Say($"The curves are in {_directory.CurvesPng} and {_directory.CurvesSvg}");
    }

    void Predict()
    {
        _narrator.Step("Classify a random test picture");
        _narrator.Say("Softmax turns the network's ten answers into probabilities; the likeliest class is the prediction.");
        _narrator.Code("var probabilities = model.Forward(picture).Softmax();");
        var loaded = new Classifier(_model, _lesson.Source.Describe(Lesson.Model));
        var classified = _testSet.RandomIndices(GridCount, _lesson.Seed).Select(index => loaded.Classify(_testSet, index)).ToList();
        var one = classified[0];
        _narrator.Find(
            $"""
            {one.Origin}
            predicted  {one.Class}, {Percent.Format(one.Probability)}
            true class {one.TrueClass}: {(one.IsRight == true ? "right" : "wrong")}
            """);
        if (PictureWriter.Current is not { } pictures) return;
        var (card, grid) = (Path.Combine(_directory.Path, "prediction.png"), Path.Combine(_directory.Path, "predictions.png"));
        pictures.SavePrediction(card, "", [one]);
        pictures.SavePrediction(grid, $"{Lesson.Model} on {_testSet.Name}", classified);
        _narrator.Say($"The picture is in {card}, and {classified.Count} random ones are in {grid}");
    }

    (Image Picture, string Title, string Detail) Sample(int index)
    {
        var (picture, name) = _trainSet.Picture(index);
        return (picture, name, $"picture {index}");
    }

    RunConfiguration Configuration() => new()
    {
        Model = Lesson.Model,
        DataSet = _trainSet.Name,
        Data = _lesson.Source.Place,
        Classes = _trainSet.ClassNames,
        TrainSize = _trainSet.Count,
        TestSize = _testSet.Count,
        TrainFingerprint = DatasetFingerprint.Of(_trainSet),
        TestFingerprint = DatasetFingerprint.Of(_testSet),
        ImageSize = _lesson.Source.ImageSize,
        Optimizer = Lesson.Optimizer,
        BatchSize = Lesson.BatchSize,
        Epochs = _lesson.Epochs,
        Seed = _lesson.Seed,
    };

    static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    static string Loss(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    static string Numbers(IEnumerable<float> values) => string.Join(" ", values.Select(value => value.ToString("0.###", CultureInfo.InvariantCulture)));
}
