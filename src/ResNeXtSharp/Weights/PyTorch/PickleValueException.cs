namespace ResNeXtSharp.Weights;

/// <summary>A call or an identifier in a pickle makes no sense; the machine adds the place. The message completes "its pickle holds".</summary>
sealed class PickleValueException(string message) : Exception(message);
