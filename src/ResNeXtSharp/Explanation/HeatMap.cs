namespace ResNeXtSharp.Explanation;

/// <summary>How much each place of a picture matters, in 0..1.</summary>
public sealed class HeatMap
{
    private readonly float[] _values;

    /// <summary>A map of given values.</summary>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="values">Shape [height, width], in 0..1; kept, not copied.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is less than one.</exception>
    /// <exception cref="ArgumentException">The number of values is not height x width.</exception>
    public HeatMap(int height, int width, float[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (values.LongLength != (long)height * width)
            throw new ArgumentException($"A map of {height}x{width} has {(long)height * width} values, not {values.Length}.", nameof(values));
        (Height, Width, _values) = (height, width, values);
    }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>The values, shape [height, width].</summary>
    public ReadOnlySpan<float> Values => _values;

    /// <summary>The value of a place.</summary>
    public float this[int row, int column] => _values[(row * Width) + column];

    /// <summary>Scales bilinearly between the middles of the places, as <c>torch.nn.functional.interpolate(mode="bilinear", align_corners=False)</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is less than one.</exception>
    public HeatMap Resize(int height, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        var scaled = new float[checked(height * width)];
        for (int row = 0; row < height; row++)
        {
            (int top, int bottom, float down) = Between(row, height, Height);
            for (int column = 0; column < width; column++)
            {
                (int left, int right, float across) = Between(column, width, Width);
                float above = Mix(this[top, left], this[top, right], across), below = Mix(this[bottom, left], this[bottom, right], across);
                scaled[(row * width) + column] = Mix(above, below, down);
            }
        }
        return new HeatMap(height, width, scaled);
    }

    /// <summary>The two source places that a target place lies between, and how far it is from the first to the second.</summary>
    static (int First, int Second, float Share) Between(int target, int targetLength, int sourceLength)
    {
        float position = Math.Max(0, ((target + 0.5f) * sourceLength / targetLength) - 0.5f);
        int first = Math.Min((int)position, sourceLength - 1);
        return (first, Math.Min(first + 1, sourceLength - 1), position - first);
    }

    static float Mix(float first, float second, float share) => first + ((second - first) * share);
}
