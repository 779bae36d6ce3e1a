using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Tests.Weights;

/// <summary>Whatever bytes a reader is given, it answers or throws its one exception, and takes little memory.</summary>
static class Robustness
{
    const long MostBytes = 64 << 20;

    /// <summary>Tries many inputs. At least half of them must be refused, and not all, or they would test little.</summary>
    public static void Check(int count, ulong seed, Func<int, byte[]> make, Action<byte[]> read)
    {
        int refused = 0;
        for (int i = 0; i < count; i++)
        {
            byte[] bytes = make(i);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                read(bytes);
            }
            catch (WeightFormatException)
            {
                refused++;
            }
            catch (Exception e)
            {
                Assert.Fail($"seed {seed}, mutation {i}: {e}\nfile: {Convert.ToHexString(bytes)}");
            }
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated <= MostBytes, $"seed {seed}, mutation {i}: {allocated:N0} bytes allocated\nfile: {Convert.ToHexString(bytes)}");
        }
        Assert.InRange(refused, count / 2, count - 1);
    }
}
