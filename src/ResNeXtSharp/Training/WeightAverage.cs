using ResNeXtSharp.Kernels.Memory;
using ResNeXtSharp.Kernels.Optimizers;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Training;

/// <summary>
/// The exponential moving average of a model's parameters and buffers (Polyak and Juditsky 1992), which is often better than the weights of any single step:
/// torchvision's ExponentialMovingAverage.
/// </summary>
public sealed class WeightAverage : ITrainingState
{
    private const string UpdatesEntry = "updates";

    private readonly Tensor[] _values;
    private readonly Tensor[] _averages;
    private readonly ParameterSlices _slices;
    private readonly string[] _names;
    private readonly double _decay;
    private readonly bool _warmUp;

    /// <summary>Begins with the weights that the model has.</summary>
    /// <param name="model">The model. Its parts must stay the same.</param>
    /// <param name="decay">The share of the average that each update keeps, in [0, 1).</param>
    /// <param name="warmUp">Whether the average forgets its beginning sooner: update n, from 0, keeps at most (1 + n) / (10 + n), as in TensorFlow.</param>
    /// <exception cref="ArgumentOutOfRangeException">The decay is outside its range.</exception>
    public WeightAverage(Module model, double decay = 0.999, bool warmUp = true)
    {
        ArgumentNullException.ThrowIfNull(model);
        _decay = decay is >= 0 and < 1 ? decay : throw new ArgumentOutOfRangeException(nameof(decay), decay, "The average's decay lies in [0, 1).");
        _warmUp = warmUp;
        IReadOnlyDictionary<string, Tensor> state = model.StateDict();
        (_names, _values) = ([.. state.Keys], [.. state.Values]);
        _averages = [.. _values.Select(Copy)];
        _slices = new ParameterSlices([.. _values.Select(value => value.Cell.Buffer.Length)]);
        for (int i = 0; i < _values.Length; i++)
            (_slices.Parameters[i], _slices.Gradients[i]) = (_averages[i].Cell.Buffer, _values[i].Cell.Buffer);
    }

    /// <summary>Updates so far; together with <see cref="State"/> all that the average remembers.</summary>
    public long Updates { get; set; }

    /// <summary>The averages under the model's keys, the average's own tensors. While they are borrowed these are the model's values.</summary>
    public IReadOnlyDictionary<string, Tensor> State => new OrderedDictionary<string, Tensor>(_names.Zip(_averages, KeyValuePair.Create));

    /// <inheritdoc/>
    public string Name => "average";

    /// <summary>Takes the model's present values in.</summary>
    public void Update()
    {
        double decay = _warmUp ? Math.Min(_decay, (1.0 + Updates) / (10.0 + Updates)) : _decay;
        new MovingAverageStep(decay).Apply(_slices);
        Updates++;
    }

    /// <summary>Lets the model have the averages until the result is disposed; then it has its own values again, bit for bit.</summary>
    public IDisposable Borrow() => new Loan(this);

    /// <inheritdoc/>
    /// <remarks>Not while the averages are borrowed: the model would be saved in their place.</remarks>
    public void Save(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Add(UpdatesEntry, Updates);
        for (int i = 0; i < _names.Length; i++)
            writer.Add(_names[i], _averages[i]);
    }

    /// <inheritdoc/>
    public void Load(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        Updates = reader.Integer(UpdatesEntry);
        for (int i = 0; i < _names.Length; i++)
            reader.Read(_names[i], _averages[i]);
    }

    void Swap()
    {
        for (int i = 0; i < _values.Length; i++)
        {
            Span<float> value = _values[i].Cell.Values, average = _averages[i].Cell.Values;
            NativeBuffer kept = BufferPool.Rent(value.Length);
            value.CopyTo(kept.Span);
            average.CopyTo(value);
            kept.Span.CopyTo(average);
            BufferPool.Return(kept);
        }
    }

    // In the layout of the original, so that one pass over the memory updates it.
    static Tensor Copy(Tensor original)
    {
        TensorCell cell = TensorCell.Create(original.Shape, original.Cell.Layout);
        original.Cell.Values.CopyTo(cell.Values);
        return new Tensor(cell);
    }

    private sealed class Loan : IDisposable
    {
        private WeightAverage? _lender;

        internal Loan(WeightAverage lender)
        {
            lender.Swap();
            _lender = lender;
        }

        public void Dispose()
        {
            _lender?.Swap();
            _lender = null;
        }
    }
}
