using System.Globalization;
using ResNeXtSharp.Tensors;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Training;

/// <summary>Collects the entries of one checkpoint. Tensors are read when the file is written, so that saving copies one of them at a time.</summary>
public sealed class StateWriter
{
    private readonly List<WeightEntry> _tensors = [];
    private readonly Dictionary<string, string> _values = [];
    private string _piece = "";

    internal StateWriter(IEnumerable<ITrainingState> pieces)
    {
        foreach (ITrainingState piece in pieces)
        {
            _piece = piece.Name;
            piece.Save(this);
        }
    }

    internal IReadOnlyList<WeightEntry> Tensors => _tensors;

    internal IReadOnlyDictionary<string, string> Values => _values;

    /// <summary>Adds a tensor. If it holds what is no finite number when the file is written, the file is not.</summary>
    public void Add(string name, Tensor tensor) => Add(name, tensor.Shape.ToArray(), tensor.CopyTo);

    /// <summary>Adds floats of a shape, fetched in row-major order when the file is written; they must be finite.</summary>
    /// <param name="name">A name that the piece gives to nothing else.</param>
    /// <param name="shape">Dimensions, outermost first.</param>
    /// <param name="copyTo">Fills the whole span.</param>
    public void Add(string name, ReadOnlySpan<int> shape, Action<Span<float>> copyTo)
    {
        ArgumentNullException.ThrowIfNull(copyTo);
        string fullName = NameOf(_piece, name);
        _tensors.Add(WeightEntry.Float32(fullName, shape, values =>
        {
            copyTo(values);
            if (!NonFiniteOrigin.IsFinite(values))
                throw new NonFiniteStateException(fullName);
        }));
    }

    /// <summary>Adds an integer.</summary>
    public void Add(string name, long value) => Add(name, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Adds a number, exactly; it need not be finite.</summary>
    public void Add(string name, double value) => Add(name, value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>Adds a text.</summary>
    public void Add(string name, string value) => _values.Add(NameOf(_piece, name), value);

    /// <summary>Looks at every tensor without writing it.</summary>
    /// <exception cref="NonFiniteStateException">One is not finite.</exception>
    internal static void RequireFinite(IEnumerable<ITrainingState> pieces)
    {
        var state = new StateWriter(pieces);
        SafeTensorsWriter.Write(Stream.Null, [.. state.Tensors], state.Values);
    }

    internal static string NameOf(string piece, string name) => $"{piece}.{name}";
}
