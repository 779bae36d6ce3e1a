using ResNeXtSharp.Differentiation;
using ResNeXtSharp.Kernels.Memory;
using ResNeXtSharp.Kernels.Optimizers;

namespace ResNeXtSharp.Tensors;

/// <summary>
/// What a <see cref="Tensor"/> handle points to. Cells are recycled: the generation tells a handle that its tensor is gone, so reuse can never
/// show one tensor's values under another's name.
/// </summary>
internal sealed class TensorCell
{
    [ThreadStatic]
    private static Stack<TensorCell>? _idle;

    private int _pins;
    private bool _recycleWhenUnpinned;

    TensorCell()
    {
    }

    internal Shape Shape { get; private set; }

    internal MemoryLayout Layout { get; private set; } = MemoryLayout.Contiguous;

    internal int Generation { get; private set; }

    /// <summary>The values in <see cref="Layout"/>.</summary>
    internal NativeBuffer Buffer { get; private set; } = null!;

    /// <summary>Whether gradients flow here: a trainable leaf, or the result of an operation on one.</summary>
    internal bool RequiresGrad { get; set; }

    /// <summary>The operation that made this tensor, while its graph lives.</summary>
    internal Operation? Creator { get; set; }

    /// <summary>The gradient's memory, kept between steps for leaves.</summary>
    internal NativeBuffer? Gradient { get; private set; }

    /// <summary>Whether <see cref="Gradient"/> holds something: the first writer overwrites, later ones add.</summary>
    internal bool HasGradient { get; private set; }

    /// <summary>Partial sums of the channels' statistics, where the operation that made this tensor measured them on the way.</summary>
    internal NativeBuffer? Moments { get; set; }

    /// <summary>How an optimizer changes this weight during the backward pass, while it takes such a step.</summary>
    internal WeightUpdate? Update { get; set; }

    /// <summary>Told when a backward pass has no more to add to the gradient, or null.</summary>
    internal IGradientSink? Sink { get; set; }

    /// <summary>Whether the gradient may go straight into the weight: an optimizer waits for it, and no other operation of a graph will read the weight or add to its gradient.</summary>
    internal bool TakesUpdate => Update is not null && !HasGradient && _pins == 1;

    /// <summary>Whether a user may hold a handle, so that the engine must leave the memory to the garbage collector.</summary>
    internal bool IsUserOwned { get; set; }

    internal Span<float> Values => Buffer.Span;

    /// <summary>A tensor with arbitrary content.</summary>
    internal static TensorCell Create(Shape shape, MemoryLayout layout)
    {
        TensorCell cell = (_idle ??= []).TryPop(out TensorCell? idle) ? idle : new TensorCell();
        cell.Shape = shape;
        cell.Layout = layout;
        cell.Buffer = BufferPool.Rent(layout.Length(shape));
        cell.IsUserOwned = true;
        return cell;
    }

    /// <summary>Keeps the memory while an operation's backward pass will read it.</summary>
    internal void Pin() => _pins++;

    internal void Unpin()
    {
        if (--_pins > 0)
            return;
        if (HasGradient)
            Sink?.Complete(this);
        if (_recycleWhenUnpinned)
            Recycle();
    }

    /// <summary>Where a gradient is to be written; <paramref name="accumulate"/> tells whether something is there to add to.</summary>
    internal Span<float> GradientTarget(out bool accumulate)
    {
        Gradient ??= BufferPool.Rent(Buffer.Length);
        accumulate = HasGradient;
        HasGradient = true;
        return Gradient.Span;
    }

    /// <summary>Hands a finished gradient over: adopted if it is the first, else added and returned to the pool.</summary>
    internal void GiveGradient(NativeBuffer gradient)
    {
        if (Gradient is null)
        {
            Gradient = gradient;
            HasGradient = true;
            return;
        }
        Span<float> target = GradientTarget(out bool accumulate);
        if (accumulate)
            Kernels.Elementwise.Elementwise.Accumulate(gradient.Span, target);
        else
            gradient.Span.CopyTo(target);
        BufferPool.Return(gradient);
    }

    /// <summary>Takes the gradient's memory away; the caller gives it on or returns it.</summary>
    internal NativeBuffer TakeGradient()
    {
        NativeBuffer gradient = Gradient ?? throw new InvalidOperationException("No gradient has arrived here.");
        Gradient = null;
        HasGradient = false;
        return gradient;
    }

    /// <summary>Forgets the gradient but keeps its memory, as zero_grad does.</summary>
    internal void ClearGradient() => HasGradient = false;

    internal void ReleaseGradient()
    {
        if (Gradient is not null)
            BufferPool.Return(TakeGradient());
    }

    internal void ReleaseMoments()
    {
        if (Moments is not null)
            BufferPool.Return(Moments);
        Moments = null;
    }

    /// <summary>Returns the memory to the pool now, or as soon as no backward pass needs it.</summary>
    internal void Release()
    {
        if (_pins > 0)
            _recycleWhenUnpinned = true;
        else
            Recycle();
    }

    void Recycle()
    {
        Generation++;
        ReleaseGradient();
        ReleaseMoments();
        BufferPool.Return(Buffer);
        Buffer = null!;
        Creator = null;
        RequiresGrad = false;
        _recycleWhenUnpinned = false;
        (_idle ??= []).Push(this);
    }
}
