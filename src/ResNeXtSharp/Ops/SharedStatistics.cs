using ResNeXtSharp.Kernels.Memory;

namespace ResNeXtSharp.Ops;

/// <summary>
/// The statistics of a batch that several processes share, from those of each share: merged in the order of processes and in double precision, so that all have
/// the same bits (Chan, Golub and LeVeque 1979).
/// </summary>
internal static class SharedStatistics
{
    /// <summary>Mean and biased variance of every channel over all shares.</summary>
    /// <param name="exchange">The processes.</param>
    /// <param name="rows">Values of a channel in this share.</param>
    /// <param name="mean">[channels], this share's; receives the batch's.</param>
    /// <param name="variance">[channels], this share's; receives the batch's.</param>
    /// <returns>Values of a channel in the batch.</returns>
    internal static int Merge(IStatisticsExchange exchange, int rows, Span<float> mean, Span<float> variance)
    {
        int channels = mean.Length, length = 1 + (2 * channels);
        NativeBuffer own = BufferPool.Rent(length);
        // An integer in a float's four bytes: they travel as they are.
        own.Span[0] = BitConverter.Int32BitsToSingle(exchange.Counts ? rows : 0);
        mean.CopyTo(own.Span[1..]);
        variance.CopyTo(own.Span[(1 + channels)..]);
        ReadOnlySpan<float> all = exchange.Gather(own.Span);
        BufferPool.Return(own);
        int total = 0;
        for (int part = 0; part < all.Length; part += length)
            total += BitConverter.SingleToInt32Bits(all[part]);
        if (total < 2)
            throw new ArgumentException("Batch normalisation in training needs more than one value per channel: use a larger batch or picture.");
        for (int c = 0; c < channels; c++)
            (mean[c], variance[c]) = MergeChannel(all, c, channels, total);
        return total;
    }

    /// <summary>Replaces both sums of every channel by those over all shares, or by zero where this process's pictures do not count: the batch does not depend on them.</summary>
    internal static void Add(IStatisticsExchange exchange, Span<float> first, Span<float> second)
    {
        int channels = first.Length;
        NativeBuffer own = BufferPool.Rent(2 * channels);
        first.CopyTo(own.Span);
        second.CopyTo(own.Span[channels..]);
        ReadOnlySpan<float> all = exchange.Gather(own.Span);
        BufferPool.Return(own);
        if (!exchange.Counts)
        {
            first.Clear();
            second.Clear();
            return;
        }
        for (int c = 0; c < channels; c++)
        {
            (double a, double b) = (all[c], all[channels + c]);
            for (int part = 2 * channels; part < all.Length; part += 2 * channels)
            {
                a += all[part + c];
                b += all[part + channels + c];
            }
            (first[c], second[c]) = ((float)a, (float)b);
        }
    }

    static (float Mean, float Variance) MergeChannel(ReadOnlySpan<float> all, int channel, int channels, int total)
    {
        double count = 0, mean = 0, squares = 0;
        for (int part = 0; part < all.Length; part += 1 + (2 * channels))
        {
            int rows = BitConverter.SingleToInt32Bits(all[part]);
            if (rows == 0)
                continue;
            double difference = all[part + 1 + channel] - mean, sum = count + rows;
            // The first share is taken as it is: one process alone has the bits of an unshared batch.
            mean = count == 0 ? all[part + 1 + channel] : mean + (difference * rows / sum);
            squares += ((double)all[part + 1 + channels + channel] * rows) + (difference * difference * count * rows / sum);
            count = sum;
        }
        return ((float)mean, (float)(squares / total));
    }
}
