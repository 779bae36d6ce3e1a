namespace ResNeXtSharp.Cli.Experiments;

/// <summary>What a network of the family takes for a picture.</summary>
/// <param name="Train">To train on it once.</param>
/// <param name="Test">To classify it.</param>
readonly record struct PictureCost(TimeSpan Train, TimeSpan Test)
{
    /// <summary>The time of a training with its test.</summary>
    public TimeSpan Of(int trainSize, int epochs, int testSize) => Train * ((double)trainSize * epochs) + Test * testSize;
}
