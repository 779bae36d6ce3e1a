namespace ResNeXtSharp.Training;

/// <summary>Mends what can be mended, a limited number of times.</summary>
/// <param name="policy">What to do.</param>
/// <param name="undo">Leaves out the batches since the last update.</param>
/// <param name="rollBack">Takes the weights back to the last checkpoint and tells which that was.</param>
/// <param name="told">Is told of each mending.</param>
internal sealed class NonFiniteRecovery(NonFinitePolicy policy, Action undo, Func<string?> rollBack, IProgress<NonFiniteEvent>? told)
{
    private const int MostSkipsInARow = 10;
    private const int MostRollbacksToOne = 3;

    private int _inARow;
    private bool _stepTaken;

    /// <summary>Mends, or throws what happened.</summary>
    /// <exception cref="NonFiniteLossException">The training is to stop, or mending did not help.</exception>
    internal void Mend(NonFiniteLossException failure)
    {
        string? checkpoint = policy == NonFinitePolicy.Rollback && _inARow < MostRollbacksToOne ? rollBack() : null;
        bool skips = policy == NonFinitePolicy.Skip && failure.Batch > 0 && _inARow < MostSkipsInARow;
        if (checkpoint is null && !skips)
            throw failure;
        undo();
        _inARow++;
        _stepTaken = false;
        told?.Report(new NonFiniteEvent(failure, checkpoint));
    }

    /// <summary>Notes a good step.</summary>
    internal void StepTaken()
    {
        _stepTaken = true;
        if (policy == NonFinitePolicy.Skip)
            _inARow = 0;
    }

    /// <summary>Notes a new checkpoint. One that only repeats the weights that were gone back to is not new.</summary>
    internal void CheckpointSaved()
    {
        if (policy == NonFinitePolicy.Rollback && _stepTaken)
            _inARow = 0;
    }
}
