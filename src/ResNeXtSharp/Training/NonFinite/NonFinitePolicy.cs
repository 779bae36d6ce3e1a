namespace ResNeXtSharp.Training;

/// <summary>What a training does when a loss, a gradient or a weight becomes infinite or not-a-number.</summary>
public enum NonFinitePolicy
{
    /// <summary>
    /// Stop with a <see cref="NonFiniteLossException"/>. Checkpoints hold the last good state. A gradient shows at once where its norm is limited, else in the next loss or at the end of the epoch.
    /// </summary>
    Stop,

    /// <summary>
    /// Leave the batch out, with those whose gradients were gathered for the same update: parameters, moments and running statistics stay as they were before it.
    /// Costs a look at every gradient in every step. After ten batches in a row it stops.
    /// </summary>
    Skip,

    /// <summary>
    /// Go back to the weights and moments of the last checkpoint, and go on behind the batch. After three times to one checkpoint it stops.
    /// </summary>
    Rollback,
}
