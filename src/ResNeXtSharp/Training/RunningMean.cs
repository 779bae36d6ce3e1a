namespace ResNeXtSharp.Training;

/// <summary>Loss and accuracy over the pictures seen so far: batches count by their size, so a short last batch does not weigh too much.</summary>
internal struct RunningMean
{
    private double _lossSum;
    private long _correct;

    internal long Count { get; private set; }

    internal readonly double Loss => _lossSum / Count;

    internal readonly double Accuracy => (double)_correct / Count;

    internal void Add(double meanLoss, int correct, int count)
    {
        _lossSum += meanLoss * count;
        _correct += correct;
        Count += count;
    }
}
