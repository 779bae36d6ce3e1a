using ResNeXtSharp.Cli.Experiments;
using ResNeXtSharp.Models;

namespace ResNeXtSharp.Cli.Tests.Experiments;

public sealed class FamilyMemberTests
{
    // The paper's own table keeps parameters within 3 %.
    const double Spread = 0.1;

    [Fact]
    public void The_widths_are_half_of_the_papers_and_the_cost_stays()
    {
        Assert.Equal([(1, 32), (2, 20), (4, 12), (8, 7), (16, 4), (32, 2)], FamilyMember.All.Select(member => (member.Cardinality, member.Width)));
        var sizes = FamilyMember.All.Select(member => member.Size(classes: 10, imageSize: 32)).ToList();
        Assert.InRange(sizes.Max(size => size.Parameters) / (double)sizes.Min(size => size.Parameters), 1, 1 + Spread);
        Assert.InRange(sizes.Max(size => size.MultAdds) / (double)sizes.Min(size => size.MultAdds), 1, 1 + Spread);
    }

    [Fact]
    public void The_networks_have_the_blocks_of_the_table()
    {
        foreach (var member in FamilyMember.All)
        {
            var block = (Bottleneck)new ResNet(member.Geometry, classes: 10, seed: null).Stages[0][1];
            Assert.Equal((member.Block.Channels, member.Block.GroupedWidth, member.Cardinality), (block.Conv1.InChannels, block.Conv2.OutChannels, block.Conv2.Groups));
        }
    }
}
