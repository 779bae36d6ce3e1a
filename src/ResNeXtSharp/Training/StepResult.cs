namespace ResNeXtSharp.Training;

/// <summary>What one step came to, before it changed the weights.</summary>
/// <param name="Loss">Mean loss of the batch.</param>
/// <param name="Correct">Pictures classified right.</param>
/// <param name="BadGradient">The parameter whose gradient was not finite, so that none was changed, or null. Looked for with <see cref="NonFinitePolicy.Skip"/>.</param>
public readonly record struct StepResult(double Loss, int Correct, string? BadGradient = null)
{
    /// <summary>Whether loss and gradients were finite, as far as was looked, and the step was taken.</summary>
    public bool IsFinite => double.IsFinite(Loss) && BadGradient is null;
}
