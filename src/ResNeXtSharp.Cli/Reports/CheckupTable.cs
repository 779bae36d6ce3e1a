using System.Globalization;
using ResNeXtSharp.Cli.Data;
using ResNeXtSharp.Data;
using Spectre.Console;

namespace ResNeXtSharp.Cli.Reports;

/// <summary>What was found in a data set, as people read it.</summary>
static class CheckupTable
{
    /// <summary>More names than these are counted, not listed; --json lists all.</summary>
    const int MostNames = 20;

    public static void Show(IAnsiConsole console, DatasetCheckup checkup)
    {
        ShowParts(console, checkup);
        ShowClasses(console, checkup);
        foreach (var damaged in Listed(console, "cannot be read", [.. checkup.Parts.SelectMany(part => part.Damaged)])) console.WriteLine($"  {damaged.Reason}");
        Show(console, checkup, "in the training set as well as in the test set", group => group.CrossesParts);
        Show(console, checkup, "in more than one class", group => group.CrossesClasses);
        Show(console, checkup, "more than once in the same set and class", group => group is { CrossesParts: false, CrossesClasses: false });
        if (checkup.Problems.Count == 0) console.WriteLine("nothing is wrong");
    }

    static void ShowParts(IAnsiConsole console, DatasetCheckup checkup)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn(Markup.Escape(checkup.Name)).AddColumn("train").AddColumn("test");
        void Row(string what, Func<DatasetInspection, string> show) => table.AddRow(what, show(checkup.Train), show(checkup.Test));
        Row("pictures", part => Number(part.Pictures.Count));
        Row("width", part => Lengths(part.Widths));
        Row("height", part => Lengths(part.Heights));
        Row("mean", part => Values(part.Mean));
        Row("std", part => Values(part.Std));
        console.Write(table);
    }

    static void ShowClasses(IAnsiConsole console, DatasetCheckup checkup)
    {
        // Of many classes the ends tell the balance.
        var order = Enumerable.Range(0, checkup.ClassNames.Count).OrderByDescending(label => checkup.Train.ClassCounts[label]).ToList();
        var shown = order.Count <= MostNames ? order : [.. order.Take(MostNames / 2), .. order.TakeLast(MostNames / 2)];
        var table = new Table().Border(TableBorder.Rounded)
            .AddColumn(order.Count == shown.Count ? "class" : $"class (the largest and smallest of {order.Count})")
            .AddColumn("train", column => column.RightAligned()).AddColumn("test", column => column.RightAligned());
        foreach (var label in shown)
            table.AddRow(Markup.Escape(checkup.ClassNames[label]), Number(checkup.Train.ClassCounts[label]), Number(checkup.Test.ClassCounts[label]));
        console.Write(table);
    }

    static void Show(IAnsiConsole console, DatasetCheckup checkup, string what, Func<DuplicateGroup, bool> choose)
    {
        foreach (var group in Listed(console, what, [.. checkup.Duplicates.Where(choose)])) console.WriteLine($"  {string.Join(" = ", group.Pictures.Select(checkup.Describe))}");
    }

    static IEnumerable<T> Listed<T>(IAnsiConsole console, string what, IReadOnlyList<T> found)
    {
        if (found.Count > 0) console.WriteLine($"{what}: {Number(found.Count)}{(found.Count > MostNames ? $", the first {MostNames} of them" : "")}");
        return found.Take(MostNames);
    }

    static string Lengths(LengthRange? range) => range is not { } lengths ? "-"
        : lengths.Min == lengths.Max ? Number(lengths.Min)
        : $"{Number(lengths.Min)} to {Number(lengths.Max)}, half up to {Number(lengths.Median)}";

    static string Values(IReadOnlyList<double> values) =>
        values.Count == 0 ? "-" : string.Join(" ", values.Select(value => value.ToString("0.0000", CultureInfo.InvariantCulture)));

    static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
