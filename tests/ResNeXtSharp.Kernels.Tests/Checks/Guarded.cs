namespace ResNeXtSharp.Kernels.Tests.Checks;

/// <summary>Floats between two margins of not-a-number: what is read outside spoils the result, what is written outside is found.</summary>
internal sealed class Guarded
{
    private const int Margin = 64;

    private readonly float[] _all;

    internal Guarded(ReadOnlySpan<float> values)
    {
        _all = new float[values.Length + (2 * Margin)];
        _all.AsSpan().Fill(float.NaN);
        values.CopyTo(Span);
    }

    /// <summary>A target whose every float must be written.</summary>
    internal static Guarded Unwritten(int length)
    {
        var floats = new float[length];
        floats.AsSpan().Fill(float.NaN);
        return new Guarded(floats);
    }

    internal Span<float> Span => _all.AsSpan(Margin, _all.Length - (2 * Margin));

    internal void CheckMargins(string context)
    {
        for (int i = 0; i < Margin; i++)
            Assert.True(float.IsNaN(_all[i]) && float.IsNaN(_all[^(i + 1)]), $"{context}: wrote outside its target");
    }
}
