using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Ops;

/// <summary>The operations by themselves, as in torch.nn.functional. Every one is differentiable with respect to all its tensors.</summary>
public static class Functional
{
    /// <summary>Kernels [out, in/groups, h, w] for <see cref="Conv2d"/>, zero, in the layout it reads.</summary>
    public static Tensor ConvolutionWeight(Shape shape, int groups = 1) => Weight(shape, Conv2dOperation.LayoutFor(groups));

    /// <summary>A weight [out, in] for <see cref="Linear"/>, zero, in the layout it reads.</summary>
    public static Tensor LinearWeight(Shape shape) => Weight(shape, MemoryLayout.WeightPanels);

    /// <summary>2-D convolution of [n, c, h, w] with kernels [out, c/groups, h, w] and optional bias [out].</summary>
    /// <exception cref="ArgumentException">Shapes, groups or padding do not fit each other.</exception>
    public static Tensor Conv2d(Tensor input, Tensor weight, Tensor bias = default, int stride = 1, int padding = 0, int groups = 1) =>
        Conv2dOperation.Forward(input, weight, bias, stride, padding, groups);

    /// <summary>input · weightᵀ + bias for [n, in] and weight [out, in].</summary>
    /// <exception cref="ArgumentException">Shapes do not fit each other.</exception>
    public static Tensor Linear(Tensor input, Tensor weight, Tensor bias = default) => LinearOperation.Forward(input, weight, bias);

    /// <summary>Batch normalisation over the channels of [n, c, h, w], with the addition of a residual and ReLU in the same pass where asked for.</summary>
    /// <exception cref="ArgumentException">Shapes do not fit each other, or there is one value per channel to train on.</exception>
    public static Tensor BatchNorm2d(Tensor input, in BatchNormState state, Tensor residual = default, bool relu = false) =>
        BatchNorm2dOperation.Forward(input, state, residual, relu);

    /// <summary>max(input, 0)</summary>
    public static Tensor Relu(Tensor input) => ReluOperation.Forward(input);

    /// <summary>left + right, elementwise.</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor Add(Tensor left, Tensor right) => AddOperation.Forward(left, right);

    /// <summary>Maximum over square windows of [n, c, h, w].</summary>
    /// <exception cref="ArgumentException">The window does not fit the input.</exception>
    public static Tensor MaxPool2d(Tensor input, int kernelSize, int stride, int padding = 0) => MaxPool2dOperation.Forward(input, kernelSize, stride, padding);

    /// <summary>Mean over windows that cover [n, c, h, w] evenly.</summary>
    public static Tensor AdaptiveAvgPool2d(Tensor input, int outHeight = 1, int outWidth = 1) => AdaptiveAvgPool2dOperation.Forward(input, outHeight, outWidth);

    /// <summary>Mean over square windows of [n, c, h, w]; a last window that reaches past the border counts what lies inside it.</summary>
    /// <exception cref="ArgumentException">The input has not four dimensions, or a size is not positive.</exception>
    public static Tensor AvgPool2d(Tensor input, int kernelSize, int stride) => AvgPool2dOperation.Forward(input, kernelSize, stride);

    /// <summary>1 / (1 + exp(-input)), elementwise.</summary>
    public static Tensor Sigmoid(Tensor input) => SigmoidOperation.Forward(input);

    /// <summary>
    /// Every channel of [n, c, h, w] times its gate in [n, c, 1, 1], with the addition of a residual and ReLU in the same pass where asked for.
    /// </summary>
    /// <exception cref="ArgumentException">Shapes do not fit each other.</exception>
    public static Tensor ChannelGate(Tensor input, Tensor gate, Tensor residual = default, bool relu = false) =>
        ChannelGateOperation.Forward(input, gate, residual, relu);

    /// <summary>[n, ...] as [n, product of the rest].</summary>
    public static Tensor Flatten(Tensor input) => FlattenOperation.Forward(input);

    /// <summary>Some neighbouring channels of [n, c, h, w].</summary>
    /// <exception cref="ArgumentOutOfRangeException">The channels are not inside the input.</exception>
    public static Tensor SliceChannels(Tensor input, int first, int count) => SliceOperation.Forward(input, first, count);

    /// <summary>Tensors [n, *, h, w] joined over their channels.</summary>
    /// <exception cref="ArgumentException">They differ in more than their channels.</exception>
    public static Tensor ConcatChannels(params ReadOnlySpan<Tensor> inputs) => ConcatOperation.Forward(inputs);

    /// <summary>Row-wise softmax of [n, k].</summary>
    public static Tensor Softmax(Tensor input) => SoftmaxOperation.Forward(input);

    /// <summary>Mean cross entropy of logits [n, k] against n labels.</summary>
    /// <param name="logits">[n, k]</param>
    /// <param name="labels">n classes.</param>
    /// <param name="smoothing">The share of the target that all classes get alike.</param>
    /// <exception cref="ArgumentOutOfRangeException">A label is no class, or the smoothing is outside [0, 1].</exception>
    public static Tensor CrossEntropy(Tensor logits, ReadOnlySpan<int> labels, double smoothing = 0) => CrossEntropyOperation.Forward(logits, labels, [], 0, smoothing);

    /// <summary>Mean cross entropy of logits [n, k] against n pairs of labels, as <c>mixup</c> makes them.</summary>
    /// <param name="logits">[n, k]</param>
    /// <param name="labels">n classes.</param>
    /// <param name="mixedLabels">n classes that were mixed in; none if nothing was.</param>
    /// <param name="mixedShare">Their share of the target.</param>
    /// <param name="smoothing">The share of the whole target that all classes get alike.</param>
    /// <exception cref="ArgumentOutOfRangeException">A label is no class, or a share is outside [0, 1].</exception>
    public static Tensor CrossEntropy(Tensor logits, ReadOnlySpan<int> labels, ReadOnlySpan<int> mixedLabels, double mixedShare, double smoothing = 0) =>
        CrossEntropyOperation.Forward(logits, labels, mixedLabels, mixedShare, smoothing);

    static Tensor Weight(Shape shape, MemoryLayout layout)
    {
        TensorCell cell = TensorCell.Create(shape, layout);
        cell.Values.Clear();
        return new Tensor(cell);
    }
}
