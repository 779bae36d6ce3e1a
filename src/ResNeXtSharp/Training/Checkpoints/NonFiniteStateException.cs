namespace ResNeXtSharp.Training;

/// <summary>A checkpoint was not written because a tensor of it is not finite.</summary>
internal sealed class NonFiniteStateException(string entry) : ArithmeticException($"{entry} is not finite.")
{
    internal string Entry => entry;
}
