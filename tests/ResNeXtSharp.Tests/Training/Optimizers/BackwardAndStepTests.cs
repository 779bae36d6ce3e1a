using ResNeXtSharp.Models;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Ops;
using ResNeXtSharp.Randomness;
using ResNeXtSharp.Tensors;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Tests.Training.Optimizers;

public class BackwardAndStepTests
{
    public static TheoryData<string> Optimizers => ["adam", "adam with decay", "sgd", "momentum", "nesterov", "muon"];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void One_call_gives_the_bits_of_backward_and_step(string name)
    {
        float[] together = Train(name, static (optimizer, loss) => optimizer.BackwardAndStep(loss));
        float[] apart = Train(name, static (optimizer, loss) =>
        {
            loss.Backward();
            optimizer.Step();
        });
        Assert.Equal(apart, together);
    }

    [Fact]
    public void A_weight_that_is_read_twice_moves_by_the_sum_of_both_gradients()
    {
        float[] together = TrainShared(static (optimizer, loss) => optimizer.BackwardAndStep(loss));
        float[] apart = TrainShared(static (optimizer, loss) =>
        {
            loss.Backward();
            optimizer.Step();
        });
        Assert.Equal(apart, together);
    }

    [Fact]
    public void Gradients_that_are_there_already_are_added_to()
    {
        var weight = new Parameter(Kernel());
        var optimizer = new Sgd([weight], 1);
        Tensor input = Pictures(2, 4, 3);
        Loss(Functional.Conv2d(input, weight.Value)).Backward();
        float[] before = weight.Value.ToArray(), single = weight.Value.Grad.ToArray();
        optimizer.BackwardAndStep(Loss(Functional.Conv2d(input, weight.Value)));
        float[] moved = weight.Value.ToArray();
        for (int i = 0; i < moved.Length; i++)
            Assert.Equal(before[i] - (2 * single[i]), moved[i], 1e-5f);
    }

    [Fact]
    public void A_loss_that_fails_offers_no_weight_afterwards()
    {
        var weight = new Parameter(Kernel());
        var optimizer = new Sgd([weight], 1);
        Assert.Throws<InvalidOperationException>(() => optimizer.BackwardAndStep(Tensor.Zeros([1])));
        Loss(Functional.Conv2d(Pictures(1, 4, 3), weight.Value)).Backward();
        Assert.Equal(weight.Value.Shape.Count, weight.Value.Grad.ToArray().Length);
    }

    static float[] Train(string name, Action<Optimizer, Tensor> step)
    {
        // Muon's products take minutes for the large one.
        Module model = ModelCatalog.Create(name == "muon" ? "resnext_fast" : "resnext50_32x4d", classes: 3, seed: 5);
        Optimizer optimizer = Create(name, model.Parameters());
        var loss = new CrossEntropyLoss();
        Tensor pictures = Pictures(2, 3, 40);
        for (int i = 0; i < 3; i++)
        {
            optimizer.ZeroGrad();
            step(optimizer, loss.Forward(model.Forward(pictures), [1, 2]));
        }
        return [.. model.StateDict().Values.SelectMany(tensor => tensor.ToArray())];
    }

    static float[] TrainShared(Action<Optimizer, Tensor> step)
    {
        var weight = new Parameter(Kernel());
        var optimizer = new Adam([weight], 0.1);
        Tensor input = Pictures(2, 4, 3);
        for (int i = 0; i < 3; i++)
        {
            optimizer.ZeroGrad();
            step(optimizer, Loss(Functional.Conv2d(Functional.Conv2d(input, weight.Value), weight.Value)));
        }
        return weight.Value.ToArray();
    }

    static Optimizer Create(string name, IEnumerable<Parameter> parameters) => name switch
    {
        "adam" => new Adam(parameters),
        "adam with decay" => new Adam(parameters, weightDecay: 0.01),
        "sgd" => new Sgd(parameters, 0.05),
        "muon" => new Muon(parameters, weightDecay: 0.01),
        "momentum" => new Sgd(parameters, 0.05, momentum: 0.9, weightDecay: 1e-4),
        _ => new Sgd(parameters, 0.05, momentum: 0.9, nesterov: true),
    };

    static Tensor Kernel()
    {
        Tensor kernel = Functional.ConvolutionWeight([4, 4, 1, 1]);
        kernel.CopyFrom(Gaussian(16, 7));
        return kernel;
    }

    static Tensor Loss(Tensor maps) => new CrossEntropyLoss().Forward(Functional.AdaptiveAvgPool2d(maps).Flatten(), [.. Enumerable.Range(0, maps.Shape[0]).Select(i => i % 4)]);

    static Tensor Pictures(int count, int channels, int size) => Tensor.FromArray(Gaussian(count * channels * size * size, 1), [count, channels, size, size]);

    static float[] Gaussian(int count, ulong seed)
    {
        var values = new float[count];
        new CounterRandom(seed, RandomPurpose.Synthetic).FillGaussian(values);
        return values;
    }
}
