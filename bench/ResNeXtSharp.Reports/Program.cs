using ResNeXtSharp.Reports;

switch (args)
{
    case ["compare", var lines, var results]:
        Comparison.Of(Measurement.ReadAll(lines)).Save(results);
        return 0;
    case ["report", var folder, var docs]:
        Report.Write(folder, docs);
        return 0;
    case ["scaling", var measured, var folder]:
        ScalingReport.Write(measured, folder);
        return 0;
    default:
        Console.Error.WriteLine("usage: compare LINES RESULTS | report FOLDER DOCS | scaling LINES FOLDER (see bench/compare, bench/report and bench/scaling)");
        return 2;
}
