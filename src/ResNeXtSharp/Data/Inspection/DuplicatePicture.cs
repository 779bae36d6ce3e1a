namespace ResNeXtSharp.Data;

/// <summary>One of several pictures that are the same.</summary>
/// <param name="Part">The data set it is in, counted from 0.</param>
/// <param name="Index">Where it stands there.</param>
/// <param name="Label">Its class.</param>
public readonly record struct DuplicatePicture(int Part, int Index, int Label);
