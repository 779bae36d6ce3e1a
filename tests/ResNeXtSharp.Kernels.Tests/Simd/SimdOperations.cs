using ResNeXtSharp.Kernels.Simd;

namespace ResNeXtSharp.Kernels.Tests.Simd;

/// <summary>Applies each operation of the contract to 16 lanes, as many vectors as that takes.</summary>
internal unsafe struct SimdOperations(float[] a, float[] b, float[] c) : ISimdAction
{
    private const int Lanes = 16;

    private readonly float[] _a = a;
    private readonly float[] _b = b;
    private readonly float[] _c = c;

    internal Dictionary<string, float[]> Results { get; } = [];

    public readonly void Invoke<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        foreach (string name in new[] { "Zero", "Broadcast", "Add", "Subtract", "Multiply", "Divide", "MultiplyAdd", "Sqrt", "Max", "WherePositive", "SelectGreater", "WhereEqual" })
            Results[name] = new float[Lanes];
        fixed (float* pa = _a, pb = _b, pc = _c)
        {
            for (int i = 0; i < Lanes; i += TSimd.Width)
            {
                TVector a = TSimd.Load(pa + i), b = TSimd.Load(pb + i), c = TSimd.Load(pc + i);
                Store<TSimd, TVector>("Zero", i, TSimd.Zero);
                Store<TSimd, TVector>("Broadcast", i, TSimd.Broadcast(2.5f));
                Store<TSimd, TVector>("Add", i, TSimd.Add(a, b));
                Store<TSimd, TVector>("Subtract", i, TSimd.Subtract(a, b));
                Store<TSimd, TVector>("Multiply", i, TSimd.Multiply(a, b));
                Store<TSimd, TVector>("Divide", i, TSimd.Divide(a, b));
                Store<TSimd, TVector>("MultiplyAdd", i, TSimd.MultiplyAdd(a, b, c));
                Store<TSimd, TVector>("Sqrt", i, TSimd.Sqrt(a));
                Store<TSimd, TVector>("Max", i, TSimd.Max(a, b));
                Store<TSimd, TVector>("WherePositive", i, TSimd.WherePositive(a, c));
                Store<TSimd, TVector>("SelectGreater", i, TSimd.SelectGreater(a, b, c, b));
                Store<TSimd, TVector>("WhereEqual", i, TSimd.WhereEqual(a, b, c));
            }
        }
    }

    readonly void Store<TSimd, TVector>(string name, int lane, TVector value)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        fixed (float* target = Results[name])
            TSimd.Store(target + lane, value);
    }
}
