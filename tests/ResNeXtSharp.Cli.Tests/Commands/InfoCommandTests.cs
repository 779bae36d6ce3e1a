using System.Text.Json.Nodes;
using ResNeXtSharp.Kernels.Simd;

namespace ResNeXtSharp.Cli.Tests.Commands;

public sealed class InfoCommandTests
{
    [Fact]
    public void The_table_names_what_computes()
    {
        var output = CommandRun.Of("info").Succeeded().Output;
        Assert.Contains(Machine.Processor, output, StringComparison.Ordinal);
        Assert.Contains(SimdDispatch.Describe(SimdDispatch.Level), output, StringComparison.Ordinal);
        Assert.Contains(".NET 10", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_tells_the_same_to_a_machine()
    {
        var output = CommandRun.Of("info", "--json", "--threads", "1").Succeeded().Output;
        var json = JsonNode.Parse(output)!;
        Assert.Equal(Environment.ProcessorCount, (int)json["cores"]!);
        Assert.Equal(1, (int)json["threads"]!);
        Assert.Equal(SimdDispatch.Describe(SimdDispatch.Level), (string?)json["simd"]);
        Assert.Equal(SimdDispatch.Available.Count, json["simd_available"]!.AsArray().Count);
        Assert.True((long)json["memory_bytes"]! > 0);
        Assert.Equal(ProductVersion.Text, (string?)json["version"]);
    }
}
