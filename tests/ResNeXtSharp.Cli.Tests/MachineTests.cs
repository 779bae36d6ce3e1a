namespace ResNeXtSharp.Cli.Tests;

public sealed class MachineTests
{
    [Fact]
    public void The_processor_has_a_name_and_memory()
    {
        Assert.NotEmpty(Machine.Processor);
        Assert.True(Machine.MemoryBytes > 0);
    }

    [Fact]
    public void The_name_is_the_first_that_Linux_lists() =>
        Assert.Equal("Intel: 9000", Machine.NameIn(["processor\t: 0", "vendor_id\t: GenuineIntel", "model name\t: Intel: 9000", "", "model name\t: Other"]));

    [Fact]
    public void A_list_without_names_has_none()
    {
        Assert.Null(Machine.NameIn(["processor : 0", "BogoMIPS : 50.00", "model name : "]));
        Assert.Null(Machine.NameIn([]));
    }
}
