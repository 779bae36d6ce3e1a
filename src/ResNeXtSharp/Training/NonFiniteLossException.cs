using System.Globalization;

namespace ResNeXtSharp.Training;

/// <summary>Training has diverged: the loss, or a weight, became infinite or not-a-number. The message names where, and what to do about it.</summary>
public sealed class NonFiniteLossException : ArithmeticException
{
    /// <param name="what">What became of what.</param>
    /// <param name="epoch">The epoch's number, from 1.</param>
    /// <param name="batch">The batch's number, from 1, or 0 after the epoch's last step.</param>
    /// <param name="step">Batches of all epochs until then.</param>
    /// <param name="learningRate">The learning rate it happened at.</param>
    /// <param name="origin">Where it was seen first, or null.</param>
    internal NonFiniteLossException(string what, int epoch, int batch, long step, double learningRate, string? origin = null)
        : base(Describe(what, epoch, batch, step, learningRate, origin))
    {
        What = Where(what, epoch, batch, step, origin);
        Step = step;
        Origin = origin;
        Epoch = epoch;
        Batch = batch;
        LearningRate = learningRate;
    }

    /// <summary>The epoch's number, from 1.</summary>
    public int Epoch { get; }

    /// <summary>The batch's number, from 1, or 0 when it was found after the epoch's last step.</summary>
    public int Batch { get; }

    /// <summary>What happened and where, without the cure.</summary>
    internal string What { get; }

    /// <summary>Batches of all epochs until then.</summary>
    public long Step { get; }

    /// <summary>Where it was seen first: the inputs of a picture, or a tensor of the model by its name; null if that is not known.</summary>
    public string? Origin { get; }

    /// <summary>The learning rate it happened at.</summary>
    public double LearningRate { get; }

    static string Describe(string what, int epoch, int batch, long step, double learningRate, string? origin)
    {
        string rate = learningRate.ToString(CultureInfo.InvariantCulture);
        return $"{Where(what, epoch, batch, step, origin)} at a learning rate of {rate}: training has diverged; use a smaller learning rate, or check the inputs for values that are not finite.";
    }

    static string Where(string what, int epoch, int batch, long step, string? origin)
    {
        string place = batch > 0 ? $"epoch {epoch}, batch {batch} (step {step})" : $"epoch {epoch}";
        return $"{what} in {place}{(origin is null ? "" : $", first seen in {origin},")}";
    }
}
