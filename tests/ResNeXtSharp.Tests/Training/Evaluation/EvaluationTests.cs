using ResNeXtSharp.Data;
using ResNeXtSharp.Differentiation;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Tests.Training;

public sealed class EvaluationTests : IDisposable
{
    private readonly TinyNetwork _model = new();
    private readonly DataLoader _data = new(new Shapes(train: false, 37), 8, shuffle: false, new ToTensor());

    [Fact]
    public void Loss_accuracy_and_confusion_are_those_counted_by_hand()
    {
        EvaluationResult result = Evaluation.Run(_model, _data);
        double loss = 0;
        var counts = new long[10, 10];
        _model.Eval();
        using (Autograd.NoGrad())
        {
            foreach (Batch batch in _data)
            {
                Tensor logits = _model.Forward(batch.Inputs);
                int[] predicted = logits.ArgMax();
                loss += (double)new CrossEntropyLoss().Forward(logits, batch.Labels).Item() * batch.Count;
                for (int i = 0; i < batch.Count; i++)
                    counts[batch.Labels[i], predicted[i]]++;
            }
        }
        Assert.Equal(loss / 37, result.Loss, 1e-12);
        Assert.Equal(37, result.Count);
        Assert.Equal(Enumerable.Range(0, 10).Sum(c => counts[c, c]) / 37.0, result.Accuracy, 1e-12);
        for (int label = 0; label < 10; label++)
        for (int predicted = 0; predicted < 10; predicted++)
            Assert.Equal(counts[label, predicted], result.Confusion[label, predicted]);
    }

    [Fact]
    public void The_logits_of_every_picture_are_handed_out()
    {
        var outputs = new ClassifierOutputs();
        EvaluationResult result = Evaluation.Run(_model, _data, outputs: outputs);

        Assert.Equal((37, 10), (outputs.Count, outputs.Classes));
        Assert.Equal(Enumerable.Range(0, 37), Enumerable.Range(0, 37).Select(outputs.IndexOf));
        Assert.Equal(result.Accuracy, Enumerable.Range(0, 37).Count(i => outputs.PredictedOf(i) == outputs.LabelOf(i)) / 37.0);
        Assert.Equal(result.Loss, Calibration.Measure(outputs).NegativeLogLikelihood, 1e-6);
    }

    [Fact]
    public void Every_part_of_the_model_gets_its_mode_back()
    {
        _model.Children[1].Module.Eval();
        bool[] before = Modes();
        string weights = SmallTraining.Fingerprint(_model);
        Evaluation.Run(_model, _data);
        Assert.Equal(before, Modes());
        Assert.True(_model.IsTraining);
        Assert.False(_model.Children[1].Module.IsTraining);
        Assert.Equal(weights, SmallTraining.Fingerprint(_model));
        Assert.True(Autograd.IsRecording);
    }

    [Fact]
    public void Modes_come_back_after_a_failure_too()
    {
        using var empty = new DataLoader(new Shapes(train: false, 3), 8, shuffle: false, new ToTensor(), dropLast: true);
        Assert.Throws<ArgumentException>(() => Evaluation.Run(_model, empty));
        using var bytes = new DataLoader(new Shapes(train: false, 3), 8, shuffle: false, new Compose());
        Assert.Throws<DatasetException>(() => Evaluation.Run(_model, bytes));
        Assert.True(_model.IsTraining);
        Assert.True(Autograd.IsRecording);
    }

    [Fact]
    public void Progress_ends_with_the_result()
    {
        var recorder = new Recorder<EvaluationProgress>();
        EvaluationResult result = Evaluation.Run(_model, _data, recorder);
        Assert.Equal([1, 2, 3, 4, 5], recorder.Reports.Select(p => p.Batch));
        Assert.All(recorder.Reports, p => Assert.Equal(5, p.Batches));
        Assert.Equal((result.Loss, result.Accuracy), (recorder.Reports[^1].Loss, recorder.Reports[^1].Accuracy));
    }

    [Fact]
    public void Cancelling_stops_between_two_batches()
    {
        using var cancellation = new CancellationTokenSource();
        var recorder = new Recorder<EvaluationProgress>(_ => cancellation.Cancel());
        Assert.ThrowsAny<OperationCanceledException>(() => Evaluation.Run(_model, _data, recorder, cancellation: cancellation.Token));
        Assert.Single(recorder.Reports);
        Assert.True(_model.IsTraining);
    }

    [Fact]
    public void A_model_of_fewer_classes_is_refused()
    {
        var failure = Assert.Throws<ArgumentException>(() => Evaluation.Run(new TinyNetwork(classes: 7), _data));
        Assert.Equal("The model tells 7 classes apart, and Shapes has 10: use a model with as many outputs.", failure.Message);
    }

    [Fact]
    public void A_model_of_more_classes_has_columns_for_them()
    {
        EvaluationResult result = Evaluation.Run(new TinyNetwork(classes: 12), _data);
        Assert.Equal((12, 37), (result.Confusion.Classes, result.Confusion.Total));
    }

    public void Dispose() => _data.Dispose();

    bool[] Modes() => [.. _model.NamedModules().Select(named => named.Module.IsTraining)];
}
