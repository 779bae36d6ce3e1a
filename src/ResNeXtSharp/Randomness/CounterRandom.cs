namespace ResNeXtSharp.Randomness;

/// <summary>
/// A counter-based random generator (<see cref="Philox"/>): number n of a sequence is a function of seed, purpose, stream and n alone, the same on
/// every machine. A stream is whatever should be independent of order: a sample, an epoch, a parameter. Being a mutable struct without any allocation,
/// it belongs in a local variable and is passed by reference.
/// </summary>
public struct CounterRandom
{
    const int WordsPerBlock = 4;
    const int PurposeShift = 24;
    const int BlockBits = 32 + PurposeShift;

    readonly ulong _seed;
    readonly ulong _stream;
    readonly uint _purpose;
    PhiloxBlock _block;
    ulong _position;

    /// <summary>Starts the sequence of a seed, a purpose and a stream.</summary>
    public CounterRandom(ulong seed, RandomPurpose purpose, ulong stream = 0)
    {
        _seed = seed;
        _stream = stream;
        _purpose = (uint)purpose << PurposeShift;
    }

    /// <summary>How many 32-bit numbers of the sequence lie behind; setting it jumps there at once. Less than 2^58.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The position is beyond the end of the sequence.</exception>
    public ulong Position
    {
        readonly get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(value, (ulong)WordsPerBlock << BlockBits);
            _position = value;
            if (value % WordsPerBlock != 0) _block = BlockAt(value / WordsPerBlock);
        }
    }

    /// <summary>The next 32 random bits.</summary>
    public uint NextUInt32()
    {
        var word = (int)(_position % WordsPerBlock);
        if (word == 0) _block = BlockAt(_position / WordsPerBlock);
        _position++;
        return _block[word];
    }

    /// <summary>The next 64 random bits.</summary>
    public ulong NextUInt64()
    {
        ulong low = NextUInt32();
        return low | (ulong)NextUInt32() << 32;
    }

    /// <summary>A number in [0, 1), a multiple of 2^-24.</summary>
    public float NextSingle() => (NextUInt32() >> 8) * (1f / (1 << 24));

    /// <summary>A number in [<paramref name="low"/>, <paramref name="high"/>), up to rounding.</summary>
    public float NextSingle(float low, float high) => low + (high - low) * NextSingle();

    /// <summary>A number in [0, 1), a multiple of 2^-53.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>An integer in [0, <paramref name="exclusiveMax"/>), each equally likely.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="exclusiveMax"/> is less than one.</exception>
    public int NextInt32(int exclusiveMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(exclusiveMax, 1);
        // Lemire, "Fast Random Integer Generation in an Interval" (2019): the few products that would favour some results are drawn again.
        var range = (uint)exclusiveMax;
        var product = (ulong)NextUInt32() * range;
        if ((uint)product < range)
        {
            var unfair = (uint)-range % range;
            while ((uint)product < unfair) product = (ulong)NextUInt32() * range;
        }
        return (int)(product >> 32);
    }

    /// <summary>A normally distributed number with mean 0 and standard deviation 1.</summary>
    public float NextGaussian() => (float)NextGaussianPair().First;

    /// <summary>Fills with normally distributed numbers; cheaper than one at a time.</summary>
    public void FillGaussian(Span<float> destination, float mean = 0, float standardDeviation = 1)
    {
        for (var i = 0; i < destination.Length; i += 2)
        {
            var (first, second) = NextGaussianPair();
            destination[i] = (float)(mean + standardDeviation * first);
            if (i + 1 < destination.Length) destination[i + 1] = (float)(mean + standardDeviation * second);
        }
    }

    /// <summary>Fills with numbers in [<paramref name="low"/>, <paramref name="high"/>), up to rounding.</summary>
    public void FillUniform(Span<float> destination, float low, float high)
    {
        for (var i = 0; i < destination.Length; i++) destination[i] = NextSingle(low, high);
    }

    /// <summary>Puts the items in random order (Fisher-Yates), every order equally likely.</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var last = items.Length - 1; last > 0; last--)
        {
            var other = NextInt32(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }

    // Box-Muller in double: libraries differ in a logarithm's last bit, and rounding to float hides that.
    (double First, double Second) NextGaussianPair()
    {
        var radius = Math.Sqrt(-2 * Math.Log((NextUInt32() + 0.5) * (1.0 / (1UL << 32))));
        var (sin, cos) = Math.SinCos(2 * Math.PI * (1.0 / (1UL << 32)) * NextUInt32());
        return (radius * cos, radius * sin);
    }

    readonly PhiloxBlock BlockAt(ulong index) =>
        Philox.Encrypt(new PhiloxBlock((uint)index, _purpose | (uint)(index >> 32), (uint)_stream, (uint)(_stream >> 32)), _seed);
}
