using System.Globalization;

namespace ResNeXtSharp.Training;

/// <summary>Training has diverged: the loss, or a weight, became infinite or not-a-number. The message names where, and what to do about it.</summary>
public sealed class NonFiniteLossException : ArithmeticException
{
    internal NonFiniteLossException(string what, int epoch, int batch, double learningRate)
        : base(Describe(what, epoch, batch, learningRate))
    {
        Epoch = epoch;
        Batch = batch;
        LearningRate = learningRate;
    }

    /// <summary>The epoch's number, from 1.</summary>
    public int Epoch { get; }

    /// <summary>The batch's number, from 1, or 0 when it was found after the epoch's last step.</summary>
    public int Batch { get; }

    /// <summary>The learning rate it happened at.</summary>
    public double LearningRate { get; }

    static string Describe(string what, int epoch, int batch, double learningRate)
    {
        string place = batch > 0 ? $"epoch {epoch}, batch {batch}" : $"epoch {epoch}";
        string rate = learningRate.ToString(CultureInfo.InvariantCulture);
        return $"{what} in {place} at a learning rate of {rate}: training has diverged; use a smaller learning rate, or check the inputs for values that are not finite.";
    }
}
