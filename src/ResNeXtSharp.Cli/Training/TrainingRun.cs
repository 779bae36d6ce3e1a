using ResNeXtSharp.Cli.Distributed;
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
    readonly Trainer _trainer;
    readonly EarlyStopping? _stopping;
    readonly RunDirectory? _directory;
    readonly IEpochReport _report;
    readonly List<EpochResult> _epochs = [];
    EpochResult? _best;

    /// <param name="model">The model.</param>
    /// <param name="description">What files of its weights say of it.</param>
    /// <param name="trainer">What trains it. Everything that a checkpoint needs beside it is added to its checkpoints.</param>
    /// <param name="stopping">Ends the training early, or null.</param>
    /// <param name="directory">The run folder, or null on a rank that does not write.</param>
    /// <param name="report">Where the epochs are shown.</param>
    public TrainingRun(ResNet model, ModelDescription description, Trainer trainer, EarlyStopping? stopping, RunDirectory? directory, IEpochReport report)
    {
        (_model, _description, _trainer, _stopping, _directory, _report) = (model, description, trainer, stopping, directory, report);
        if (stopping is not null) trainer.Checkpoints?.Add(stopping);
        if (directory is not null) trainer.Checkpoints?.Add(directory.Logs(() => Log?.Flush()));
    }

    /// <summary>How many of the best epochs keep their weights in a file of their own.</summary>
    public int KeepBest { get; init; }

    /// <summary>What may end the training sooner, or null.</summary>
    public EpochPlan? Plan { get; init; }

    /// <summary>Curves for TensorBoard, or null.</summary>
    public TensorBoardLog? Log { get; init; }

    /// <summary>Says what communication cost, or null.</summary>
    public CommunicationReport? Profile { get; init; }

    /// <summary>How well the best weights do on pictures that nothing was chosen by, once <see cref="MeasureBest"/> has run.</summary>
    public EvaluationResult? Test { get; private set; }

    /// <summary>The epoch with the highest validation accuracy; the first of equals.</summary>
    public EpochResult Best => _best ?? throw new InvalidOperationException("No epoch has been run.");

    /// <summary>The epochs run.</summary>
    public IReadOnlyList<EpochResult> Epochs => _epochs;

    /// <summary>Takes the state of the last checkpoint, so that <see cref="Run"/> goes on from there.</summary>
    /// <param name="train">The training pictures.</param>
    /// <param name="validation">The pictures that accuracy is measured on.</param>
    /// <returns>Where that is, or null if the run was stopped before the first checkpoint and begins again.</returns>
    public ResumePoint? Resume(DataLoader train, DataLoader validation)
    {
        var point = _trainer.Resume(train);
        if (point is null) _directory?.Logs().Clear();
        if (train.Epoch == 0 || _directory is null) return point;
        foreach (var result in RunDirectory.ReadMetrics(_directory.Path)) Note(result with { ValidationCount = validation.SampleCount });
        return point;
    }

    /// <summary>Trains.</summary>
    /// <param name="train">The training pictures.</param>
    /// <param name="validation">The pictures that accuracy is measured on.</param>
    /// <param name="epochs">How often to go through the training pictures.</param>
    /// <param name="cancellation">Ends the training after the step under way.</param>
    /// <exception cref="TrainingStoppedException">The token was cancelled; the last weights are saved.</exception>
    public void Run(DataLoader train, DataLoader validation, int epochs, CancellationToken cancellation)
    {
        try
        {
            for (var epoch = train.Epoch + 1; epoch <= (epochs = Plan?.Epochs ?? epochs) && _stopping is not { IsOver: true }; epoch++)
            {
                var title = $"epoch {epoch.ToString().PadLeft(epochs.ToString().Length)}/{epochs}";
                var isBest = false;
                var result = _report.Run(title, progress => RunEpoch(train, validation, epochs, progress, done => isBest = Keep(done), cancellation));
                _report.Show(title, result, isBest);
            }
        }
        catch (OperationCanceledException e)
        {
            using var averages = _trainer.Average?.Borrow();
            _directory?.SaveLast(_model, _description);
            throw Stopped(e);
        }
    }

    /// <summary>Measures the best weights, which the model has from then on.</summary>
    /// <param name="test">Pictures that were neither trained on nor validated on.</param>
    /// <param name="cancellation">Ends the measurement.</param>
    /// <exception cref="TrainingStoppedException">The token was cancelled, and there are no other ranks, to which that would be news.</exception>
    public void MeasureBest(DataLoader test, CancellationToken cancellation)
    {
        if ((_trainer.Parallel?.Group.ShareFile(_directory?.BestWeights) ?? _directory?.BestWeights) is { } best) ModelWeights.Load(best, _model);
        try
        {
            Test = Evaluation.Run(_model, test, cancellation: cancellation, parallel: _trainer.Parallel);
        }
        catch (OperationCanceledException e) when (_trainer.Parallel is null)
        {
            throw Stopped(e);
        }
    }

    EpochResult RunEpoch(
        DataLoader train, DataLoader validation, int epochs, IProgress<TrainingProgress>? progress, Action<EpochResult> completed, CancellationToken cancellation)
    {
        var log = Log is { Every: > 0 } ? Log : null;
        var steps = progress is null && log is null && Profile is null ? null : new SynchronousProgress<TrainingProgress>(step =>
        {
            progress?.Report(step with { Epochs = epochs });
            log?.Report(step);
            Profile?.Report(step);
        });
        return _trainer.Fit(train, validation, epochs: 1, steps, completed, cancellation)[0];
    }

    // Everything that an epoch leaves is on the disk before the checkpoint that says so.
    bool Keep(EpochResult result)
    {
        var isBest = Note(result);
        _stopping?.Note(result.ValidationAccuracy);
        if (_directory is null) return isBest;
        _directory.Append(result);
        Log?.Append(result);
        Plan?.EpochEnded(result);
        using var averages = _trainer.Average?.Borrow();
        _directory.SaveLast(_model, _description);
        if (isBest) _directory.SaveBest(_model, _description);
        if (KeepBest > 0) _directory.SaveEpoch(_model, _description, result.Epoch, [.. BestEpochs()]);
        PictureWriter.Current?.SaveCurves(_directory.Path, $"{_description.Model} on {_description.DataSet}", _epochs);
        return isBest;
    }

    bool Note(EpochResult result)
    {
        _epochs.Add(result);
        var isBest = _best is null || result.ValidationAccuracy > _best.ValidationAccuracy;
        if (isBest) _best = result;
        return isBest;
    }

    IEnumerable<int> BestEpochs() => _epochs.OrderByDescending(epoch => epoch.ValidationAccuracy).Take(KeepBest).Select(epoch => epoch.Epoch);

    TrainingStoppedException Stopped(OperationCanceledException e) =>
        new(_epochs.Count, _directory?.LastWeights ?? "", _trainer.Checkpoints is null ? null : _directory?.Path, e);
}
