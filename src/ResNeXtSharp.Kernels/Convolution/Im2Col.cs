using System.Runtime.Intrinsics;
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
                Copy(picture + ((((nint)y * g.Width) + left + first) * g.InChannels), column + (first * g.InChannels), (last - first) * g.InChannels);
                target[(last * g.InChannels)..].Clear();
            }
        }
    }

    /// <summary>A 7x7 stem copies 21 floats a time: in line, the last vector overlapping the one before, it costs a fraction of a call.</summary>
    static void Copy(float* source, float* target, int length)
    {
        int width = Vector256<float>.Count, i = 0;
        for (; i + width <= length; i += width)
            Vector256.Load(source + i).Store(target + i);
        if (length >= width)
        {
            Vector256.Load(source + length - width).Store(target + length - width);
            return;
        }
        for (; i < length; i++)
            target[i] = source[i];
    }
}
