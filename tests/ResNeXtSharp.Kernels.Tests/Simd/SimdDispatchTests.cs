using ResNeXtSharp.Kernels.Simd;
using ResNeXtSharp.Kernels.Tests.Checks;

namespace ResNeXtSharp.Kernels.Tests.Simd;

public class SimdDispatchTests
{
    [Fact]
    public void Available_levels_run_from_the_widest_to_scalar()
    {
        Assert.Equal(SimdDispatch.Available.OrderByDescending(level => (int)level), SimdDispatch.Available);
        Assert.Equal(SimdLevel.Scalar, SimdDispatch.Available[^1]);
    }

    [Theory]
    [InlineData("512", SimdLevel.Vector512)]
    [InlineData("256", SimdLevel.Vector256)]
    [InlineData("128", SimdLevel.Vector128)]
    [InlineData("scalar", SimdLevel.Scalar)]
    [InlineData(" Scalar ", SimdLevel.Scalar)]
    public void The_variable_forces_a_level_or_says_that_the_processor_lacks_it(string text, SimdLevel level)
    {
        if (SimdDispatch.Available.Contains(level))
            Assert.Equal(level, SimdDispatch.FromVariable(text));
        else
            Assert.Contains(text, Assert.Throws<NotSupportedException>(() => SimdDispatch.FromVariable(text)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void Without_the_variable_the_widest_level_runs(string? text) => Assert.Equal(SimdDispatch.Available[0], SimdDispatch.FromVariable(text));

    [Theory]
    [InlineData("1024")]
    [InlineData("avx2")]
    [InlineData("-1")]
    public void A_variable_that_names_no_level_is_refused_with_the_names_that_exist(string text)
    {
        string message = Assert.Throws<NotSupportedException>(() => SimdDispatch.FromVariable(text)).Message;
        Assert.Contains(text, message, StringComparison.Ordinal);
        Assert.Contains("512, 256, 128 or scalar", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(64)]
    [InlineData(1024)]
    public void A_level_that_does_not_exist_is_refused(int level)
    {
        SimdLevel before = SimdDispatch.Level;
        Assert.Throws<NotSupportedException>(() => SimdDispatch.Level = (SimdLevel)level);
        Assert.Equal(before, SimdDispatch.Level);
    }

    [Fact]
    public void The_chosen_level_is_the_one_that_runs() => Every.Level(level =>
    {
        var action = new WidthOf();
        SimdDispatch.Run(ref action);
        Assert.Equal((int)level / 32, action.Width);
    });

    [Fact]
    public void Every_level_has_a_name_of_its_own() =>
        Assert.Equal(4, Enum.GetValues<SimdLevel>().Select(SimdDispatch.Describe).Distinct().Count());

    private struct WidthOf : ISimdAction
    {
        internal int Width { get; private set; }

        public void Invoke<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct => Width = TSimd.Width;
    }
}
