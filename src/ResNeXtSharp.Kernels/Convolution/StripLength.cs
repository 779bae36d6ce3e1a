namespace ResNeXtSharp.Kernels.Convolution;

/// <summary>Positions of a strip as a type: a kernel specialised for it has exactly so many accumulators.</summary>
internal interface IStripLength
{
    static abstract int Value { get; }
}

internal readonly struct Length1 : IStripLength { public static int Value => 1; }

internal readonly struct Length2 : IStripLength { public static int Value => 2; }

internal readonly struct Length3 : IStripLength { public static int Value => 3; }

internal readonly struct Length4 : IStripLength { public static int Value => 4; }

internal readonly struct Length5 : IStripLength { public static int Value => 5; }

internal readonly struct Length6 : IStripLength { public static int Value => 6; }

internal readonly struct Length7 : IStripLength { public static int Value => 7; }

internal readonly struct Length8 : IStripLength { public static int Value => 8; }

internal readonly struct Length9 : IStripLength { public static int Value => 9; }

internal readonly struct Length10 : IStripLength { public static int Value => 10; }

internal readonly struct Length11 : IStripLength { public static int Value => 11; }

internal readonly struct Length12 : IStripLength { public static int Value => 12; }

internal readonly struct Length13 : IStripLength { public static int Value => 13; }

internal readonly struct Length14 : IStripLength { public static int Value => 14; }
