using System.Globalization;
using System.Text;

namespace ResNeXtSharp.Nn;

/// <summary>A summary in torchinfo's layout.</summary>
internal sealed class SummaryText
{
    private const string None = "--";
    private const int ColumnWidth = 25;
    private const int NameWidth = 40;
    private const int IndentWidth = 5;

    private readonly Summary _summary;
    private readonly SummaryOptions _options;
    private readonly int _nameWidth;

    internal SummaryText(Summary summary, SummaryOptions options)
    {
        _summary = summary;
        _options = options;
        int longest = summary.Rows.Max(row => Title(row).Length + (row.Depth * IndentWidth) + 1);
        _nameWidth = longest < NameWidth ? NameWidth : (longest + IndentWidth - 1) / IndentWidth * IndentWidth;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        string divider = new('=', _nameWidth + (ColumnWidth * _options.Columns.Count));
        var text = new StringBuilder();
        text.Append(divider).Append('\n');
        text.Append(Line("Layer (type:depth-idx)", Header)).Append(divider).Append('\n');
        foreach (SummaryRow row in _summary.Rows.Where(row => row.Depth <= _options.Depth))
            text.Append(Line(Indent(row.Depth) + Title(row), column => Cell(row, column)));
        text.Append(divider).Append('\n');
        text.Append(Invariant($"Total params: {_summary.ParameterCount:N0}\n"));
        text.Append(Invariant($"Trainable params: {_summary.TrainableCount:N0}\n"));
        text.Append(Invariant($"Non-trainable params: {_summary.ParameterCount - _summary.TrainableCount:N0}\n"));
        text.Append(Total("Total mult-adds", _summary.MultAdds, "")).Append(divider).Append('\n');
        text.Append(Total("Input size", _summary.InputBytes, "B"));
        text.Append(Total("Forward/backward pass size", _summary.ForwardBackwardBytes, "B"));
        text.Append(Total("Params size", _summary.ParameterBytes, "B"));
        text.Append(Total("Estimated Total Size", _summary.TotalBytes, "B"));
        return text.Append(divider).ToString();
    }

    string Line(string name, Func<SummaryColumn, string> cell)
    {
        var line = new StringBuilder(name.PadRight(_nameWidth));
        foreach (SummaryColumn column in _options.Columns)
            line.Append(' ').Append(cell(column).PadRight(ColumnWidth));
        return line.ToString().TrimEnd() + '\n';
    }

    string Indent(int depth)
    {
        (string trunk, string first, string inner) = _options.Ascii ? ("|    ", "+ ", "+ ") : ("│    ", "├─", "└─");
        return depth switch
        {
            0 => "",
            1 => first,
            _ => string.Concat(Enumerable.Repeat(trunk, depth - 1)) + inner,
        };
    }

    string Cell(SummaryRow row, SummaryColumn column) => column switch
    {
        SummaryColumn.InputSize => row.InputShape.ToString(),
        SummaryColumn.OutputSize => row.OutputShape.ToString(),
        SummaryColumn.Parameters => ParameterCell(row),
        SummaryColumn.ParametersPercent => PercentCell(row),
        SummaryColumn.KernelSize => row.KernelSize ?? None,
        SummaryColumn.Groups => row.Groups is { } groups ? Invariant($"{groups}") : None,
        SummaryColumn.MultAdds => row.MultAdds > 0 && ShowsAll(row) ? Invariant($"{row.MultAdds:N0}") : None,
        _ => TrainableCell(row),
    };

    string ParameterCell(SummaryRow row)
    {
        if (row.ParameterCount == 0)
            return None;
        if (row.IsRecursive)
            return "(recursive)";
        if (!ShowsAll(row))
            return row.UnshownCount > 0 ? Invariant($"{row.UnshownCount:N0}") : None;
        return row.TrainableCount > 0 ? Invariant($"{row.ParameterCount:N0}") : Invariant($"({row.ParameterCount:N0})");
    }

    string PercentCell(SummaryRow row)
    {
        if (row.IsRecursive)
            return "(recursive)";
        long count = ShowsAll(row) ? row.ParameterCount : row.UnshownCount;
        return (count == 0 ? None : Invariant($"{100.0 * count / _summary.ParameterCount:F2}%")).PadLeft(7);
    }

    static string TrainableCell(SummaryRow row) => row switch
    {
        { ParameterCount: 0 } => None,
        { TrainableCount: 0 } => "False",
        _ => row.TrainableCount == row.ParameterCount ? "True" : "Partial",
    };

    /// <summary>Whether the row stands for everything inside it, because nothing below it is shown.</summary>
    bool ShowsAll(SummaryRow row) => row.IsLeaf || row.Depth == _options.Depth;

    static string Title(SummaryRow row) => row.Depth == 0 ? row.Kind : Invariant($"{row.Kind}: {row.Depth}-{row.Index}");

    static string Header(SummaryColumn column) => column switch
    {
        SummaryColumn.InputSize => "Input Shape",
        SummaryColumn.OutputSize => "Output Shape",
        SummaryColumn.Parameters => "Param #",
        SummaryColumn.ParametersPercent => "Param %",
        SummaryColumn.KernelSize => "Kernel Shape",
        SummaryColumn.Groups => "Groups",
        SummaryColumn.MultAdds => "Mult-Adds",
        _ => "Trainable",
    };

    static string Total(string name, long number, string unit)
    {
        (string prefix, double scale) = number switch
        {
            >= 1_000_000_000_000 => ("T", 1e12),
            >= 1_000_000_000 => ("G", 1e9),
            >= 1_000_000 => ("M", 1e6),
            >= 1_000 => ("k", 1e3),
            _ => ("", 1.0),
        };
        return prefix.Length == 0
            ? Invariant($"{name}: {number}\n")
            : Invariant($"{name} ({prefix}{unit}): {Scaled(number / scale)}\n");
    }

    static string Scaled(double value) => value.ToString(double.IsInteger(value) ? "N0" : "N2", CultureInfo.InvariantCulture);

    static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
