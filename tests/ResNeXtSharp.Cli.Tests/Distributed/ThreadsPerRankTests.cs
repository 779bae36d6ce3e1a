using ResNeXtSharp.Cli.Distributed;

namespace ResNeXtSharp.Cli.Tests.Distributed;

public class ThreadsPerRankTests
{
    [Theory]
    [InlineData("0-3,8", new[] { 0, 1, 2, 3, 8 })]
    [InlineData(" 5", new[] { 5 })]
    [InlineData("", new int[0])]
    [InlineData("f", new int[0])]
    public void Lists_of_processors_are_understood(string list, int[] expected) => Assert.Equal(expected, ThreadsPerRank.Parse(list).Order());

    [Theory]
    [InlineData(8, 2, 4)]
    [InlineData(8, 3, 2)]
    [InlineData(2, 4, 1)]
    public void Ranks_share_their_processors(int processors, int ranks, int expected) => Assert.Equal(expected, ThreadsPerRank.Share(processors, ranks));
}
