using ResNeXtSharp.Cli.Experiments;
using ResNeXtSharp.Data;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Cli;

/// <summary>The pictures that commands write beside their text. Everything that draws lies behind it, in the folder Pictures.</summary>
interface IPictureWriter
{
    /// <summary>Replaces the curves of loss and accuracy in a run's folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="title">What was trained on what.</param>
    /// <param name="epochs">The epochs so far, at least one.</param>
    void SaveCurves(string folder, string title, IReadOnlyList<EpochResult> epochs);

    /// <summary>Replaces a chart of the loss over a rising learning rate.</summary>
    void SaveLearningRates(string path, string title, LearningRateCurve curve);

    /// <summary>Replaces the chart of accuracy against cardinality in an experiment's folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="title">What was trained on what.</param>
    /// <param name="results">The networks that have been trained, at least one.</param>
    void SaveCardinality(string folder, string title, IReadOnlyList<CardinalityResult> results);

    /// <summary>Replaces a picture of what a model takes pictures for.</summary>
    void SavePrediction(string path, string heading, IReadOnlyList<ClassifiedPicture> classified);

    /// <summary>Replaces a sheet of pictures with two lines below each.</summary>
    void SaveSamples(string path, string heading, IEnumerable<(Image Picture, string Title, string Detail)> samples);
}
