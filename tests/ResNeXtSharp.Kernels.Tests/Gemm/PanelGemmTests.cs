using ResNeXtSharp.Kernels.Gemm;
using ResNeXtSharp.Kernels.Tests.Checks;

namespace ResNeXtSharp.Kernels.Tests.Gemm;

public class PanelGemmTests
{
    public static TheoryData<int, int, int> Edges => GemmSizes.Edges;

    [Theory]
    [MemberData(nameof(Edges))]
    public void Every_product_matches_the_definition_at_every_level(int rows, int depth, int columns) => CheckProducts(rows, depth, columns, seed: 1);

    [Fact]
    public void Every_product_matches_the_definition_for_a_hundred_odd_sizes()
    {
        foreach ((int rows, int depth, int columns) in GemmSizes.Hashed(100))
            CheckProducts(rows, depth, columns, GemmSizes.Seed);
    }

    [Theory]
    [InlineData(5, 3, 10)]
    [InlineData(200, 300, 130)]
    [InlineData(700, 64, 64)]
    [InlineData(33, 600, 65)]
    public void Bits_do_not_depend_on_the_number_of_threads(int rows, int depth, int columns)
    {
        float[] x = Values.Uniform(2, rows * depth), dy = Values.Uniform(3, rows * columns);
        float[] w = PanelLayout.Pack(Values.Uniform(4, depth * columns), depth, columns);
        Every.ThreadCountGivesTheSameBits(
            () =>
            {
                float[] y = new float[rows * columns], dx = new float[rows * depth], dw = new float[w.Length];
                PanelGemm.Forward(x, w, y, rows, depth, columns);
                PanelGemm.BackwardInput(dy, w, dx, rows, depth, columns);
                PanelGemm.BackwardWeight(x, dy, dw, rows, depth, columns);
                return [.. y, .. dx, .. dw];
            },
            $"{rows} x {depth} x {columns}");
    }

    [Fact]
    public void A_product_of_no_rows_gives_a_zero_weight_gradient()
    {
        float[] gradient = [.. Enumerable.Repeat(float.NaN, Panels.Length(3, 5))];
        PanelGemm.Forward([], new float[Panels.Length(3, 5)], [], 0, 3, 5);
        PanelGemm.BackwardWeight([], [], gradient, 0, 3, 5);
        Assert.All(gradient, value => Assert.Equal(0, value));
    }

    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(0, 1, 0)]
    [InlineData(0, 0, 1)]
    public void Spans_that_are_too_short_are_refused(int inputMissing, int weightMissing, int outputMissing)
    {
        const int Rows = 4, Depth = 5, Columns = 3;
        float[] x = new float[(Rows * Depth) - inputMissing], w = new float[Panels.Length(Depth, Columns) - weightMissing], y = new float[(Rows * Columns) - outputMissing];
        Assert.Throws<ArgumentException>(() => PanelGemm.Forward(x, w, y, Rows, Depth, Columns));
        Assert.Throws<ArgumentException>(() => PanelGemm.BackwardInput(y, w, x, Rows, Depth, Columns));
        Assert.Throws<ArgumentException>(() => PanelGemm.BackwardWeight(x, y, w, Rows, Depth, Columns));
    }

    [Theory]
    [InlineData(-1, 1, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(1, 1, 0)]
    public void Sizes_of_no_matrix_are_refused(int rows, int depth, int columns) =>
        Assert.Throws<ArgumentException>(() => PanelGemm.Forward(new float[64], new float[64], new float[64], rows, depth, columns));

    static void CheckProducts(int rows, int depth, int columns, int seed)
    {
        float[] x = Values.Uniform(seed, rows * depth), w = Values.Uniform(seed + 1, depth * columns), dy = Values.Uniform(seed + 2, rows * columns);
        double[] y = GemmReference.Multiply(x, w, rows, depth, columns);
        double[] dx = GemmReference.Multiply(dy, GemmReference.Transpose(w, depth, columns), rows, columns, depth);
        double[] dw = GemmReference.Multiply(GemmReference.Transpose(x, rows, depth), dy, depth, rows, columns);
        var input = new Guarded(x);
        var weight = new Guarded(PanelLayout.Pack(w, depth, columns));
        var gradOutput = new Guarded(dy);
        Every.Level(level =>
        {
            foreach (bool accumulate in new[] { false, true })
            {
                string context = $"{level}, {rows} x {depth} x {columns}, seed {seed}, accumulate {accumulate}";
                Check(y, depth, accumulate, 0, $"forward, {context}", target =>
                    PanelGemm.Forward(input.Span, weight.Span, target, rows, depth, columns, accumulate));
                Check(dx, columns, accumulate, 0, $"backward input, {context}", target =>
                    PanelGemm.BackwardInput(gradOutput.Span, weight.Span, target, rows, depth, columns, accumulate));
                Check(dw, rows, accumulate, columns, $"backward weight, {context}", target =>
                    PanelGemm.BackwardWeight(input.Span, gradOutput.Span, target, rows, depth, columns, accumulate));
            }
        });
    }

    delegate void Kernel(Span<float> target);

    /// <summary>Runs a kernel into a guarded target, in panels where <paramref name="panelColumns"/> is given, and compares.</summary>
    static void Check(double[] expected, int depth, bool accumulate, int panelColumns, string context, Kernel kernel)
    {
        float[] initial = accumulate ? Values.Uniform(9, expected.Length) : new float[expected.Length];
        int panelRows = panelColumns == 0 ? 0 : expected.Length / panelColumns;
        float[] start = panelColumns == 0 ? initial : PanelLayout.Pack(initial, panelRows, panelColumns);
        Guarded target = accumulate ? new Guarded(start) : Guarded.Unwritten(start.Length);
        kernel(target.Span);
        target.CheckMargins(context);
        float[] actual = panelColumns == 0 ? [.. target.Span] : PanelLayout.Unpack(target.Span, panelRows, panelColumns, context);
        double[] sums = [.. expected.Zip(initial, (sum, added) => sum + added)];
        Closeness.Check(sums, actual, Closeness.OfSum(depth + 1), context);
    }
}
