using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;
using ResNeXtSharp.Tests.Ops;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Tests.Training;

public sealed class ParameterGroupTests
{
    public static TheoryData<string> Kinds => ["adam", "sgd", "muon"];

    /// <summary>A group with scale s does what a whole optimizer with s times the learning rate does, bit for bit.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_groups_learning_rate_is_scaled(string kind)
    {
        Linear[] grouped = Layers(), slow = Layers(), fast = Layers();
        Train(Create(kind, [new([.. grouped[0].Parameters()], 0.25), new([.. grouped[1].Parameters()])], 0.02), grouped);
        Train(Create(kind, [new([.. slow[0].Parameters()])], 0.02 * 0.25), slow);
        Train(Create(kind, [new([.. fast[1].Parameters()])], 0.02), fast);

        Assert.Equal(Values(slow[0]), Values(grouped[0]));
        Assert.Equal(Values(fast[1]), Values(grouped[1]));
        Assert.NotEqual(Values(Layers()[0]), Values(grouped[0]));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Groups_that_make_no_sense_are_refused(string kind)
    {
        IReadOnlyList<Parameter> parameters = Layers()[0].Parameters();

        Assert.Throws<ArgumentException>(() => Create(kind, [], 0.1));
        Assert.Throws<ArgumentException>(() => Create(kind, [new([])], 0.1));
        Assert.Throws<ArgumentException>(() => Create(kind, [new(parameters), new([parameters[0]])], 0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Create(kind, [new(parameters, -1)], 0.1));
    }

    static Optimizer Create(string kind, ParameterGroup[] groups, double learningRate) =>
        kind switch
        {
            "adam" => new Adam(groups, learningRate),
            "muon" => new Muon(groups, learningRate),
            _ => new Sgd(groups, learningRate, momentum: 0.9),
        };

    static Linear[] Layers() => [new(5, 4, seed: 1), new(6, 3, seed: 2)];

    // The layers see no common loss, so that one's steps do not depend on the other's.
    static void Train(Optimizer optimizer, Linear[] layers)
    {
        for (int step = 0; step < 3; step++)
        {
            optimizer.ZeroGrad();
            foreach (Linear layer in layers)
                new CrossEntropyLoss().Forward(layer.Forward(RandomTensor.Uniform([2, layer.InFeatures], (ulong)step)), [0, 1]).Backward();
            optimizer.Step();
        }
    }

    static float[] Values(Linear layer) => [.. layer.Parameters().SelectMany(parameter => parameter.Value.ToArray())];
}
