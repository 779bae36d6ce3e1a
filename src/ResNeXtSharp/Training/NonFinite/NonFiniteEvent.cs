namespace ResNeXtSharp.Training;

/// <summary>A batch went wrong and the training goes on.</summary>
/// <param name="Failure">What happened, and where; it was not thrown.</param>
/// <param name="Checkpoint">The checkpoint that the weights were taken from, or null if the batch was left out.</param>
public sealed record NonFiniteEvent(NonFiniteLossException Failure, string? Checkpoint)
{
    /// <summary>In one line.</summary>
    public override string ToString() =>
        $"{Failure.What}: {(Checkpoint is null ? "the batch is left out" : $"back to the weights of {Checkpoint}, going on behind the batch")}.";
}
