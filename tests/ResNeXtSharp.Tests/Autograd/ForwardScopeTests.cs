using ResNeXtSharp.Differentiation;
using ResNeXtSharp.Kernels.Memory;
using ResNeXtSharp.Models;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Ops;
using ResNeXtSharp.Tensors;
using ResNeXtSharp.Tests.Ops;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Tests.Differentiation;

[Collection(nameof(EngineSettings))]
public sealed class ForwardScopeTests
{
    [Fact]
    public void An_intermediate_result_kept_beyond_its_module_says_that_it_is_gone()
    {
        var module = new Keeping();
        using (Autograd.NoGrad())
            module.Forward(RandomTensor.Uniform([2, 3], 1));
        var failure = Assert.Throws<InvalidOperationException>(() => module.Kept.ToArray());
        Assert.Contains("Clone()", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Intermediate_results_live_until_the_backward_pass_has_read_them()
    {
        var module = new Keeping();
        Tensor x = RandomTensor.LeafAwayFromZero([2, 3], 1);
        Tensor loss = Functional.CrossEntropy(module.Forward(x), [0, 1]);
        Assert.Equal(x.ToArray().Select(v => v + v), module.Kept.ToArray());
        loss.Backward();
        Assert.Throws<InvalidOperationException>(() => module.Kept.ToArray());
    }

    [Fact]
    public void A_clone_made_inside_the_pass_stays()
    {
        var module = new Keeping();
        Tensor x = RandomTensor.Uniform([2, 3], 1);
        using (Autograd.NoGrad())
            module.Forward(x);
        Assert.Equal(x.ToArray().Select(v => v + v), module.Cloned.ToArray());
    }

    [Fact]
    public void A_failing_pass_leaves_the_thread_ready_for_the_next()
    {
        var module = new Keeping();
        Assert.Throws<ArgumentException>(() => module.Forward(Tensor.Zeros([])));
        Assert.False(ForwardScope.IsActive);
        using (Autograd.NoGrad())
            Assert.Equal([2f, 2f], module.Forward(Tensor.Ones([1, 2])).ToArray());
    }

    [Fact]
    public void Training_steps_take_no_new_memory_after_the_first()
    {
        ResNet model = Small();
        var optimizer = new Adam(model.Parameters());
        Tensor inputs = RandomTensor.Uniform([4, 3, 32, 32], 1);
        Steps(2);
        long before = BufferPool.AllocatedBytes;
        Steps(20);
        Assert.Equal(before, BufferPool.AllocatedBytes);

        void Steps(int count)
        {
            for (int i = 0; i < count; i++)
            {
                optimizer.ZeroGrad();
                Tensor logits = model.Forward(inputs), loss = new CrossEntropyLoss().Forward(logits, [0, 1, 2, 3]);
                loss.Backward();
                optimizer.Step();
                loss.Release();
                logits.Release();
            }
        }
    }

    [Fact]
    public void Forward_passes_without_gradients_take_no_new_memory_after_the_first()
    {
        ResNet model = Small();
        model.Eval();
        Tensor inputs = RandomTensor.Uniform([4, 3, 32, 32], 1);
        using NoGradScope noGrad = Autograd.NoGrad();
        Forward(1);
        long before = BufferPool.AllocatedBytes;
        Forward(20);
        Assert.Equal(before, BufferPool.AllocatedBytes);

        void Forward(int count)
        {
            for (int i = 0; i < count; i++)
                model.Forward(inputs).Release();
        }
    }

    [Fact]
    public void Frozen_parameters_get_no_gradient_and_do_not_move()
    {
        ResNet model = Small();
        foreach ((string name, Parameter parameter) in model.NamedParameters())
            parameter.RequiresGrad = name.StartsWith("fc.", StringComparison.Ordinal);
        var optimizer = new Sgd(model.Parameters(), learningRate: 0.1, momentum: 0.9, weightDecay: 0.1);
        Dictionary<string, float[]> before = model.NamedParameters().ToDictionary(named => named.Name, named => named.Parameter.Value.ToArray());
        new CrossEntropyLoss().Forward(model.Forward(RandomTensor.Uniform([2, 3, 32, 32], 1)), [0, 1]).Backward();
        optimizer.Step();
        foreach ((string name, Parameter parameter) in model.NamedParameters())
        {
            bool trained = name.StartsWith("fc.", StringComparison.Ordinal);
            Assert.Equal(trained, parameter.Value.HasGrad);
            Assert.Equal(trained, !before[name].AsSpan().SequenceEqual(parameter.Value.ToArray()));
        }
    }

    static ResNet Small() => new(BlockKind.Bottleneck, [1, 1, 1, 1], classes: 10, groups: 8, widthPerGroup: 4);

    /// <summary>relu(x + x), with a handle to the sum and a copy of it.</summary>
    private sealed class Keeping : Module
    {
        internal Tensor Kept { get; private set; }

        internal Tensor Cloned { get; private set; }

        protected override Tensor ForwardCore(Tensor input)
        {
            if (input.Shape.Rank == 0)
                throw new ArgumentException("A scalar is no input.");
            Kept = input + input;
            Cloned = Kept.Clone();
            return Functional.Relu(Kept);
        }
    }
}
