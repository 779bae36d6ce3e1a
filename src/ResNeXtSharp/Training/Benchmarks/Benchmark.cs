using ResNeXtSharp.Nn;
using ResNeXtSharp.Randomness;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Training;

/// <summary>Measures how fast a classifier trains and answers, on one batch of random pictures.</summary>
public sealed class Benchmark
{
    // The pools of buffers and records fill up in the first steps.
    private const int WarmUpSteps = 3;

    private readonly Module _model;
    private readonly Tensor _inputs;
    private readonly int[] _labels;
    private readonly FlopCount _flops;

    /// <summary>A measurement of a model on pictures of a shape.</summary>
    /// <param name="model">Maps pictures to logits [n, classes]; training changes its weights.</param>
    /// <param name="input">Shape of the batch, [n, c, h, w].</param>
    /// <param name="classes">Classes of the random labels.</param>
    /// <param name="seed">Seed of the pictures.</param>
    /// <exception cref="ArgumentException">The model does not take such a batch.</exception>
    public Benchmark(Module model, Shape input, int classes, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        if (input.Count == 0)
            throw new ArgumentException($"There is nothing to measure on a batch of shape {input}.", nameof(input));
        _model = model;
        _flops = FlopCount.Of(model, input);
        var random = new CounterRandom(seed, RandomPurpose.Synthetic);
        var pixels = new float[input.Count];
        random.FillGaussian(pixels);
        _inputs = Tensor.FromArray(pixels, input);
        _labels = [.. Enumerable.Range(0, input[0]).Select(i => i % classes)];
    }

    /// <summary>Training steps with Adam: forward pass, loss, backward pass and update.</summary>
    /// <param name="rounds">The result is the median of so many rounds.</param>
    /// <param name="round">The least time of a round, and of the steps before the first that nobody counts.</param>
    /// <param name="cancellation">Ends the measurement between two steps.</param>
    /// <exception cref="NonFiniteLossException">The loss overflowed, so that a step would be no full step.</exception>
    public Speed MeasureTraining(int rounds, TimeSpan round, CancellationToken cancellation = default)
    {
        var optimizer = new Adam(_model.Parameters());
        var trainer = new Trainer(_model, optimizer);
        _model.Train();
        return Measure(Step, _flops.TrainingStep, rounds, round, cancellation);

        void Step()
        {
            StepResult step = trainer.Step(_inputs, _labels);
            if (!double.IsFinite(step.Loss))
                throw new NonFiniteLossException($"The loss became {step.Loss}", 1, (int)optimizer.StepCount, optimizer.StepCount, optimizer.LearningRate);
        }
    }

    /// <summary>Forward passes in evaluation mode, as a prediction makes them.</summary>
    /// <inheritdoc cref="MeasureTraining" path="/param"/>
    public Speed MeasureInference(int rounds, TimeSpan round, CancellationToken cancellation = default)
    {
        using var mode = new EvaluationMode(_model);
        return Measure(() => _model.Forward(_inputs).Release(), _flops.Forward, rounds, round, cancellation);
    }

    /// <summary><see cref="MeasureTraining"/> with one thread.</summary>
    /// <inheritdoc cref="MeasureTraining" path="/param"/>
    /// <exception cref="NonFiniteLossException">The loss overflowed, so that a step would be no full step.</exception>
    public Speed MeasureTrainingOnOneThread(int rounds, TimeSpan round, CancellationToken cancellation = default)
    {
        using var scope = new ThreadScope(1);
        return MeasureTraining(rounds, round, cancellation);
    }

    Speed Measure(Action step, long operations, int rounds, TimeSpan round, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rounds, 1);
        Repeat(step, WarmUpSteps, round, cancellation);
        Round[] measured = [.. Enumerable.Range(0, rounds).Select(_ => Repeat(step, 1, round, cancellation)).OrderBy(each => each.Seconds)];
        // Other processes only ever make a round slower; of an even number the quicker of the middle two counts.
        double median = measured[(rounds - 1) / 2].Seconds;
        return new Speed(_inputs.Shape[0] / median, 1e3 * median, 1e-9 * operations / median, measured.Min(each => each.AllocatedBytes));
    }

    static Round Repeat(Action step, int leastSteps, TimeSpan round, CancellationToken cancellation)
    {
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        (double seconds, int steps) = Repetition.Measure(step, leastSteps, round, cancellation);
        return new Round(seconds, (GC.GetTotalAllocatedBytes(precise: true) - allocated) / steps);
    }

    /// <summary>What one step of a round took.</summary>
    private readonly record struct Round(double Seconds, long AllocatedBytes);
}
