using ResNeXtSharp.Differentiation;
using ResNeXtSharp.Kernels.Memory;
using ResNeXtSharp.Models;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Randomness;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Tests.Nn;

public class ConvNormTests
{
    [Theory]
    [InlineData("resnext50_32x4d")]
    [InlineData("resnet18")]
    public void A_fused_prediction_has_the_bits_of_the_modules_one_by_one(string name)
    {
        Module model = ModelCatalog.Create(name, classes: 7, seed: 3);
        Tensor pictures = Pictures(2, 40);
        model.Train();
        model.Forward(pictures).Release();
        model.Eval();

        // Recording keeps every module by itself: its results are needed to differentiate.
        float[] oneByOne = model.Forward(pictures).ToArray();
        using NoGradScope noGrad = Autograd.NoGrad();
        Assert.Equal(oneByOne, model.Forward(pictures).ToArray());
    }

    [Fact]
    public void A_prediction_that_has_run_before_allocates_nothing()
    {
        Module model = ModelCatalog.Create("resnext50_32x4d", classes: 10, seed: 3);
        model.Eval();
        Tensor pictures = Pictures(1, 32);
        using NoGradScope noGrad = Autograd.NoGrad();
        for (int i = 0; i < 3; i++)
            model.Forward(pictures).Release();
        long managed = GC.GetAllocatedBytesForCurrentThread(), native = BufferPool.AllocatedBytes;
        model.Forward(pictures).Release();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - managed);
        Assert.Equal(native, BufferPool.AllocatedBytes);
    }

    static Tensor Pictures(int count, int size)
    {
        var pixels = new float[count * 3 * size * size];
        new CounterRandom(1, RandomPurpose.Synthetic).FillGaussian(pixels);
        return Tensor.FromArray(pixels, [count, 3, size, size]);
    }
}
