using ResNeXtSharp.Kernels.Gemm;

namespace ResNeXtSharp.Kernels.Tests.Gemm;

public class PanelsTests
{
    [Theory]
    [InlineData(1, 1, 16)]
    [InlineData(10, 1, 16)]
    [InlineData(16, 1, 16)]
    [InlineData(17, 1, 32)]
    [InlineData(63, 1, 64)]
    [InlineData(64, 1, 64)]
    [InlineData(65, 2, 80)]
    [InlineData(128, 2, 128)]
    [InlineData(130, 3, 144)]
    public void Columns_are_padded_to_a_vector_and_cut_into_panels(int columns, int count, int padded)
    {
        Assert.Equal(count, Panels.Count(columns));
        Assert.Equal(padded, Panels.PaddedColumns(columns));
        Assert.Equal(7 * padded, Panels.Length(7, columns));
        Assert.Equal(padded, Enumerable.Range(0, count).Sum(panel => Panels.WidthOf(columns, panel)));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 10)]
    [InlineData(3, 64)]
    [InlineData(4, 65)]
    [InlineData(7, 130)]
    public void Elements_lie_panel_by_panel_and_row_by_row(int rows, int columns)
    {
        int next = 0;
        foreach ((int row, int column) in PanelLayout.Walk(rows, columns))
            Assert.Equal(next++, Panels.IndexOf(rows, columns, row, column));
        Assert.Equal(next, Panels.Length(rows, columns));
    }

    [Fact]
    public void A_matrix_too_large_for_an_array_is_refused() => Assert.Throws<OverflowException>(() => Panels.Length(1 << 20, 1 << 12));
}
