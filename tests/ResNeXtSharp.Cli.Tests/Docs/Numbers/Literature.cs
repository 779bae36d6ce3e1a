namespace ResNeXtSharp.Cli.Tests.Docs.Numbers;

/// <summary>What others measured, with the table that it stands in.</summary>
static class Literature
{
    /// <summary>Xie et al. 2017, table 3, upper half: networks of 50 layers and the same complexity, top-1 error on ImageNet in percent, one crop of 224x224.</summary>
    public static IReadOnlyList<(int Cardinality, int Width, double Error)> SameComplexity { get; } = [(1, 64, 23.9), (2, 40, 23.0), (4, 24, 22.6), (8, 14, 22.3), (32, 4, 22.2)];

    /// <summary>He et al. 2016, table 2: top-1 error on ImageNet in percent, ten crops.</summary>
    public const double Plain18 = 27.94, Plain34 = 28.54, Residual18 = 27.88, Residual34 = 25.03;
}
