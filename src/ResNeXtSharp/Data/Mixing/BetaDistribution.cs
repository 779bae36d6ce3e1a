using ResNeXtSharp.Randomness;

namespace ResNeXtSharp.Data;

/// <summary>The symmetric beta distribution, from which mixing draws its shares.</summary>
static class BetaDistribution
{
    /// <summary>A number in [0, 1]: X / (X + Y) of two gamma-distributed ones, by their logarithms, because for a small alpha both may be less than any float.</summary>
    public static double Next(double alpha, ref CounterRandom random)
    {
        var (x, y) = (LogGamma(alpha, ref random), LogGamma(alpha, ref random));
        return 1 / (1 + Math.Exp(y - x));
    }

    // Marsaglia and Tsang, "A Simple Method for Generating Gamma Variables" (2000), for alpha + 1, from which a power of a uniform number leads to alpha.
    static double LogGamma(double alpha, ref CounterRandom random)
    {
        var d = alpha + 1 - 1.0 / 3;
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double x = random.NextGaussian();
            var v = 1 + c * x;
            if (v <= 0) continue;
            v = v * v * v;
            if (Math.Log(Positive(ref random)) < x * x / 2 + d * (1 - v + Math.Log(v))) return Math.Log(d * v) + Math.Log(Positive(ref random)) / alpha;
        }
    }

    static double Positive(ref CounterRandom random) => 1 - random.NextDouble();
}
