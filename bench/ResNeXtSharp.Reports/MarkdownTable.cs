using System.Text;

namespace ResNeXtSharp.Reports;

/// <summary>A Markdown table whose columns line up in a terminal too: the first to the left, figures to the right.</summary>
sealed class MarkdownTable(IReadOnlyList<string> titles)
{
    readonly List<IReadOnlyList<string>> _rows = [];

    public void Add(IReadOnlyList<string> cells) => _rows.Add(cells);

    public override string ToString()
    {
        int[] widths = [.. titles.Select((title, column) => Math.Max(title.Length, _rows.Max(row => row[column].Length)))];
        var text = new StringBuilder();
        Append(titles);
        Append([.. widths.Select((width, column) => column == 0 ? new string('-', width) : new string('-', width - 1) + ':')]);
        _rows.ForEach(Append);
        return text.ToString();

        void Append(IReadOnlyList<string> cells)
        {
            for (var column = 0; column < cells.Count; column++)
                text.Append("| ").Append(column == 0 ? cells[column].PadRight(widths[column]) : cells[column].PadLeft(widths[column])).Append(' ');
            text.Append("|\n");
        }
    }
}
