using ResNeXtSharp.Kernels.Convolution;
using ResNeXtSharp.Kernels.Gemm;

namespace ResNeXtSharp.Benchmarks;

/// <summary>A convolution's sizes.</summary>
/// <param name="Geometry">The sizes.</param>
public sealed record Convolution(ConvGeometry Geometry)
{
    /// <summary>One of [n, c, size, size] by square kernels, padded so that stride 1 keeps the size.</summary>
    public static Convolution Of(int batch, int inChannels, int size, int outChannels, int kernel, int stride = 1, int groups = 1) =>
        new(new ConvGeometry(batch, inChannels, size, size, outChannels, kernel, kernel, stride, kernel / 2, groups));

    /// <summary>Floats of the weight in the layout that the kernels read.</summary>
    public int WeightLength => Geometry.Groups == 1 ? Panels.Length(Geometry.Depth, Geometry.OutChannels) : Geometry.OutChannels * Geometry.Depth;

    /// <summary>Floating-point operations of each of the three kernels, products with padding not counted.</summary>
    public long Operations
    {
        get
        {
            var taps = Enumerable.Range(0, Geometry.OutHeight).Sum(row =>
            {
                var first = row * Geometry.Stride - Geometry.Padding;
                return Math.Min(first + Geometry.KernelHeight, Geometry.Height) - Math.Max(first, 0);
            });
            return 2L * Geometry.Batch * Geometry.InPerGroup * Geometry.OutChannels * taps * taps;
        }
    }

    public override string ToString() =>
        $"{Geometry.Batch}x{Geometry.InChannels}x{Geometry.Height}x{Geometry.Width} to {Geometry.OutChannels}, {Geometry.KernelHeight}x{Geometry.KernelWidth}/{Geometry.Stride} g{Geometry.Groups}";
}
