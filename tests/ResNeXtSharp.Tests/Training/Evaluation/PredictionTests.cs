using ResNeXtSharp.Differentiation;
using ResNeXtSharp.Tensors;
using ResNeXtSharp.Tests.Ops;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Tests.Training;

public sealed class PredictionTests
{
    [Fact]
    public void Classes_come_most_probable_first()
    {
        var model = new TinyNetwork();
        Tensor inputs = RandomTensor.Uniform([3, 3, 32, 32], 1);
        IReadOnlyList<IReadOnlyList<ClassProbability>> predictions = Prediction.Predict(model, inputs);
        Assert.True(model.IsTraining);
        model.Eval();
        using NoGradScope noGrad = Autograd.NoGrad();
        float[] probabilities = model.Forward(inputs).Softmax().ToArray();
        Assert.Equal(3, predictions.Count);
        for (int picture = 0; picture < 3; picture++)
        {
            Assert.Equal(Enumerable.Range(0, 10), predictions[picture].Select(c => c.Index).Order());
            Assert.All(predictions[picture], c => Assert.Equal(probabilities[(picture * 10) + c.Index], c.Probability));
            Assert.Equal(predictions[picture].Select(c => c.Probability).OrderDescending(), predictions[picture].Select(c => c.Probability));
            Assert.Equal(1, predictions[picture].Sum(c => (double)c.Probability), 1e-6);
        }
    }

    [Fact]
    public void Of_equal_classes_the_first_comes_first()
    {
        var model = new TinyNetwork();
        model.Classifier.Weight.Value.CopyFrom(new float[model.Classifier.Weight.Shape.Count]);
        model.Classifier.Bias!.Value.CopyFrom([0, 1, 0, 1, 0, 0, 0, 0, 0, 0]);
        Assert.Equal([1, 3, 0, 2, 4, 5, 6, 7, 8, 9], Prediction.Predict(model, Tensor.Zeros([1, 3, 32, 32]))[0].Select(c => c.Index));
    }
}
