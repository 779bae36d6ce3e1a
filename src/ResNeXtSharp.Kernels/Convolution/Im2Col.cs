using ResNeXtSharp.Kernels.Threading;

namespace ResNeXtSharp.Kernels.Convolution;

/// <summary>Lays the input window of every output pixel out as one row [kernelHeight, kernelWidth, channels]; what padding covers is 0. Item = one output row of one picture.</summary>
internal unsafe struct Im2Col(ConvGeometry geometry, float* input, float* columns) : IJob
{
    private readonly ConvGeometry _geometry = geometry;
    private readonly float* _input = input;
    private readonly float* _columns = columns;

    internal static void Run(in ConvGeometry geometry, float* input, float* columns)
    {
        var job = new Im2Col(geometry, input, columns);
        WorkerPool.Run(geometry.Batch * geometry.OutHeight, ref job);
    }

    /// <inheritdoc/>
    public readonly void Run(int index)
    {
        ConvGeometry g = _geometry;
        int image = index / g.OutHeight;
        int top = (index % g.OutHeight * g.Stride) - g.Padding;
        float* picture = _input + ((nint)image * g.Height * g.Width * g.InChannels);
        float* column = _columns + ((nint)index * g.OutWidth * g.Depth);
        int rowLength = g.KernelWidth * g.InChannels;
        for (int x = 0; x < g.OutWidth; x++)
        {
            int left = (x * g.Stride) - g.Padding;
            // Pixels of a kernel row are neighbours in memory: one copy takes all that lie inside.
            int first = Math.Max(0, -left), last = Math.Min(g.KernelWidth, g.Width - left);
            for (int r = 0; r < g.KernelHeight; r++, column += rowLength)
            {
                var target = new Span<float>(column, rowLength);
                int y = top + r;
                if (y < 0 || y >= g.Height || first >= last)
                {
                    target.Clear();
                    continue;
                }
                target[..(first * g.InChannels)].Clear();
                new ReadOnlySpan<float>(picture + ((((nint)y * g.Width) + left + first) * g.InChannels), (last - first) * g.InChannels).CopyTo(target[(first * g.InChannels)..]);
                target[(last * g.InChannels)..].Clear();
            }
        }
    }
}
