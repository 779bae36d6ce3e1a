using ResNeXtSharp.Cli.Experiments;
using ResNeXtSharp.Cli.Pictures;
using ResNeXtSharp.Data;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Cli;

static partial class PictureWriter
{
    static partial void Create(ref IPictureWriter? writer) => writer = new SkiaPictureWriter();

    /// <summary>Draws with Skia and ScottPlot.</summary>
    private sealed class SkiaPictureWriter : IPictureWriter
    {
        public void SaveCurves(string folder, string title, IReadOnlyList<EpochResult> epochs) => new CurvesChart(title, epochs).Save(folder);

        public void SaveLearningRates(string path, string title, LearningRateCurve curve) => new LearningRateChart(title, curve).Save(path);

        public void SaveCardinality(string folder, string title, IReadOnlyList<CardinalityResult> results) => new CardinalityChart(title, results).Save(folder);

        public void SavePrediction(string path, string heading, IReadOnlyList<ClassifiedPicture> classified) => PredictionPicture.Save(path, heading, classified);

        public void SaveSamples(string path, string heading, IEnumerable<(Image Picture, string Title, string Detail)> samples) =>
            PictureGrid.Save(path, heading, [.. samples.Select(sample => new PictureTile(sample.Picture, sample.Title, sample.Detail, Ink.Text))]);
    }
}
