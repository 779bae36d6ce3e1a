using ResNeXtSharp.Differentiation;
using ResNeXtSharp.Models;
using ResNeXtSharp.Models.Forms;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;
using ResNeXtSharp.Tests.Ops;

namespace ResNeXtSharp.Tests.Models.Forms;

/// <summary>The three forms of the paper's figure 3 compute the same block: outputs, gradients, running statistics, and there and back again.</summary>
public sealed class BranchedBlockTests
{
    // Sums of up to some hundred terms around 1, in another order.
    private const double Tolerance = 2e-5;

    /// <summary>Model, stage and block: one with a projected shortcut, one with stride 2, one that adds its input, one with ResNet-D's shortcut.</summary>
    public static TheoryData<string, int, int> Blocks => new()
    {
        { "resnext14_8x4d", 0, 0 },
        { "resnext14_8x4d", 1, 0 },
        { "resnext26_4x8d", 0, 1 },
        { "resnext14d_8x4d", 1, 0 },
    };

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Outputs_and_gradients_are_those_of_the_bottleneck(string model, int stage, int index)
    {
        foreach (bool training in (bool[])[true, false])
        {
            Bottleneck grouped = Block(model, stage, index, training);
            float[] values = RandomTensor.Values(2 * grouped.Conv1.InChannels * 9 * 9, seed: 5);
            (float[] expected, float[] expectedInput) = Run(grouped, values);
            foreach (BranchedBlock form in (BranchedBlock[])[new SplitTransformMergeBlock(Block(model, stage, index, training)), new EarlyConcatenationBlock(Block(model, stage, index, training))])
            {
                (float[] output, float[] input) = Run(form, values);

                AssertClose($"{form.GetType().Name}, output", expected, output);
                AssertClose($"{form.GetType().Name}, gradient of the input", expectedInput, input);
                IReadOnlyDictionary<string, float[]> gradients = form.Joined(tensor => tensor.HasGrad ? tensor.Grad.ToArray() : new float[tensor.Shape.Count]);
                foreach ((string name, Parameter parameter) in grouped.NamedParameters())
                    AssertClose($"{form.GetType().Name}, gradient of {name}", parameter.Value.Grad.ToArray(), gradients[name]);
                IReadOnlyDictionary<string, float[]> state = form.Joined(tensor => tensor.ToArray());
                foreach ((string name, Tensor tensor) in grouped.StateDict())
                    AssertClose($"{form.GetType().Name}, {name}", tensor.ToArray(), state[name]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Values_come_back_bit_for_bit(string model, int stage, int index)
    {
        Bottleneck original = Block(model, stage, index, training: true);
        foreach (BranchedBlock form in (BranchedBlock[])[new SplitTransformMergeBlock(original), new EarlyConcatenationBlock(original)])
        {
            var returned = (Bottleneck)ModelCatalog.Create(model, classes: 2, seed: 8).Stages[stage][index];
            form.CopyTo(returned);
            foreach ((string name, Tensor tensor) in original.StateDict())
                Assert.Equal(tensor.ToArray(), returned.StateDict()[name].ToArray());
            Assert.Equal(original.CountParameters(), form.CountParameters());
        }
    }

    [Fact]
    public void A_bottleneck_of_another_shape_is_refused()
    {
        var form = new EarlyConcatenationBlock(Block("resnext14_8x4d", 0, 0, training: true));
        Assert.Throws<ArgumentException>(() => form.CopyTo(Block("resnext14_8x4d", 1, 0, training: true)));
    }

    // Values and statistics as a training leaves them, so that no norm is the identity.
    static Bottleneck Block(string model, int stage, int index, bool training)
    {
        var block = (Bottleneck)ModelCatalog.Create(model, classes: 2, seed: 4).Stages[stage][index];
        ulong seed = 20;
        foreach (BatchNorm2d norm in block.NamedModules().Select(named => named.Module).OfType<BatchNorm2d>())
        {
            norm.Weight.Value.CopyFrom(RandomTensor.Values(norm.Features, seed++, 0.5f, 1.5f));
            norm.Bias.Value.CopyFrom(RandomTensor.Values(norm.Features, seed++, -0.2f, 0.2f));
            norm.RunningMean.CopyFrom(RandomTensor.Values(norm.Features, seed++, -0.1f, 0.1f));
            norm.RunningVariance.CopyFrom(RandomTensor.Values(norm.Features, seed++, 0.5f, 1.5f));
        }
        block.SetTraining(training);
        return block;
    }

    static (float[] Output, float[] InputGradient) Run(Module block, float[] values)
    {
        int channels = values.Length / (2 * 9 * 9);
        Tensor input = RandomTensor.Wanting(Tensor.FromArray(values, [2, channels, 9, 9]));
        Tensor output = block.Forward(input);
        float[] result = output.ToArray();
        WeightedSum.Of(output, RandomTensor.Values(result.Length, seed: 6)).Backward();
        return (result, input.Grad.ToArray());
    }

    static void AssertClose(string what, float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        double scale = Math.Max(1e-6, expected.Max(Math.Abs));
        double worst = expected.Zip(actual, (e, a) => Math.Abs((double)e - a)).Max();
        Assert.True(worst <= Tolerance * scale, $"{what}: differs by {worst:G3}, largest {scale:G3}");
    }
}
