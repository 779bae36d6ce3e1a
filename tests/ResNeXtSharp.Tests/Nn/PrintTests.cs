using ResNeXtSharp.Models;
using ResNeXtSharp.Tests.Golden;

namespace ResNeXtSharp.Tests.Nn;

public sealed class PrintTests
{
    [Theory]
    [InlineData("resnext50_32x4d")]
    [InlineData("resnet18")]
    public void ToString_is_what_PyTorch_prints(string name)
    {
        string expected = File.ReadAllText(Path.Combine(GoldenCase.Folder, "print", $"{name}-10.model.txt"));
        Assert.Equal(expected.TrimEnd('\n'), ModelCatalog.Create(name, classes: 10).ToString());
    }
}
