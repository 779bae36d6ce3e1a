using ResNeXtSharp.Models;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;
using ResNeXtSharp.Tests.Ops;
using ResNeXtSharp.Tests.Training;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Tests.Nn;

[Collection(nameof(EngineSettings))]
public sealed class FreezeTests
{
    private static readonly int[] Labels = [0, 1, 2, 3];

    [Fact]
    public void Training_a_classifier_changes_no_bit_in_front_of_it()
    {
        ResNet model = SmallTraining.SmallResNeXt();
        Dictionary<string, float[]> before = Values(model);
        model.FreezeBackbone();
        var trainer = new Trainer(model, new Sgd(model.Parameters(), 0.1, momentum: 0.9, weightDecay: 0.01));
        model.Train();

        for (int step = 0; step < 3; step++)
            trainer.Step(RandomTensor.Uniform([4, 3, 32, 32], (ulong)step), Labels);

        string[] changed = [.. Values(model).Where(entry => !entry.Value.SequenceEqual(before[entry.Key])).Select(entry => entry.Key)];
        Assert.Equal(["fc.weight", "fc.bias"], changed);
    }

    [Fact]
    public void What_is_frozen_computes_as_in_evaluation()
    {
        ResNet model = SmallTraining.SmallResNeXt();
        Tensor input = RandomTensor.Uniform([2, 3, 32, 32], 1);
        model.Eval();
        float[] evaluated = model.Forward(input).ToArray();
        model.FreezeBackbone();
        model.Train();

        Assert.Equal(evaluated, model.Forward(input).ToArray());
        Assert.All(model.NamedModules().Where(named => named.Module is BatchNorm2d), named => Assert.False(named.Module.IsTraining, named.Name));
        Assert.True(model.IsTraining && model.Fc.IsTraining);
    }

    [Fact]
    public void What_is_unfrozen_is_trained_again()
    {
        ResNet model = SmallTraining.SmallResNeXt();
        model.Freeze();
        Assert.False(model.IsTraining);
        model.Unfreeze();
        model.Train();

        Assert.All(model.NamedModules(), named => Assert.True(named.Module.IsTraining && !named.Module.IsFrozen));
        Assert.All(model.Parameters(), parameter => Assert.True(parameter.RequiresGrad));
    }

    [Fact]
    public void A_part_that_is_frozen_alone_leaves_the_others_their_gradients()
    {
        ResNet model = SmallTraining.SmallResNeXt(), whole = SmallTraining.SmallResNeXt();
        foreach (ResNet each in (ResNet[])[model, whole])
        {
            // The second stage in evaluation mode in both, so that the gradients that remain must be the same.
            each.Train();
            if (each == model)
                each.Stages[1].Freeze();
            else
                each.Stages[1].Eval();
            new CrossEntropyLoss().Forward(each.Forward(RandomTensor.Uniform([4, 3, 32, 32], 1)), Labels).Backward();
        }

        foreach (((string name, Parameter frozen), Parameter free) in model.NamedParameters().Zip(whole.Parameters()))
        {
            Assert.True(free.Value.Cell.HasGradient);
            Assert.Equal(!name.StartsWith("layer2", StringComparison.Ordinal), frozen.Value.Cell.HasGradient);
            if (frozen.Value.Cell.HasGradient)
                Assert.Equal(free.Value.Cell.Gradient!.Span.ToArray(), frozen.Value.Cell.Gradient!.Span.ToArray());
        }
    }

    [Fact]
    public void A_step_of_a_frozen_network_allocates_nothing()
    {
        ResNet model = SmallTraining.SmallResNeXt();
        model.FreezeBackbone();
        var trainer = new Trainer(model, new Adam(model.ParametersByDepth()[^1]));
        model.Train();
        Tensor inputs = RandomTensor.Uniform([4, 3, 32, 32], 1);
        for (int i = 0; i < 3; i++)
            trainer.Step(inputs, Labels);
        long before = GC.GetAllocatedBytesForCurrentThread();

        for (int i = 0; i < 10; i++)
            trainer.Step(inputs, Labels);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Parameters_by_depth_are_all_parameters_in_order()
    {
        ResNet model = SmallTraining.SmallResNeXt();

        IReadOnlyList<IReadOnlyList<Parameter>> depths = model.ParametersByDepth();

        Assert.Equal(6, depths.Count);
        Assert.Equal(3, depths[0].Count);
        Assert.Equal(model.Parameters(), depths.SelectMany(parameters => parameters));
        model.FreezeBackbone();
        Assert.Equal([0, 0, 0, 0, 0, 2], model.ParametersByDepth().Select(parameters => parameters.Count));
    }

    static Dictionary<string, float[]> Values(Module model) => model.StateDict().ToDictionary(entry => entry.Key, entry => entry.Value.ToArray());
}
