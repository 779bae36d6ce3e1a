using System.Runtime.CompilerServices;

namespace ResNeXtSharp.Randomness;

/// <summary>Four 32-bit words, lowest first.</summary>
[InlineArray(4)]
struct PhiloxBlock
{
    uint _first;

    public PhiloxBlock(uint word0, uint word1, uint word2, uint word3) => (this[0], this[1], this[2], this[3]) = (word0, word1, word2, word3);
}
