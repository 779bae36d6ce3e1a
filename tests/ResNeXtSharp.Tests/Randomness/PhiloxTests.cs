using ResNeXtSharp.Randomness;

namespace ResNeXtSharp.Tests.Randomness;

public class PhiloxTests
{
    // The known answers published with the authors' Random123 library.
    [Theory]
    [InlineData(new uint[] { 0, 0, 0, 0 }, 0UL, new uint[] { 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8 })]
    [InlineData(new uint[] { 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff }, 0xffffffff_ffffffffUL, new uint[] { 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd })]
    [InlineData(new uint[] { 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344 }, 0x299f31d0_a4093822UL, new uint[] { 0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1 })]
    public void It_gives_the_published_answers(uint[] counter, ulong key, uint[] expected)
    {
        var block = Philox.Encrypt(new PhiloxBlock(counter[0], counter[1], counter[2], counter[3]), key);

        Assert.Equal(expected, (uint[])[block[0], block[1], block[2], block[3]]);
    }
}
