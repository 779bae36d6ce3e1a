using System.Diagnostics;
using ResNeXtSharp.Data;
using ResNeXtSharp.Models;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Cli.Training;

/// <summary>Measures what training and validation take by a few of their real steps, on weights that are thrown away.</summary>
static class EpochMeasurement
{
    // The first steps compile and fill the pools.
    const int WarmUpSteps = 3;
    const int LeastSteps = 2;
    const int Rounds = 3;

    /// <summary>How long a round of steps usually lasts.</summary>
    public static TimeSpan UsualRound { get; } = TimeSpan.FromSeconds(1);

    /// <param name="model">The model.</param>
    /// <param name="trainer">What trains it.</param>
    /// <param name="train">Its training pictures.</param>
    /// <param name="validation">Some of its validation pictures.</param>
    /// <param name="round">How long a round of steps lasts.</param>
    /// <param name="cancellation">Ends the measurement.</param>
    /// <returns>The time of a step, and of measuring a picture.</returns>
    public static (TimeSpan Step, TimeSpan Picture) Measure(
        ResNet model, Trainer trainer, DataLoader train, DataLoader validation, TimeSpan round, CancellationToken cancellation)
    {
        var step = StepTime(model, trainer, train, round, cancellation);
        Evaluation.Run(model, validation, cancellation: cancellation);
        var measured = Evaluation.Run(model, validation, cancellation: cancellation);
        return (step, measured.Duration / measured.Count);
    }

    // The quickest of some rounds: other processes and the compiler only ever make one slower, and the plan is corrected as epochs end.
    static TimeSpan StepTime(ResNet model, Trainer trainer, DataLoader train, TimeSpan round, CancellationToken cancellation)
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
                if (steps < LeastSteps || clock.Elapsed < round) continue;
                quickest = TimeSpan.FromTicks(Math.Min(quickest.Ticks, (clock.Elapsed / steps).Ticks));
                if (++rounds == Rounds) return quickest;
                steps = 0;
                clock.Restart();
            }
        }
    }
}
