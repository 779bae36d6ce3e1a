using ResNeXtSharp.Kernels.Optimizers;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Randomness;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Tests.Training.Optimizers;

public sealed class MuonTests
{
    const double Rate = 0.02, Momentum = 0.9, Decay = 0.1;
    const int Steps = 3;

    /// <summary>Wide and tall matrices, with one group and with several.</summary>
    [Theory]
    [InlineData(8, 6, 1, 1)]
    [InlineData(6, 24, 1, 1)]
    [InlineData(16, 32, 3, 4)]
    [InlineData(64, 16, 1, 1)]
    [InlineData(32, 3, 3, 1)]
    public void A_convolution_moves_along_orthogonal_directions_group_by_group(int outChannels, int inChannels, int kernel, int groups)
    {
        var layer = new Conv2d(inChannels, outChannels, kernel, groups: groups, bias: false, seed: 1);
        int count = layer.Weight.Shape.Count, rows = outChannels / groups, columns = count / outChannels;
        double[] expected = [.. layer.Weight.Value.ToArray()], average = new double[count];
        var optimizer = new Muon(layer.Parameters(), Rate, Momentum, Decay);
        for (int step = 0; step < Steps; step++)
        {
            float[] gradient = Gradient(layer.Weight, step), direction = new float[count];
            for (int i = 0; i < count; i++)
            {
                average[i] = (Momentum * average[i]) + ((1 - Momentum) * gradient[i]);
                direction[i] = (float)((Momentum * average[i]) + ((1 - Momentum) * gradient[i]));
            }
            for (int group = 0; group < groups; group++)
                NewtonSchulz.Orthogonalize(direction.AsSpan(group * rows * columns, rows * columns), rows, columns, new float[NewtonSchulz.ScratchLength(rows, columns)]);
            for (int i = 0; i < count; i++)
                expected[i] = (expected[i] * (1 - (Rate * Decay))) - (Rate * Math.Sqrt(Math.Max(1, (double)rows / columns)) * direction[i]);
            optimizer.Step();
        }
        Assert.All(expected.Zip(layer.Weight.Value.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [Fact]
    public void All_else_moves_as_with_sgd()
    {
        Linear layer = new(5, 4, seed: 1), reference = new(5, 4, seed: 1);
        var optimizer = new Muon(layer.Parameters(), Rate, Momentum, Decay);
        // A decay that reaches the weight through the momentum adds up to 1 / (1 - momentum) of itself.
        var sgd = new Sgd(reference.Parameters(), Rate, Momentum, nesterov: true, weightDecay: Decay * (1 - Momentum));
        for (int step = 0; step < Steps; step++)
        {
            foreach (Linear each in (Linear[])[layer, reference])
            {
                foreach (Parameter parameter in each.Parameters())
                    Gradient(parameter, step);
            }
            optimizer.Step();
            sgd.Step();
        }
        Assert.Equal(reference.Parameters().SelectMany(each => each.Value.ToArray()), layer.Parameters().SelectMany(each => each.Value.ToArray()));
    }

    [Fact]
    public void A_frozen_convolution_stays_as_it_is()
    {
        var layer = new Conv2d(4, 4, 1, bias: false, seed: 1);
        float[] before = layer.Weight.Value.ToArray();
        new Muon(layer.Parameters(), weightDecay: 0.1).Step();
        Assert.Equal(before, layer.Weight.Value.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_momentum_that_is_none_is_refused(double momentum) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Muon(new Conv2d(4, 4, 1).Parameters(), momentum: momentum));

    static float[] Gradient(Parameter parameter, int step)
    {
        var values = new float[parameter.Shape.Count];
        new CounterRandom((ulong)step, RandomPurpose.Synthetic).FillGaussian(values);
        parameter.ZeroGrad();
        parameter.Value.Cell.Layout.Store(parameter.Shape, values, parameter.Value.Cell.GradientTarget(out _));
        return values;
    }
}
