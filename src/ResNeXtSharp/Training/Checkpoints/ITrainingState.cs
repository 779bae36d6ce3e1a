namespace ResNeXtSharp.Training;

/// <summary>A named piece of a training's state that a checkpoint keeps: weights, an optimizer's moments, a schedule, an average of the weights.</summary>
/// <remarks>Random numbers need no piece: they are a function of seed, purpose and index, so positions are enough.</remarks>
public interface ITrainingState
{
    /// <summary>What the names of its entries begin with, such as <c>optimizer</c>. No other piece of the training has it.</summary>
    string Name { get; }

    /// <summary>
    /// Whether going back to good weights (<see cref="NonFinitePolicy.Rollback"/>) takes this piece back too. Not so what belongs to the place in the data,
    /// where the training goes on behind the batch that spoiled it.
    /// </summary>
    bool RollsBack => true;

    /// <summary>Hands over everything that <see cref="Load"/> needs. Values are taken when the checkpoint is written, before the next step.</summary>
    void Save(StateWriter writer);

    /// <summary>Takes back what <see cref="Save"/> has written.</summary>
    /// <exception cref="Weights.WeightFormatException">An entry is missing or does not fit.</exception>
    void Load(StateReader reader);
}
