using System.Numerics;

namespace ResNeXtSharp.Data;

/// <summary>A coloured rectangle in front of a shape, in pixels.</summary>
readonly record struct Rectangle(int Left, int Top, int Width, int Height, Vector3 Color);
