namespace ResNeXtSharp.Randomness;

/// <summary>
/// Philox4x32-10 of Salmon et al., "Parallel Random Numbers: As Easy as 1, 2, 3" (SC 2011): a keyed bijection that turns a 128-bit counter into
/// 128 random bits. Having no state, any number of any sequence can be computed directly.
/// </summary>
static class Philox
{
    const int Rounds = 10;
    const uint Multiplier0 = 0xD2511F53;
    const uint Multiplier1 = 0xCD9E8D57;
    const uint Weyl0 = 0x9E3779B9; // golden ratio
    const uint Weyl1 = 0xBB67AE85; // sqrt(3) - 1

    /// <summary>Encrypts a counter, lowest word first, with a key, low half first.</summary>
    public static PhiloxBlock Encrypt(PhiloxBlock counter, ulong key)
    {
        var (c0, c1, c2, c3) = (counter[0], counter[1], counter[2], counter[3]);
        var (k0, k1) = ((uint)key, (uint)(key >> 32));
        for (var round = 0; round < Rounds; round++)
        {
            var product0 = (ulong)Multiplier0 * c0;
            var product1 = (ulong)Multiplier1 * c2;
            (c0, c1, c2, c3) = ((uint)(product1 >> 32) ^ c1 ^ k0, (uint)product1, (uint)(product0 >> 32) ^ c3 ^ k1, (uint)product0);
            k0 += Weyl0;
            k1 += Weyl1;
        }
        return new PhiloxBlock(c0, c1, c2, c3);
    }
}
