namespace ResNeXtSharp.Training;

/// <summary>
/// Lets the learning rate fall along half a cosine (Loshchilov and Hutter 2017): torch.optim.lr_scheduler.CosineAnnealingLR in its closed form. Behind the
/// end it stays at its lowest, where PyTorch's would rise again.
/// </summary>
/// <param name="learningRate">The first learning rate.</param>
/// <param name="steps">T_max: the step that has the lowest learning rate.</param>
/// <param name="lowest">eta_min</param>
/// <exception cref="ArgumentOutOfRangeException">A setting is outside its range.</exception>
public sealed class CosineSchedule(double learningRate, long steps, double lowest = 0) : Schedule(learningRate)
{
    private readonly long _steps = AtLeastOne(steps, nameof(steps));
    private readonly double _lowest = lowest >= 0 && lowest <= learningRate
        ? lowest
        : throw new ArgumentOutOfRangeException(nameof(lowest), lowest, "The lowest learning rate lies between zero and the first.");

    /// <inheritdoc/>
    public override double At(long step) => Between(LearningRate, _lowest, Math.Min((double)step / _steps, 1));

    /// <summary>What lies between two values along half a cosine.</summary>
    internal static double Between(double start, double end, double share) => end + ((start - end) / 2 * (1 + Math.Cos(Math.PI * share)));
}
