using System.Numerics.Tensors;
using ResNeXtSharp.Kernels.Threading;

namespace ResNeXtSharp.Kernels.Convolution;

/// <summary>The transpose of <see cref="Im2Col"/>: adds every window's row back to the pixels it came from. Item = one picture, so that no two threads add to one pixel.</summary>
internal unsafe struct Col2Im(ConvGeometry geometry, float* columns, float* gradInput, bool accumulate) : IJob
{
    private readonly ConvGeometry _geometry = geometry;
    private readonly float* _columns = columns;
    private readonly float* _gradInput = gradInput;
    private readonly bool _accumulate = accumulate;

    internal static void Run(in ConvGeometry geometry, float* columns, float* gradInput, bool accumulate)
    {
        var job = new Col2Im(geometry, columns, gradInput, accumulate);
        WorkerPool.Run(geometry.Batch, ref job);
    }

    /// <inheritdoc/>
    public readonly void Run(int index)
    {
        ConvGeometry g = _geometry;
        int pictureLength = g.Height * g.Width * g.InChannels;
        float* picture = _gradInput + ((nint)index * pictureLength);
        if (!_accumulate)
            new Span<float>(picture, pictureLength).Clear();
        float* column = _columns + ((nint)index * g.OutHeight * g.OutWidth * g.Depth);
        for (int oy = 0; oy < g.OutHeight; oy++)
        {
            for (int ox = 0; ox < g.OutWidth; ox++)
            {
                int left = (ox * g.Stride) - g.Padding;
                int first = Math.Max(0, -left), last = Math.Min(g.KernelWidth, g.Width - left);
                for (int r = 0; r < g.KernelHeight; r++, column += g.KernelWidth * g.InChannels)
                {
                    int y = (oy * g.Stride) - g.Padding + r;
                    if (y < 0 || y >= g.Height || first >= last)
                        continue;
                    int length = (last - first) * g.InChannels;
                    var target = new Span<float>(picture + ((((nint)y * g.Width) + left + first) * g.InChannels), length);
                    TensorPrimitives.Add(target, new ReadOnlySpan<float>(column + (first * g.InChannels), length), target);
                }
            }
        }
    }
}
