using System.Security.Cryptography;
using ResNeXtSharp.Data;
using ResNeXtSharp.Models;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Tests.Training;

/// <summary>A training of a few pictures of shapes with Adam, of a tiny network unless told otherwise.</summary>
internal sealed class SmallTraining : IDisposable
{
    internal SmallTraining(int pictures = 64, int batchSize = 16, double learningRate = 1e-3, ulong seed = 0, Module? model = null)
    {
        Model = model ?? new TinyNetwork(seed: seed);
        Optimizer = new Adam(Model.Parameters(), learningRate);
        Trainer = new Trainer(Model, Optimizer);
        var transform = new Compose(new ToTensor(), new Normalize([0.5f, 0.5f, 0.5f], [0.25f, 0.25f, 0.25f]));
        Train = new DataLoader(new Shapes(train: true, pictures, seed), batchSize, shuffle: true, transform, seed);
        Validation = new DataLoader(new Shapes(train: false, 24, seed), batchSize, shuffle: false, transform);
    }

    internal Module Model { get; }

    internal Optimizer Optimizer { get; }

    internal Trainer Trainer { get; }

    internal DataLoader Train { get; }

    internal DataLoader Validation { get; }

    public void Dispose()
    {
        Train.Dispose();
        Validation.Dispose();
    }

    /// <summary>A ResNeXt of one block per stage.</summary>
    internal static ResNet SmallResNeXt(int classes = 10, ulong seed = 0) => new(BlockKind.Bottleneck, [1, 1, 1, 1], classes, groups: 8, widthPerGroup: 4, seed);

    /// <summary>SHA-256 of all parameters and buffers, bit for bit.</summary>
    internal static string Fingerprint(Module model)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (float[] values in model.StateDict().Values.Select(tensor => tensor.ToArray()))
            hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()));
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
