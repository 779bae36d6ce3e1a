namespace ResNeXtSharp.Kernels.Simd;

/// <summary>
/// What a kernel may ask of a vector of floats. Kernels are written once, generic over a width tag that implements this contract;
/// the JIT specialises them because tags and vectors are structs.
/// </summary>
/// <typeparam name="TVector">The hardware vector, or <see cref="float"/> for the scalar body.</typeparam>
public unsafe interface ISimd<TVector>
    where TVector : struct
{
    /// <summary>Floats in one vector.</summary>
    static abstract int Width { get; }

    /// <summary>Whether this machine executes the instructions of this width.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>All lanes 0.</summary>
    static abstract TVector Zero { get; }

    /// <summary>Reads <see cref="Width"/> floats; no alignment is needed.</summary>
    static abstract TVector Load(float* source);

    /// <summary>Writes <see cref="Width"/> floats; no alignment is needed.</summary>
    static abstract void Store(float* destination, TVector value);

    /// <summary>All lanes <paramref name="value"/>.</summary>
    static abstract TVector Broadcast(float value);

    /// <summary>a + b</summary>
    static abstract TVector Add(TVector a, TVector b);

    /// <summary>a - b</summary>
    static abstract TVector Subtract(TVector a, TVector b);

    /// <summary>a · b</summary>
    static abstract TVector Multiply(TVector a, TVector b);

    /// <summary>a / b</summary>
    static abstract TVector Divide(TVector a, TVector b);

    /// <summary>a · b + c, rounded once where the hardware can.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

    /// <summary>√a</summary>
    static abstract TVector Sqrt(TVector a);

    /// <summary>The larger of both, lane by lane; <paramref name="b"/> where it is not a number.</summary>
    static abstract TVector Max(TVector a, TVector b);

    /// <summary><paramref name="value"/> where <paramref name="condition"/> &gt; 0, else 0: the gradient of ReLU.</summary>
    static abstract TVector WherePositive(TVector condition, TVector value);

    /// <summary><paramref name="ifGreater"/> where a &gt; b, else <paramref name="otherwise"/>.</summary>
    static abstract TVector SelectGreater(TVector a, TVector b, TVector ifGreater, TVector otherwise);

    /// <summary><paramref name="value"/> where a = b, else 0.</summary>
    static abstract TVector WhereEqual(TVector a, TVector b, TVector value);

    /// <summary>Lane i takes lane <c>index[i]</c> of <paramref name="value"/>; <paramref name="index"/> holds the bits of 32-bit integers.</summary>
    static abstract TVector Permute(TVector value, TVector index);

    /// <summary>Asks for a cache line that will be read soon; any address is allowed.</summary>
    static abstract void Prefetch(float* address);
}
