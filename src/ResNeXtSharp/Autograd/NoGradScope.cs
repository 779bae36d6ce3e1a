namespace ResNeXtSharp.Differentiation;

/// <summary>A stretch of code whose operations are not recorded. Dispose it to record again.</summary>
public readonly struct NoGradScope : IDisposable
{
    /// <summary>Ends the scope.</summary>
    public void Dispose() => Autograd.Resume();
}
