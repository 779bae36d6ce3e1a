using ResNeXtSharp.Models;
using ResNeXtSharp.Tensors;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Onnx;

/// <summary>
/// Models as ONNX files, for ONNX Runtime and everything else that reads the format: one float32 graph of operator set 17 with its weights inside, for any
/// number and size of pictures, with class names and preprocessing in its metadata.
/// </summary>
public static class OnnxFile
{
    /// <summary>The version of ONNX's operators that files use.</summary>
    public const int OpsetVersion = OnnxWriter.OpsetVersion;

    /// <summary>Writes a model atomically: an older file stays until the new one is complete. The same model gives the same bytes.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="model">The model; the file holds its evaluation, whatever mode it is in.</param>
    /// <param name="description">What is needed to use the file later.</param>
    /// <param name="keepBatchNorm">Whether batch norms stay operations of their own, to be trained further; else they become part of the convolutions.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder is read-only.</exception>
    /// <exception cref="NotSupportedException">The model is beyond the 2 GB that the format allows.</exception>
    public static void Save(string path, ResNet model, ModelDescription description, bool keepBatchNorm = false)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(description);
        OnnxWriter.Write(path, OnnxGraphBuilder.Build(model, keepBatchNorm), model.Fc.OutFeatures, OnnxMetadata.Of(description));
    }

    /// <summary>Opens a file that <see cref="Save"/> has written and makes its network runnable here.</summary>
    /// <exception cref="WeightFormatException">The file is missing, damaged, or holds what is not read here.</exception>
    public static OnnxNetwork Open(string path)
    {
        (OnnxGraph graph, IReadOnlyDictionary<string, string> metadata) = OnnxReader.Read(path);
        return new OnnxNetwork(path, graph, metadata);
    }
}
