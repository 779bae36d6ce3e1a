namespace ResNeXtSharp.Tensors;

/// <summary>Delivers a tensor's values in row-major order; several threads may ask at once.</summary>
/// <param name="first">The first element asked for.</param>
/// <param name="values">Receives it and those behind it.</param>
internal delegate void PieceReader(int first, Span<float> values);
