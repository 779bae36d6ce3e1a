using System.Diagnostics;

namespace ResNeXtSharp.Web.Api;

/// <summary>How long an answer took.</summary>
static class Timing
{
    public static double MillisecondsSince(long started) => Math.Round(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 3);
}
