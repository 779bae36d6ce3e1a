namespace ResNeXtSharp.Training;

/// <summary>An exponential moving average of losses that does not begin at zero: fastai's AvgSmoothLoss.</summary>
internal struct SmoothedLoss
{
    // The share of the average that a step keeps, fastai's beta.
    private const double Kept = 0.98;

    private double _average;
    private int _count;

    internal double Add(double loss)
    {
        _average = (Kept * _average) + ((1 - Kept) * loss);
        _count++;
        return _average / (1 - Math.Pow(Kept, _count));
    }
}
