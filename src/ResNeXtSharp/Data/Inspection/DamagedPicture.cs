namespace ResNeXtSharp.Data;

/// <summary>A picture that cannot be read.</summary>
/// <param name="Index">Where it stands in its data set.</param>
/// <param name="Picture">What the data set calls it.</param>
/// <param name="Reason">Why it cannot be read.</param>
public sealed record DamagedPicture(int Index, string Picture, string Reason);
