using ResNeXtSharp.Differentiation;
using ResNeXtSharp.Ops;
using ResNeXtSharp.Tensors;
using ResNeXtSharp.Tests.Ops;

namespace ResNeXtSharp.Tests.Differentiation;

public sealed class AutogradTests
{
    [Fact]
    public void A_second_backward_pass_over_the_same_graph_is_refused()
    {
        Tensor x = RandomTensor.Leaf([2, 3], 1), loss = Functional.CrossEntropy(x, [0, 1]);
        loss.Backward();
        float[] gradient = x.Grad.ToArray();
        var failure = Assert.Throws<InvalidOperationException>(loss.Backward);
        Assert.Contains("used its graph already", failure.Message, StringComparison.Ordinal);
        Assert.Equal(gradient, x.Grad.ToArray());
    }

    [Fact]
    public void Backward_starts_at_scalars_only()
    {
        Tensor x = RandomTensor.Leaf([2, 3], 1);
        var failure = Assert.Throws<InvalidOperationException>(() => (x + x).Backward());
        Assert.Contains("[2, 3]", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_leaf_that_wants_a_gradient_there_is_nothing_to_go_back_over()
    {
        Tensor loss = Functional.CrossEntropy(RandomTensor.Uniform([2, 3], 1), [0, 1]);
        Assert.False(loss.RequiresGrad);
        Assert.Throws<InvalidOperationException>(loss.Backward);
    }

    [Fact]
    public void Nothing_is_recorded_inside_NoGrad()
    {
        Tensor x = RandomTensor.Leaf([2, 3], 1), loss;
        using (Autograd.NoGrad())
        {
            Assert.False(Autograd.IsRecording);
            using (Autograd.NoGrad())
                Assert.False(Autograd.IsRecording);
            Assert.False(Autograd.IsRecording);
            loss = Functional.CrossEntropy(x, [0, 1]);
        }
        Assert.True(Autograd.IsRecording);
        Assert.False(loss.RequiresGrad);
        Assert.Throws<InvalidOperationException>(loss.Backward);
    }

    [Fact]
    public void NoGrad_holds_for_its_thread_alone()
    {
        using NoGradScope noGrad = Autograd.NoGrad();
        bool elsewhere = false;
        var thread = new Thread(() => elsewhere = Autograd.IsRecording);
        thread.Start();
        thread.Join();
        Assert.True(elsewhere);
    }

    [Fact]
    public void Two_backward_passes_add_their_gradients()
    {
        Tensor x = RandomTensor.Leaf([2, 3], 1);
        Functional.CrossEntropy(x, [0, 1]).Backward();
        float[] once = x.Grad.ToArray();
        Functional.CrossEntropy(x, [0, 1]).Backward();
        Assert.Equal(once.Select(g => g + g), x.Grad.ToArray());
    }

    [Fact]
    public void A_tensor_read_twice_receives_both_gradients()
    {
        Tensor x = RandomTensor.LeafAwayFromZero([2, 3, 2, 2], 1);
        GradientCheck.Run(() => x + Functional.Relu(x), ("x", x));
        GradientCheck.Run(() => Functional.Relu(x) + x, ("x", x));
    }

    [Fact]
    public void A_result_that_forks_and_joins_sends_its_gradient_once_complete()
    {
        Tensor x = RandomTensor.Leaf([2, 2, 3, 3], 1), weight = RandomTensor.ConvolutionKernels([2, 2, 1, 1], 1, 2);
        GradientCheck.Run(
            () =>
            {
                Tensor y = Functional.Conv2d(x, weight), z = y + y;
                return Functional.ConcatChannels(z + y, y, z);
            },
            ("x", x),
            ("weight", weight));
    }

    [Fact]
    public void A_branch_that_does_not_lead_to_the_loss_gets_no_gradient()
    {
        Tensor x = RandomTensor.Leaf([2, 3], 1), aside = RandomTensor.Leaf([2, 3], 2);
        _ = x + aside;
        Functional.CrossEntropy(x, [0, 1]).Backward();
        Assert.True(x.HasGrad);
        Assert.False(aside.HasGrad);
    }

    [Fact]
    public void A_gradient_that_is_not_there_is_reported()
    {
        Tensor x = RandomTensor.Leaf([2, 3], 1);
        Assert.Throws<InvalidOperationException>(() => x.Grad);
    }

    [Fact]
    public void Gradients_flow_past_a_leaf_that_wants_none()
    {
        Tensor x = RandomTensor.Leaf([2, 3, 4, 4], 1), frozen = RandomTensor.ConvolutionKernels([2, 3, 3, 3], 1, 2), bias = RandomTensor.Leaf([2], 3);
        frozen.RequiresGrad = false;
        GradientCheck.Run(() => Functional.Conv2d(x, frozen, bias), ("x", x), ("bias", bias));
        Assert.False(frozen.HasGrad);
    }

    [Fact]
    public void Gradients_do_not_flow_through_a_detached_tensor()
    {
        Tensor x = RandomTensor.Leaf([2, 3], 1);
        Tensor sum = x + x.Detach();
        Functional.CrossEntropy(sum, [0, 1]).Backward();
        float[] withDetached = x.Grad.ToArray();
        Tensor twice = RandomTensor.Leaf([2, 3], 1);
        Functional.CrossEntropy(twice + twice, [0, 1]).Backward();
        Assert.Equal(twice.Grad.ToArray(), withDetached.Select(g => g + g));
    }

    [Fact]
    public void Results_made_outside_of_modules_keep_their_values_after_the_backward_pass()
    {
        Tensor x = RandomTensor.Leaf([2, 3], 1), sum = x + x;
        float[] values = sum.ToArray();
        Functional.CrossEntropy(sum, [0, 1]).Backward();
        Assert.Equal(values, sum.ToArray());
    }

    [Fact]
    public void A_result_cannot_change_whether_it_requires_a_gradient()
    {
        Tensor x = RandomTensor.Leaf([2, 3], 1), sum = x + x;
        Assert.Throws<InvalidOperationException>(() => sum.RequiresGrad = false);
    }
}
