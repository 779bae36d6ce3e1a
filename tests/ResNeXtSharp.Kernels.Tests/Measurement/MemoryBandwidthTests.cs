using ResNeXtSharp.Kernels.Measurement;

namespace ResNeXtSharp.Kernels.Tests.Measurement;

public class MemoryBandwidthTests
{
    [Fact]
    public void Bandwidths_are_positive_rates()
    {
        var bandwidth = MemoryBandwidth.Measure(rounds: 1);
        Assert.InRange(bandwidth.Read, 0.01, 1e5);
        Assert.InRange(bandwidth.ReadWrite, 0.01, 1e5);
    }
}
