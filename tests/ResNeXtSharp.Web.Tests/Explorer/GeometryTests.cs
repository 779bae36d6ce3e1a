using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using ResNeXtSharp.Web.Explorer;

namespace ResNeXtSharp.Web.Tests.Explorer;

public sealed class GeometryTests
{
    [Fact]
    public void ResNeXt_50_has_its_published_numbers_and_parts_that_add_up()
    {
        var view = GeometryView.Of(Read()!);

        Assert.Equal(("resnext50_32x4d", 50, 25_028_904L), (view.Name, view.Depth, view.Parameters));
        Assert.Equal(["conv1", "layer1", "layer2", "layer3", "layer4", "fc"], view.Parts.Select(part => part.Name));
        Assert.Equal(view.MultAdds, view.Parts.Sum(part => part.MultAdds));
        Assert.Equal([(256, 128, 1, 1), (128, 128, 3, 32), (128, 256, 1, 1)], view.Parts[1].Convolutions.Select(each => (each.InChannels, each.OutChannels, each.Kernel, each.Groups)));
        Assert.Equal([(1, 64), (2, 40), (4, 24), (8, 14), (16, 8), (32, 4), (64, 2)], view.ConstantComplexity.Select(each => (each.Cardinality, each.Width)));
    }

    [Fact]
    public void Blocks_of_no_known_depth_have_no_name() => Assert.Null(GeometryView.Of(Read(("blocks", "3,4,7,3"))!).Name);

    [Fact]
    public void Three_stages_are_CIFAR_s() => Assert.Equal(("resnext29_8x64d", 32, 10), GeometryView.Of(Read(("blocks", "3,3,3"), ("cardinality", "8"), ("width", "64"))!) is var view ? (view.Name, view.ImageSize, view.Classes) : default);

    [Theory]
    [InlineData("blocks", "3,4")]
    [InlineData("blocks", "3,4,65,3")]
    [InlineData("blocks", "")]
    [InlineData("cardinality", "0")]
    [InlineData("cardinality", "1e3")]
    [InlineData("width", "99999999999999")]
    [InlineData("image", "-1")]
    [InlineData("classes", "")]
    public void What_is_out_of_range_is_named(string name, string value)
    {
        Assert.Null(GeometryRequest.Read(Query((name, value)), out var problems));
        Assert.Equal([name], problems.Keys);
    }

    static GeometryRequest? Read(params (string Name, string Value)[] values) => GeometryRequest.Read(Query(values), out _);

    static QueryCollection Query(params (string Name, string Value)[] values) => new(values.ToDictionary(each => each.Name, each => new StringValues(each.Value)));
}
