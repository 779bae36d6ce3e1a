using ResNeXtSharp.Kernels.Measurement;

namespace ResNeXtSharp.Kernels.Tests.Measurement;

public class FmaCeilingTests
{
    [Fact]
    public void The_ceiling_is_a_positive_rate() => Assert.InRange(FmaCeiling.Measure(rounds: 1), 0.01, 1e6);
}
