using System.Diagnostics;
using ResNeXtSharp.Data;
using ResNeXtSharp.Models;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Cli.Training;

/// <summary>Measures what an epoch of a setup takes by a few of its real steps, on weights that are thrown away.</summary>
static class EpochMeasurement
{
    // The first steps compile and fill the pools.
    const int WarmUpSteps = 3;
    const int LeastSteps = 2;
    const int Rounds = 3;

    static readonly TimeSpan Round = TimeSpan.FromSeconds(1);

    /// <param name="setup">What is trained on what.</param>
    /// <param name="train">Its training pictures.</param>
    /// <param name="validation">Some of its validation pictures.</param>
    /// <param name="cancellation">Ends the measurement.</param>
    public static EpochCost Measure(TrainingSetup setup, DataLoader train, DataLoader validation, CancellationToken cancellation)
    {
        var model = setup.CreateModel(seed: 0);
        var trainer = setup.Recipe.CreateTrainer(model, setup.Optimizer.Create(setup.Groups(model)), train.BatchCount, setup.Epochs);
        var step = StepTime(model, trainer, train, cancellation);
        Evaluation.Run(model, validation, cancellation: cancellation);
        var measured = Evaluation.Run(model, validation, cancellation: cancellation);
        var picture = measured.Duration / measured.Count;
        return new EpochCost(
            step * train.BatchCount + picture * setup.ValidationSet.Count,
            setup.Recipe.HoldOut > 0 ? picture * setup.TestSet.Count : TimeSpan.Zero);
    }

    // The quickest of some rounds: other processes and the compiler only ever make one slower, and the plan is corrected as epochs end.
    static TimeSpan StepTime(ResNet model, Trainer trainer, DataLoader train, CancellationToken cancellation)
    {
        model.Train();
        var clock = new Stopwatch();
        var (steps, rounds, quickest) = (-WarmUpSteps, 0, TimeSpan.MaxValue);
        while (true)
        {
            foreach (var batch in train)
            {
                cancellation.ThrowIfCancellationRequested();
                trainer.Step(batch.Inputs, batch.Labels);
                batch.Inputs.Release();
                steps++;
                if (steps == 0) clock.Start();
                if (steps < LeastSteps || clock.Elapsed < Round) continue;
                quickest = TimeSpan.FromTicks(Math.Min(quickest.Ticks, (clock.Elapsed / steps).Ticks));
                if (++rounds == Rounds) return quickest;
                steps = 0;
                clock.Restart();
            }
        }
    }
}
