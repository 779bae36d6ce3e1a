namespace ResNeXtSharp.Models;

/// <summary>A part of a network and what it costs: the stem, a stage or the classifier.</summary>
/// <param name="Name">torchvision's name of it: <c>conv1</c>, <c>layer1</c>, <c>fc</c>.</param>
/// <param name="Blocks">Residual blocks in it; a stage has some.</param>
/// <param name="Channels">Channels behind it.</param>
/// <param name="Height">Rows of the map behind it.</param>
/// <param name="Width">Columns of the map behind it.</param>
/// <param name="Size">What it costs, with norms and shortcuts.</param>
/// <param name="Convolutions">The convolutions on the path of a stage's last block, which changes neither map nor channels unless it is the only one.</param>
public sealed record NetworkPart(string Name, int Blocks, int Channels, int Height, int Width, ModelSize Size, IReadOnlyList<ConvolutionCost> Convolutions);
