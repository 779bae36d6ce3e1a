namespace ResNeXtSharp.Web.Dashboard;

/// <summary>Measures a run's best weights on its test pictures: it knows where data sets are, which this library does not.</summary>
public interface IRunMeasurer
{
    /// <summary>Measures, which takes as long as classifying all test pictures.</summary>
    /// <param name="run">The run's folder.</param>
    /// <param name="progress">Told how many batches of how many are done.</param>
    /// <param name="cancellation">Ends the work.</param>
    MeasuredRun Measure(string run, IProgress<(int Done, int Total)> progress, CancellationToken cancellation);
}
