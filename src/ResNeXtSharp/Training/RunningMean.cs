namespace ResNeXtSharp.Training;

/// <summary>Loss and accuracy over the pictures seen so far: batches count by their size, so a short last batch does not weigh too much.</summary>
/// <param name="LossSum">The sum of the pictures' losses.</param>
/// <param name="Correct">Pictures classified right.</param>
/// <param name="Count">Pictures.</param>
internal record struct RunningMean(double LossSum, long Correct, long Count)
{
    internal readonly double Loss => LossSum / Count;

    internal readonly double Accuracy => (double)Correct / Count;

    internal void Add(double meanLoss, int correct, int count)
    {
        LossSum += meanLoss * count;
        Correct += correct;
        Count += count;
    }
}
