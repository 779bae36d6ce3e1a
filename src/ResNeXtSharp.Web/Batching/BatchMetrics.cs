using System.Diagnostics.Metrics;

namespace ResNeXtSharp.Web.Batching;

/// <summary>Counts pictures, batches and refusals.</summary>
sealed class BatchMetrics
{
    public const string MeterName = "ResNeXtSharp.Web";

    readonly Counter<long> _pictures;
    readonly Histogram<int> _batches;
    readonly Histogram<double> _seconds;
    readonly Counter<long> _refusals;

    public BatchMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _pictures = meter.CreateCounter<long>("resnext.pictures", "{picture}", "Pictures classified.");
        _batches = meter.CreateHistogram<int>("resnext.batch.size", "{picture}", "Pictures that the network took at once.",
            advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128] });
        _seconds = meter.CreateHistogram<double>("resnext.batch.duration", "s", "How long the network took for a batch.");
        _refusals = meter.CreateCounter<long>("resnext.requests.refused", "{request}", "Requests refused because too many were being worked on.");
    }

    public void Classified(int pictures, TimeSpan time)
    {
        _pictures.Add(pictures);
        _batches.Record(pictures);
        _seconds.Record(time.TotalSeconds);
    }

    public void Refused() => _refusals.Add(1);
}
