using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Models.Forms;

/// <summary>
/// A ResNeXt block whose transformations are modules that can be looked at one by one. Xie et al. 2017 draw it in two ways, figure 3 (a) and (b), beside (c),
/// the <see cref="Bottleneck"/> with its grouped convolution. All three compute the same; they differ in the order of their sums, and so in the last bits.
/// </summary>
public abstract class BranchedBlock : ResidualBlock
{
    private readonly Dictionary<string, BranchSlice> _slices = [];

    /// <summary>Makes the branches of a block.</summary>
    private protected BranchedBlock(Bottleneck block)
    {
        ArgumentNullException.ThrowIfNull(block);
        Width = block.Conv2.OutChannels / block.Conv2.Groups;
        Branches = [.. Enumerable.Range(0, block.Conv2.Groups).Select(i => Register(NameOf(i), new TransformationBranch(block.Conv1.InChannels, Width, block.Conv2.Stride)))];
        for (int i = 0; i < Branches.Count; i++)
        {
            foreach ((string key, Tensor tensor) in Branches[i].StateDict())
                Cut($"{NameOf(i)}.{key}", key, tensor.Shape.Rank == 0 ? BranchSlice.Everything : 0, branch: i);
        }
        int outChannels = block.Conv3.OutChannels;
        Bn3 = Register("bn3", new BatchNorm2d(outChannels));
        Relu = Register("relu", new ReLU(inplace: true));
        if (block.Downsample is { } shortcut)
            Downsample = RegisterDownsample(ResNet.MakeShortcut(shortcut[0] is not Conv2d, block.Conv1.InChannels, outChannels, block.Conv2.Stride));
    }

    /// <summary>The transformations, as many as the cardinality.</summary>
    public IReadOnlyList<TransformationBranch> Branches { get; }

    /// <summary>Channels of a branch: 4 in "32x4d".</summary>
    public int Width { get; }

    /// <summary>Behind the branches, in front of the shortcut.</summary>
    public BatchNorm2d Bn3 { get; }

    /// <summary>What a <see cref="Bottleneck"/> of this block's values holds, under its keys: the branches' tensors laid side by side.</summary>
    /// <param name="values">What to take of each tensor, its values or its gradient's, in row-major order.</param>
    public IReadOnlyDictionary<string, float[]> Joined(Func<Tensor, float[]> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var joined = new OrderedDictionary<string, float[]>();
        foreach ((string key, Tensor tensor) in StateDict())
        {
            float[] part = values(tensor);
            if (!_slices.TryGetValue(key, out BranchSlice slice))
            {
                joined.Add(key, part);
                continue;
            }
            Shape whole = slice.WholeShape(tensor.Shape, Branches.Count);
            if (!joined.TryGetValue(slice.Whole, out float[]? target))
                joined.Add(slice.Whole, target = new float[whole.Count]);
            slice.Write(part, tensor.Shape, target, whole);
        }
        return joined;
    }

    /// <summary>Gives this block's values to a bottleneck of the same shape.</summary>
    /// <exception cref="ArgumentException">It has another shape.</exception>
    public void CopyTo(Bottleneck block)
    {
        ArgumentNullException.ThrowIfNull(block);
        IReadOnlyDictionary<string, Tensor> target = block.StateDict();
        IReadOnlyDictionary<string, float[]> joined = Joined(tensor => tensor.ToArray());
        if (!target.All(entry => joined.TryGetValue(entry.Key, out float[]? values) && values.Length == entry.Value.Shape.Count) || target.Count != joined.Count)
            throw new ArgumentException("The bottleneck has another shape.", nameof(block));
        foreach ((string key, float[] values) in joined)
            target[key].CopyFrom(values);
    }

    /// <summary>Says where a tensor of a branch lies in the bottleneck's.</summary>
    private protected void Cut(string key, string whole, int dimension, int branch) => _slices.Add(key, new BranchSlice(whole, dimension, branch * Width));

    /// <summary>Takes the values of the block, once every module is registered.</summary>
    private protected void CopyFrom(Bottleneck block)
    {
        IReadOnlyDictionary<string, Tensor> source = block.StateDict();
        foreach ((string key, Tensor tensor) in StateDict())
        {
            Tensor whole = source[_slices.TryGetValue(key, out BranchSlice slice) ? slice.Whole : key];
            float[] part = whole.ToArray();
            if (slice.Whole is not null)
            {
                part = new float[tensor.Shape.Count];
                slice.Read(whole.ToArray(), whole.Shape, part, tensor.Shape);
            }
            tensor.CopyFrom(part);
        }
        SetTraining(block.IsTraining);
    }

    static string NameOf(int branch) => $"branch{branch + 1}";
}
