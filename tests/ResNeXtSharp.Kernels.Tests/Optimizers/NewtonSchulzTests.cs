using ResNeXtSharp.Kernels.Optimizers;
using ResNeXtSharp.Kernels.Tests.Checks;
using ResNeXtSharp.Kernels.Tests.Gemm;

namespace ResNeXtSharp.Kernels.Tests.Optimizers;

public class NewtonSchulzTests
{
    // Wide, tall, square, one row, one column, less and more than a panel.
    public static TheoryData<int, int> Sizes => new() { { 16, 144 }, { 64, 27 }, { 48, 48 }, { 1, 9 }, { 70, 1 }, { 3, 5 }, { 80, 130 } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Five_iterations_are_those_of_the_definition(int rows, int columns) => Every.Level(level =>
    {
        float[] matrix = Values.Uniform(rows + columns, rows * columns);
        double[] start = [.. matrix];
        double[] expected = rows <= columns
            ? Reference(start, rows, columns)
            : GemmReference.Transpose(Reference(GemmReference.Transpose(start, rows, columns), columns, rows), columns, rows);
        Orthogonalize(matrix, rows, columns);
        Closeness.Check(expected, matrix, 1e-5, $"{rows} x {columns}, {level}");
    });

    [Fact]
    public void Rows_become_nearly_orthonormal()
    {
        const int Rows = 20, Columns = 90;
        float[] matrix = Values.Uniform(1, Rows * Columns, -1e-4, 1e-4);
        Orthogonalize(matrix, Rows, Columns);
        for (int i = 0; i < Rows; i++)
        {
            for (int j = 0; j < Rows; j++)
            {
                double product = 0;
                for (int k = 0; k < Columns; k++)
                    product += matrix[(i * Columns) + k] * matrix[(j * Columns) + k];
                // Squares of singular values between about 0.7 and 1.2.
                Assert.InRange(product, i == j ? 0.45 : -0.4, i == j ? 1.5 : 0.4);
            }
        }
    }

    [Fact]
    public void Zeros_stay_zeros()
    {
        var matrix = new float[12];
        Orthogonalize(matrix, 3, 4);
        Assert.All(matrix, value => Assert.Equal(0, value));
    }

    [Fact]
    public void Spans_of_other_sizes_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Orthogonalize(new float[11], 3, 4));
        Assert.Throws<ArgumentException>(() => NewtonSchulz.Orthogonalize(new float[12], 3, 4, new float[NewtonSchulz.ScratchLength(3, 4) - 1]));
    }

    [Fact]
    public void Bits_do_not_depend_on_the_number_of_threads() => Every.ThreadCountGivesTheSameBits(
        () =>
        {
            float[] matrix = Values.Uniform(7, 150 * 200);
            Orthogonalize(matrix, 150, 200);
            return matrix;
        },
        "Newton-Schulz");

    static void Orthogonalize(float[] matrix, int rows, int columns) =>
        NewtonSchulz.Orthogonalize(matrix, rows, columns, new float[NewtonSchulz.ScratchLength(rows, columns)]);

    static double[] Reference(double[] x, int m, int n)
    {
        double norm = Math.Sqrt(x.Sum(value => value * value)) + 1e-7;
        x = [.. x.Select(value => value / norm)];
        for (int iteration = 0; iteration < 5; iteration++)
        {
            double[] gram = GemmReference.Multiply(x, GemmReference.Transpose(x, m, n), m, n, m);
            double[] square = GemmReference.Multiply(gram, gram, m, m, m);
            double[] factor = [.. gram.Zip(square, (first, second) => (-4.7750 * first) + (2.0315 * second))];
            for (int i = 0; i < m; i++)
                factor[(i * m) + i] += 3.4445;
            x = GemmReference.Multiply(factor, x, m, m, n);
        }
        return x;
    }
}
