namespace ResNeXtSharp.Cli;

/// <summary>What the process returns.</summary>
static class ExitCode
{
    public const int Success = 0;
    public const int Failure = 1;
    public const int Usage = 2;
    public const int Data = 3;
    public const int NotFinite = 4;
    public const int Weights = 5;
    public const int Output = 6;
    public const int Ranks = 7;
    public const int Cancelled = 130;

    /// <summary>The codes for the help page.</summary>
    public static IReadOnlyList<(int Code, string Meaning)> All { get; } =
    [
        (Success, "done"),
        (Failure, "an error of no other kind"),
        (Usage, "the command line or RESNEXT_SIMD is wrong"),
        (Data, "the data set or a picture cannot be read"),
        (NotFinite, "training left the finite numbers"),
        (Weights, "the weights cannot be used or downloaded"),
        (Output, "the output folder or a file cannot be written"),
        (Ranks, "there is no MPI, a rank was lost, or ranks were started with different things"),
        (Cancelled, "stopped by Ctrl-C"),
    ];
}
