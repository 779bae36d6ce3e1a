using ResNeXtSharp.Kernels.Optimizers;
using ResNeXtSharp.Kernels.Tests.Checks;

namespace ResNeXtSharp.Kernels.Tests.Optimizers;

public class AdamStepTests
{
    [Theory]
    [InlineData(1e-3, 0.9, 0.999, 1e-8, 0)]
    [InlineData(1e-2, 0.8, 0.99, 1e-3, 0.1)]
    [InlineData(0.5, 0, 0.5, 1e-8, 0)]
    public void Three_steps_follow_the_formulas_of_torch_optim_Adam(double rate, double beta1, double beta2, double epsilon, double weightDecay) => Every.Level(level =>
    {
        var set = new ParameterSet();
        for (int step = 1; step <= 3; step++)
        {
            set.Step(step, (scalar, gradient) =>
            {
                gradient += weightDecay * scalar.Value;
                scalar.First = (beta1 * scalar.First) + ((1 - beta1) * gradient);
                scalar.Second = (beta2 * scalar.Second) + ((1 - beta2) * gradient * gradient);
                double denominator = (Math.Sqrt(scalar.Second) / Math.Sqrt(1 - Math.Pow(beta2, step))) + epsilon;
                scalar.Value -= rate / (1 - Math.Pow(beta1, step)) * scalar.First / denominator;
            });
            new AdamStep(rate, beta1, beta2, epsilon, weightDecay, step).Apply(set.Slices);
            set.Check($"{level}, step {step}");
        }
    });

    [Fact]
    public void A_decoupled_decay_shrinks_the_value_first() => Every.Level(level =>
    {
        const double rate = 1e-2, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-6, weightDecay = 0.5;
        var set = new ParameterSet();
        for (int step = 1; step <= 3; step++)
        {
            set.Step(step, (scalar, gradient) =>
            {
                scalar.Value *= 1 - (rate * weightDecay);
                scalar.First = (beta1 * scalar.First) + ((1 - beta1) * gradient);
                scalar.Second = (beta2 * scalar.Second) + ((1 - beta2) * gradient * gradient);
                double denominator = (Math.Sqrt(scalar.Second) / Math.Sqrt(1 - Math.Pow(beta2, step))) + epsilon;
                scalar.Value -= rate / (1 - Math.Pow(beta1, step)) * scalar.First / denominator;
            });
            new AdamStep(rate, beta1, beta2, epsilon, weightDecay, step, decoupled: true).Apply(set.Slices);
            set.Check($"{level}, step {step}");
        }
    });

    [Fact]
    public void A_parameter_without_gradient_is_left_alone()
    {
        var set = new ParameterSet();
        set.Step(1, (_, _) => { });
        float[] before = set.Bits();
        Array.Clear(set.Slices.Gradients);
        new AdamStep(1e-3, 0.9, 0.999, 1e-8, 0.1, 1).Apply(set.Slices);
        Assert.Equal(before, set.Bits());
    }

    [Fact]
    public void Bits_do_not_depend_on_the_number_of_threads() => Every.ThreadCountGivesTheSameBits(
        () =>
        {
            var set = new ParameterSet();
            set.Step(1, (_, _) => { });
            new AdamStep(1e-3, 0.9, 0.999, 1e-8, 0.1, 1).Apply(set.Slices);
            return set.Bits();
        },
        "Adam");
}
