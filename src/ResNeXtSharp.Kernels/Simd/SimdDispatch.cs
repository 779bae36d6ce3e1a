using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ResNeXtSharp.Kernels.Simd;

/// <summary>Work that is generic over the vector width. A struct, so that dispatching costs one switch and no allocation.</summary>
public interface ISimdAction
{
    /// <summary>Does the work with one width.</summary>
    void Invoke<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;
}

/// <summary>The one place that decides which instruction set runs. <c>RESNEXT_SIMD=512|256|128|scalar</c> forces one.</summary>
public static class SimdDispatch
{
    /// <summary>The environment variable that forces a level.</summary>
    public const string Variable = "RESNEXT_SIMD";

    private static SimdLevel? _level;

    /// <summary>Every level this machine can run, widest first.</summary>
    public static IReadOnlyList<SimdLevel> Available { get; } =
        [.. new[] { SimdLevel.Vector512, SimdLevel.Vector256, SimdLevel.Vector128, SimdLevel.Scalar }.Where(IsSupported)];

    /// <summary>The level kernels run at: the widest available one unless forced.</summary>
    /// <exception cref="NotSupportedException">The forced level does not exist or cannot run on this machine.</exception>
    public static SimdLevel Level
    {
        get => _level ??= FromVariable(Environment.GetEnvironmentVariable(Variable));
        set => _level = IsSupported(value) ? value : throw new NotSupportedException($"This processor has no {Describe(value)}.");
    }

    /// <summary>The level's everyday name, such as "AVX-512".</summary>
    public static string Describe(SimdLevel level) => level switch
    {
        SimdLevel.Vector512 => "AVX-512",
        SimdLevel.Vector256 => "AVX2",
        SimdLevel.Vector128 => System.Runtime.Intrinsics.Arm.AdvSimd.IsSupported ? "NEON" : "SSE (128 bit)",
        SimdLevel.Scalar => "scalar",
        _ => $"vectors of {(int)level} bits",
    };

    /// <summary>Runs <paramref name="action"/> at the current level.</summary>
    public static void Run<TAction>(ref TAction action)
        where TAction : struct, ISimdAction => Run(ref action, Level);

    /// <summary>Runs <paramref name="action"/> at <paramref name="level"/>.</summary>
    public static void Run<TAction>(ref TAction action, SimdLevel level)
        where TAction : struct, ISimdAction
    {
        switch (level)
        {
            case SimdLevel.Vector512: action.Invoke<Simd512, Vector512<float>>(); break;
            case SimdLevel.Vector256: action.Invoke<Simd256, Vector256<float>>(); break;
            case SimdLevel.Vector128: action.Invoke<Simd128, Vector128<float>>(); break;
            default: action.Invoke<SimdScalar, float>(); break;
        }
    }

    internal static SimdLevel FromVariable(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return Available[0];
        SimdLevel level = text.Trim().ToUpperInvariant() switch
        {
            "512" => SimdLevel.Vector512,
            "256" => SimdLevel.Vector256,
            "128" => SimdLevel.Vector128,
            "SCALAR" => SimdLevel.Scalar,
            _ => throw new NotSupportedException($"{Variable}={text} names no vector width; use 512, 256, 128 or scalar."),
        };
        return IsSupported(level) ? level : throw new NotSupportedException($"{Variable}={text} asks for {Describe(level)}, which this processor does not have.");
    }

    static bool IsSupported(SimdLevel level) => level switch
    {
        SimdLevel.Vector512 => Simd512.IsSupported,
        SimdLevel.Vector256 => Simd256.IsSupported,
        SimdLevel.Vector128 => Simd128.IsSupported,
        _ => level == SimdLevel.Scalar,
    };
}
