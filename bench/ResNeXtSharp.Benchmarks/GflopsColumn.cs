using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace ResNeXtSharp.Benchmarks;

/// <summary>Floating-point operations in a second, where a case knows how many it does.</summary>
sealed class GflopsColumn : IColumn
{
    public string Id => nameof(GflopsColumn);

    public string ColumnName => "GFLOP/s";

    public string Legend => "Thousand million floating-point operations in a second; products with padding count nothing";

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase)
    {
        var operations = benchmarkCase.Parameters.Items.Select(item => item.Value).OfType<Convolution>().FirstOrDefault()?.Operations;
        var nanoseconds = summary[benchmarkCase]?.ResultStatistics?.Median;
        return operations is { } count && nanoseconds is { } time ? (count / time).ToString("0.0", CultureInfo.InvariantCulture) : "-";
    }

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);
}
