using ResNeXtSharp.Kernels.Optimizers;
using ResNeXtSharp.Kernels.Tests.Checks;

namespace ResNeXtSharp.Kernels.Tests.Optimizers;

public class SgdStepTests
{
    [Theory]
    [InlineData(0.1, 0, false, 0)]
    [InlineData(0.1, 0, false, 0.01)]
    [InlineData(0.1, 0.9, false, 0)]
    [InlineData(0.05, 0.9, false, 0.1)]
    [InlineData(0.05, 0.9, true, 0.1)]
    [InlineData(0.1, 0.5, true, 0)]
    public void Three_steps_follow_the_formulas_of_torch_optim_SGD(double rate, double momentum, bool nesterov, double weightDecay) => Every.Level(level =>
    {
        var set = new ParameterSet();
        if (momentum == 0)
            Array.Clear(set.Slices.First);
        for (int step = 1; step <= 3; step++)
        {
            set.Step(step, (scalar, gradient) =>
            {
                gradient += weightDecay * scalar.Value;
                scalar.First = step == 1 ? gradient : (momentum * scalar.First) + gradient;
                double direction = nesterov ? gradient + (momentum * scalar.First) : scalar.First;
                scalar.Value -= rate * (momentum == 0 ? gradient : direction);
            });
            new SgdStep(rate, momentum, nesterov, weightDecay, first: step == 1).Apply(set.Slices);
            set.Check($"{level}, step {step}");
        }
    });

    [Fact]
    public void The_first_step_ignores_what_the_momentum_held()
    {
        var set = new ParameterSet();
        set.Slices.First[0]!.Span.Fill(float.NaN);
        set.Step(1, (scalar, gradient) => scalar.Value -= 0.1 * (scalar.First = gradient));
        new SgdStep(0.1, 0.9, nesterov: false, weightDecay: 0, first: true).Apply(set.Slices);
        set.Check("first step");
    }

    [Fact]
    public void A_parameter_without_gradient_is_left_alone()
    {
        var set = new ParameterSet();
        float[] before = set.Bits();
        Array.Clear(set.Slices.Gradients);
        new SgdStep(0.1, 0.9, nesterov: false, weightDecay: 0.1, first: true).Apply(set.Slices);
        Assert.Equal(before, set.Bits());
    }

    [Fact]
    public void Bits_do_not_depend_on_the_number_of_threads() => Every.ThreadCountGivesTheSameBits(
        () =>
        {
            var set = new ParameterSet();
            set.Step(1, (_, _) => { });
            new SgdStep(0.1, 0.9, nesterov: true, weightDecay: 0.1, first: true).Apply(set.Slices);
            return set.Bits();
        },
        "SGD");
}
