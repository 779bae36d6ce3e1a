using System.Numerics.Tensors;
using ResNeXtSharp.Kernels.Threading;

namespace ResNeXtSharp.Kernels.Elementwise;

/// <summary>Operations that touch every float once. Memory sets their speed, so the loops are <see cref="TensorPrimitives"/> over slices on the pool.</summary>
public static unsafe class Elementwise
{
    private const int FloatsPerItem = 1 << 15;

    /// <summary>output = a + b</summary>
    public static void Add(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> output) => Run(Operation.Add, a, b, output);

    /// <summary>target += source</summary>
    public static void Accumulate(ReadOnlySpan<float> source, Span<float> target) => Run(Operation.Add, target, source, target);

    /// <summary>output = max(a, 0); not-a-number stays what it is.</summary>
    public static void Relu(ReadOnlySpan<float> a, Span<float> output) => Run(Operation.Relu, a, a, output);

    /// <summary>output = gradOutput where y &gt; 0, else 0; y is the rectified value.</summary>
    public static void ReluBackward(ReadOnlySpan<float> gradOutput, ReadOnlySpan<float> y, Span<float> output) => Run(Operation.ReluBackward, gradOutput, y, output);

    /// <summary>output = 1 / (1 + exp(-a))</summary>
    public static void Sigmoid(ReadOnlySpan<float> a, Span<float> output) => Run(Operation.Sigmoid, a, a, output);

    /// <summary>output = gradOutput · y · (1 - y); y is the sigmoid's value.</summary>
    public static void SigmoidBackward(ReadOnlySpan<float> gradOutput, ReadOnlySpan<float> y, Span<float> output) => Run(Operation.SigmoidBackward, gradOutput, y, output);

    /// <summary>output = source</summary>
    public static void Copy(ReadOnlySpan<float> source, Span<float> output) => Run(Operation.Copy, source, source, output);

    static void Run(Operation operation, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> output)
    {
        if (a.Length != b.Length || a.Length != output.Length)
            throw new ArgumentException($"Operands of {a.Length}, {b.Length} and {output.Length} floats do not match.");
        fixed (float* pa = a, pb = b, py = output)
        {
            var job = new Job(operation, pa, pb, py, a.Length);
            WorkerPool.Run((a.Length + FloatsPerItem - 1) / FloatsPerItem, ref job);
        }
    }

    private enum Operation
    {
        Add,
        Copy,
        Relu,
        ReluBackward,
        Sigmoid,
        SigmoidBackward,
    }

    private readonly struct Job(Operation operation, float* a, float* b, float* y, int length) : IJob
    {
        private readonly Operation _operation = operation;
        private readonly float* _a = a;
        private readonly float* _b = b;
        private readonly float* _y = y;
        private readonly int _length = length;

        public void Run(int index)
        {
            int first = index * FloatsPerItem, count = Math.Min(FloatsPerItem, _length - first);
            var a = new ReadOnlySpan<float>(_a + first, count);
            var b = new ReadOnlySpan<float>(_b + first, count);
            var y = new Span<float>(_y + first, count);
            switch (_operation)
            {
                case Operation.Add: TensorPrimitives.Add(a, b, y); break;
                case Operation.Copy: a.CopyTo(y); break;
                case Operation.Relu: TensorPrimitives.Max(a, 0f, y); break;
                case Operation.ReluBackward: ReluBackward(a, b, y); break;
                case Operation.Sigmoid: TensorPrimitives.Sigmoid(a, y); break;
                default: SigmoidBackward(a, b, y); break;
            }
        }

        static void ReluBackward(ReadOnlySpan<float> gradient, ReadOnlySpan<float> y, Span<float> output)
        {
            for (int i = 0; i < output.Length; i++)
                output[i] = y[i] > 0f ? gradient[i] : 0f;
        }

        static void SigmoidBackward(ReadOnlySpan<float> gradient, ReadOnlySpan<float> y, Span<float> output)
        {
            for (int i = 0; i < output.Length; i++)
                output[i] = gradient[i] * y[i] * (1 - y[i]);
        }
    }
}
