namespace ResNeXtSharp.Tests.Weights;

/// <summary>One to four random changes to the bytes of a file, the same for the same seed and number.</summary>
/// <param name="seed">Of the whole series.</param>
/// <param name="number">Which of the series.</param>
/// <param name="words">What means something in the format.</param>
/// <param name="repair">Makes lengths right again, so that a change gets past their check; null leaves them.</param>
sealed class Mutation(ulong seed, int number, byte[][] words, Action<List<byte>>? repair = null)
{
    /// <summary>How many mutations each reader is tried with; RESNEXT_MUTATIONS asks for more.</summary>
    public static int Count { get; } = int.TryParse(Environment.GetEnvironmentVariable("RESNEXT_MUTATIONS"), out int count) ? count : 100_000;

    ulong _state = seed + (ulong)number * 0xd1342543de82ef95;

    public byte[] Apply(byte[][] files)
    {
        List<byte> bytes = [.. files[Below(files.Length)]];
        for (int changes = 1 + Below(4); changes > 0; changes--) Change(bytes, files);
        return [.. bytes];
    }

    void Change(List<byte> bytes, byte[][] files)
    {
        int at = Below(bytes.Count + 1);
        int length = Below(Math.Min(24, bytes.Count - at) + 1);
        switch (Below(8))
        {
            case 0 when at < bytes.Count: bytes[at] ^= (byte)(1 << Below(8)); break;
            case 1 when at < bytes.Count: bytes[at] = (byte)Below(256); break;
            case 2: bytes.RemoveRange(at, length); break;
            case 3: bytes.InsertRange(at, bytes.GetRange(at, length)); break;
            case 4: Overwrite(bytes, at, words[Below(words.Length)]); break;
            case 5: bytes.InsertRange(at, words[Below(words.Length)]); repair?.Invoke(bytes); break;
            case 6: Splice(bytes, files[Below(files.Length)]); break;
            default: bytes.RemoveRange(at, length); repair?.Invoke(bytes); break;
        }
    }

    public static void Overwrite(List<byte> bytes, int at, byte[] word)
    {
        for (int i = 0; i < word.Length && at + i < bytes.Count; i++) bytes[at + i] = word[i];
    }

    void Splice(List<byte> bytes, byte[] other)
    {
        int cut = Below(Math.Min(bytes.Count, other.Length) + 1);
        bytes.RemoveRange(cut, bytes.Count - cut);
        bytes.AddRange(other.AsSpan(cut));
    }

    int Below(int limit) => (int)(Next() % (ulong)limit);

    // SplitMix64 (Steele, Lea and Flood, 2014).
    ulong Next()
    {
        ulong z = _state += 0x9e3779b97f4a7c15;
        z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
        z = (z ^ z >> 27) * 0x94d049bb133111eb;
        return z ^ z >> 31;
    }
}
