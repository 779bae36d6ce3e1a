using ResNeXtSharp.Cli.Reports;
using ResNeXtSharp.Data;
using ResNeXtSharp.Models;
using ResNeXtSharp.Training;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Cli.Training;

/// <summary>Trains a model and keeps a run folder up to date: metrics, curves, the last and the best weights.</summary>
sealed class TrainingRun
{
    readonly ResNet _model;
    readonly ModelDescription _description;
    readonly Optimizer _optimizer;
    readonly RunDirectory _directory;
    readonly IEpochReport _report;
    readonly List<EpochResult> _epochs = [];
    EpochResult? _best;
    WeightAverage? _average;

    public TrainingRun(ResNet model, ModelDescription description, Optimizer optimizer, RunDirectory directory, IEpochReport report) =>
        (_model, _description, _optimizer, _directory, _report) = (model, description, optimizer, directory, report);

    /// <summary>What is done besides; by default nothing.</summary>
    public RecipeSettings Recipe { get; init; } = RecipeSettings.Plain;

    /// <summary>How well the best weights do on pictures that nothing was chosen by, once <see cref="MeasureBest"/> has run.</summary>
    public EvaluationResult? Test { get; private set; }

    /// <summary>The epoch with the highest validation accuracy; the first of equals.</summary>
    public EpochResult Best => _best ?? throw new InvalidOperationException("No epoch has been run.");

    /// <summary>The epochs run.</summary>
    public IReadOnlyList<EpochResult> Epochs => _epochs;

    /// <summary>Trains.</summary>
    /// <param name="train">The training pictures.</param>
    /// <param name="validation">The pictures that accuracy is measured on.</param>
    /// <param name="epochs">How often to go through the training pictures.</param>
    /// <param name="cancellation">Ends the training after the step under way.</param>
    /// <exception cref="TrainingStoppedException">The token was cancelled; the last weights are saved.</exception>
    public void Run(DataLoader train, DataLoader validation, int epochs, CancellationToken cancellation)
    {
        var trainer = Recipe.CreateTrainer(_model, _optimizer, train.BatchCount, epochs);
        _average = trainer.Average;
        var stopping = Recipe.Patience > 0 ? new EarlyStopping(Recipe.Patience) : null;
        try
        {
            for (var epoch = 1; epoch <= epochs; epoch++)
            {
                var title = $"epoch {epoch.ToString().PadLeft(epochs.ToString().Length)}/{epochs}";
                var result = _report.Run(title, progress => RunEpoch(trainer, train, validation, epochs, progress, cancellation));
                Keep(title, result);
                if (stopping?.Note(result.ValidationAccuracy) == true) break;
            }
        }
        catch (OperationCanceledException e)
        {
            using var averages = _average?.Borrow();
            _directory.SaveLast(_model, _description);
            throw new TrainingStoppedException(_epochs.Count, _directory.LastWeights, e);
        }
    }

    /// <summary>Measures the best weights, which the model has from then on.</summary>
    /// <param name="test">Pictures that were neither trained on nor validated on.</param>
    /// <param name="cancellation">Ends the measurement.</param>
    public void MeasureBest(DataLoader test, CancellationToken cancellation)
    {
        ModelWeights.Load(_directory.BestWeights, _model);
        Test = Evaluation.Run(_model, test, cancellation: cancellation);
    }

    static EpochResult RunEpoch(
        Trainer trainer, DataLoader train, DataLoader validation, int epochs, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var ofAll = progress is null ? null : new SynchronousProgress<TrainingProgress>(step => progress.Report(step with { Epochs = epochs }));
        return trainer.Fit(train, validation, epochs: 1, ofAll, cancellation: cancellation)[0];
    }

    void Keep(string title, EpochResult result)
    {
        _epochs.Add(result);
        _directory.Append(result);
        using var averages = _average?.Borrow();
        _directory.SaveLast(_model, _description);
        var isBest = _best is null || result.ValidationAccuracy > _best.ValidationAccuracy;
        if (isBest)
        {
            _best = result;
            _directory.SaveBest(_model, _description);
        }
        PictureWriter.Current?.SaveCurves(_directory.Path, $"{_description.Model} on {_description.DataSet}", _epochs);
        _report.Show(title, result, isBest);
    }
}
