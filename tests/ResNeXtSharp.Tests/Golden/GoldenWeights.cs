using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Tests.Golden;

/// <summary>Weight files that PyTorch 1.13 wrote, and the values they hold.</summary>
internal static class GoldenWeights
{
    private const string ResNeXt14Sha256 = "f1da4b6a17f1a0cf7834ad1e647dd49134fbdf1169f5378c05d67007def3f894";

    internal static string Path(string name) => System.IO.Path.Combine(GoldenCase.Folder, "weights", name);

    /// <summary>The names, types, shapes and values of a file. A legacy file holds what the zip file of the same name does.</summary>
    internal static IEnumerable<(string Name, string DType, long[] Shape, double[] Values)> Expected(string file)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path("expected.json")));
        foreach (JsonProperty tensor in document.RootElement.GetProperty(file.Replace(".legacy.", ".zip.", StringComparison.Ordinal)).EnumerateObject())
        {
            yield return (
                tensor.Name,
                tensor.Value.GetProperty("dtype").GetString()!,
                tensor.Value.GetProperty("shape").Deserialize<long[]>()!,
                tensor.Value.GetProperty("values").Deserialize<double[]>()!);
        }
    }

    /// <summary>Restores the 16 MB file of a hash-filled model. The repository keeps it with zeros for values, which pack well; a hash tells that every byte is PyTorch's.</summary>
    internal static void WriteResNeXt14(string path)
    {
        using (var packed = new GZipStream(File.OpenRead(Path("resnext14_8x4d.zip.pth.gz")), CompressionMode.Decompress))
        using (FileStream file = File.Create(path))
            packed.CopyTo(file);
        byte[] bytes = File.ReadAllBytes(path);
        foreach ((string key, ResNeXtSharp.Tensors.Tensor tensor) in GoldenCase.Read("04-resnext14_8x4d-40x36").Build().StateDict())
        {
            using PyTorchFile skeleton = PyTorchFile.Open(path);
            Assert.True(skeleton.TryGetEntry(key, out TensorEntry? entry));
            if (entry.DType == WeightDType.F32) MemoryMarshal.AsBytes<float>(tensor.ToArray()).CopyTo(bytes.AsSpan((int)entry.Offset));
        }
        Assert.Equal(ResNeXt14Sha256, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        File.WriteAllBytes(path, bytes);
    }
}
