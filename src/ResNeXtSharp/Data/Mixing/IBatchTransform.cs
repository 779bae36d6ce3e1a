using ResNeXtSharp.Randomness;

namespace ResNeXtSharp.Data;

/// <summary>
/// Mixes each picture of a batch with the one before it, and the first with the last. It keeps no state of its own, so that several threads may share it.
/// </summary>
public interface IBatchTransform
{
    /// <summary>Changes the pictures.</summary>
    /// <param name="pictures">The pictures, transformed already.</param>
    /// <param name="random">Random numbers that depend on seed, epoch and batch alone.</param>
    /// <returns>The share of the other picture in each, and so of its label in the target; 0 if nothing was mixed.</returns>
    double Mix(BatchPictures pictures, ref CounterRandom random);
}
