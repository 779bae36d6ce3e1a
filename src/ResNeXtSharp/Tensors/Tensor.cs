using ResNeXtSharp.Differentiation;
using ResNeXtSharp.Kernels.Threading;
using ResNeXtSharp.Ops;

namespace ResNeXtSharp.Tensors;

/// <summary>
/// A float32 array of up to four dimensions. Elements read in PyTorch's order ([n, c, h, w] for activations, [out, in, h, w] for kernels), whatever
/// layout they have in memory. A tensor is a handle: copying it copies no data, and it never has to be disposed.
/// </summary>
/// <remarks>
/// What a module makes inside its forward pass belongs to the engine, which takes it back after <see cref="Backward"/> (or at the end of the pass when
/// nothing is recorded); a handle kept to such a tensor says so when it is used. What modules return, and what is computed outside of them, stays as
/// long as a handle does.
/// </remarks>
public readonly struct Tensor : IEquatable<Tensor>
{
    // A span does not keep its buffer alive: whoever reads or writes one holds on to the cell until it is done, or the finalizer could hand the memory
    // to somebody else meanwhile.
    private readonly TensorCell? _cell;
    private readonly int _generation;

    internal Tensor(TensorCell cell)
    {
        _cell = cell;
        _generation = cell.Generation;
    }

    /// <summary>Whether this handle points to a tensor: <c>default(Tensor)</c> does not.</summary>
    public bool IsDefined => _cell is not null;

    /// <summary>The sizes, such as [32, 3, 32, 32].</summary>
    public Shape Shape => Cell.Shape;

    /// <summary>Whether gradients are wanted for this tensor, or flow through it.</summary>
    public bool RequiresGrad
    {
        get => Cell.RequiresGrad;
        set
        {
            if (Cell.Creator is not null)
                throw new InvalidOperationException("Only leaf tensors can change whether they require a gradient; Detach() makes a leaf.");
            Cell.RequiresGrad = value;
        }
    }

    /// <summary>Whether <see cref="Backward"/> has left a gradient here since it was last cleared.</summary>
    public bool HasGrad => Cell.HasGradient;

    /// <summary>A copy of the gradient.</summary>
    /// <exception cref="InvalidOperationException">There is none: see <see cref="HasGrad"/>.</exception>
    public Tensor Grad
    {
        get
        {
            if (!Cell.HasGradient)
                throw new InvalidOperationException("This tensor has no gradient: call Backward() on a result computed from it first.");
            TensorCell copy = TensorCell.Create(Shape, Cell.Layout);
            Cell.Gradient!.Span.CopyTo(copy.Values);
            GC.KeepAlive(_cell);
            return new Tensor(copy);
        }
    }

    internal TensorCell Cell
    {
        get
        {
            TensorCell cell = _cell ?? throw new InvalidOperationException("This is no tensor: the handle was never assigned.");
            return cell.Generation == _generation ? cell : throw new InvalidOperationException(
                "This tensor was an intermediate result and its memory has been taken back; Clone() it inside the forward pass to keep it.");
        }
    }

    /// <summary>A tensor of these values in row-major order of <paramref name="shape"/>.</summary>
    /// <exception cref="ArgumentException">The number of values differs from the shape's.</exception>
    public static Tensor FromArray(ReadOnlySpan<float> values, Shape shape)
    {
        Tensor tensor = Uninitialized(shape);
        tensor.CopyFrom(values);
        return tensor;
    }

    /// <summary>A tensor of shape [n, c, h, w] from values in [n, h, w, c] order.</summary>
    /// <exception cref="ArgumentException">The shape has not four dimensions, or the number of values differs from the shape's.</exception>
    public static Tensor FromChannelsLast(ReadOnlySpan<float> values, Shape shape)
    {
        if (shape.Rank != 4 || values.Length != shape.Count)
            throw new ArgumentException($"{values.Length} values do not fill the activations {shape}.", nameof(values));
        Tensor tensor = Uninitialized(shape);
        values.CopyTo(tensor.Cell.Values);
        return tensor;
    }

    /// <summary>A tensor of zeros.</summary>
    public static Tensor Zeros(Shape shape) => Full(shape, 0f);

    /// <summary>A tensor of ones.</summary>
    public static Tensor Ones(Shape shape) => Full(shape, 1f);

    /// <summary>A tensor whose elements are all <paramref name="value"/>.</summary>
    public static Tensor Full(Shape shape, float value)
    {
        Tensor tensor = Uninitialized(shape);
        tensor.Cell.Values.Fill(value);
        return tensor;
    }

    /// <summary>Whether both handles point to the same tensor.</summary>
    public static bool operator ==(Tensor left, Tensor right) => left.Equals(right);

    /// <summary>Whether the handles point to different tensors.</summary>
    public static bool operator !=(Tensor left, Tensor right) => !left.Equals(right);

    /// <summary>The elementwise sum of two tensors of one shape.</summary>
    public static Tensor operator +(Tensor left, Tensor right) => Functional.Add(left, right);

    /// <summary>The elementwise sum of two tensors of one shape.</summary>
    public static Tensor Add(Tensor left, Tensor right) => Functional.Add(left, right);

    /// <summary>Tensors [n, c, h, w] laid side by side along their channels, as <c>torch.cat(tensors, dim=1)</c>.</summary>
    /// <exception cref="ArgumentException">There is none, or they differ in more than their channels.</exception>
    public static Tensor ConcatChannels(params ReadOnlySpan<Tensor> tensors) => Functional.ConcatChannels(tensors);

    /// <summary>The elements in row-major order.</summary>
    public float[] ToArray()
    {
        var values = new float[Shape.Count];
        CopyTo(values);
        return values;
    }

    /// <summary>Copies the elements in row-major order.</summary>
    /// <exception cref="ArgumentException">The destination is shorter than the tensor.</exception>
    public void CopyTo(Span<float> destination)
    {
        if (destination.Length < Shape.Count)
            throw new ArgumentException($"A destination of {destination.Length} floats is too short for {Shape}.", nameof(destination));
        Cell.Layout.Load(Shape, Cell.Values, destination);
        GC.KeepAlive(_cell);
    }

    /// <summary>Overwrites the elements with values in row-major order.</summary>
    /// <exception cref="ArgumentException">The number of values differs from the shape's.</exception>
    public void CopyFrom(ReadOnlySpan<float> values)
    {
        if (values.Length != Shape.Count)
            throw new ArgumentException($"{values.Length} values do not fill a tensor of shape {Shape}.", nameof(values));
        Cell.Layout.Store(Shape, values, Cell.Values);
        GC.KeepAlive(_cell);
    }

    /// <summary>Overwrites the elements with values that <paramref name="read"/> delivers piece by piece, on several threads, without a copy of them all.</summary>
    internal void CopyFrom(PieceReader read)
    {
        TensorCell cell = Cell;
        if (cell.Layout == MemoryLayout.Contiguous)
        {
            read(0, cell.Values[..Shape.Count]);
        }
        else
        {
            MemoryLayout.ClearPadding(Shape, cell.Values);
            var job = new StorePieces(cell, read);
            WorkerPool.Run(job.Count, ref job);
        }
        GC.KeepAlive(cell);
    }

    /// <summary>The only element.</summary>
    /// <exception cref="InvalidOperationException">The tensor has more or fewer elements than one.</exception>
    public float Item()
    {
        if (Shape.Count != 1)
            throw new InvalidOperationException($"Item() needs a tensor of one element, not {Shape}.");
        float value = Cell.Values[0];
        GC.KeepAlive(_cell);
        return value;
    }

    /// <summary>The index of the largest element of each row of an [n, k] tensor; the first of equals.</summary>
    public int[] ArgMax()
    {
        RequireRank(2, nameof(ArgMax));
        var indices = new int[Shape[0]];
        ArgMax(indices);
        return indices;
    }

    /// <summary>Writes the index of the largest element of each row of an [n, k] tensor to the first n places; the first of equals.</summary>
    /// <exception cref="ArgumentException">The destination is shorter than n, or the tensor has not two dimensions.</exception>
    public void ArgMax(Span<int> destination)
    {
        RequireRank(2, nameof(ArgMax));
        if (destination.Length < Shape[0])
            throw new ArgumentException($"A destination of {destination.Length} is too short for the rows of {Shape}.", nameof(destination));
        for (int row = 0; row < Shape[0]; row++)
            destination[row] = System.Numerics.Tensors.TensorPrimitives.IndexOfMax(Cell.Values.Slice(row * Shape[1], Shape[1]));
        GC.KeepAlive(_cell);
    }

    /// <summary>Row-wise softmax of an [n, k] tensor: positive, each row sums to 1.</summary>
    public Tensor Softmax() => Functional.Softmax(this);

    /// <summary>[n, ...] as [n, product of the rest], in row-major order.</summary>
    public Tensor Flatten() => Functional.Flatten(this);

    /// <summary>The same values as a new leaf that no gradient flows through.</summary>
    public Tensor Detach()
    {
        TensorCell copy = TensorCell.Create(Shape, Cell.Layout);
        Cell.Values.CopyTo(copy.Values);
        GC.KeepAlive(_cell);
        return new Tensor(copy);
    }

    /// <summary>A copy that stays when the engine takes intermediate results back. Gradients do not flow through it.</summary>
    public Tensor Clone() => Detach();

    /// <summary>
    /// Computes the gradient of this scalar with respect to every leaf that requires one and adds it to the leaf's. The graph is used up by it, and its
    /// intermediate results are taken back.
    /// </summary>
    /// <exception cref="InvalidOperationException">The tensor is no scalar, or nothing it was computed from requires a gradient, or its graph was used before.</exception>
    public void Backward() => Autograd.Backward(this);

    /// <summary>Returns the memory at once instead of when the garbage collector finds it. Never needed; the handle is invalid afterwards.</summary>
    public void Release() => Cell.Release();

    /// <inheritdoc/>
    public bool Equals(Tensor other) => ReferenceEquals(_cell, other._cell) && _generation == other._generation;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Tensor other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_cell, _generation);

    /// <summary>The shape and the first elements.</summary>
    public override string ToString()
    {
        if (!IsDefined)
            return "undefined tensor";
        float[] values = ToArray();
        string shown = string.Join(", ", values.Take(8).Select(v => v.ToString("G5", System.Globalization.CultureInfo.InvariantCulture)));
        return $"tensor {Shape} [{shown}{(values.Length > 8 ? ", ..." : "")}]";
    }

    internal static Tensor Uninitialized(Shape shape) => new(TensorCell.Create(shape, MemoryLayout.Natural(shape.Rank)));

    internal void RequireRank(int rank, string operation)
    {
        if (Shape.Rank != rank)
            throw new ArgumentException($"{operation} needs a tensor of {rank} dimensions, not {Shape}.");
    }
}
