using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Nn;

/// <summary>Writes a row for every module that a forward pass enters, in order of entry.</summary>
internal sealed class SummaryRecorder : ForwardObserver
{
    private readonly List<SummaryRow> _rows = [];
    private readonly Stack<SummaryRow> _open = [];
    private readonly HashSet<Module> _seen = [];
    private readonly Dictionary<int, int> _rowsByDepth = [];

    internal IReadOnlyList<SummaryRow> Rows => _rows;

    internal override void Enter(Module module, Shape input)
    {
        int depth = _open.Count;
        int index = _rowsByDepth[depth] = _rowsByDepth.GetValueOrDefault(depth) + 1;
        var row = new SummaryRow(module, depth, index, input, isRecursive: !_seen.Add(module));
        _rows.Add(row);
        if (_open.TryPeek(out SummaryRow? parent))
            parent.Add(row);
        _open.Push(row);
    }

    internal override void Leave(Module module, Shape output) => _open.Pop().Complete(module, output);
}
