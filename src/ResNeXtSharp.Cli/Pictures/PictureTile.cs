using ResNeXtSharp.Data;
using SkiaSharp;

namespace ResNeXtSharp.Cli.Pictures;

/// <summary>A picture with two lines below it.</summary>
/// <param name="Picture">The picture.</param>
/// <param name="Title">The first line.</param>
/// <param name="Detail">The second line, fainter.</param>
/// <param name="Color">The colour of the first line.</param>
sealed record PictureTile(Image Picture, string Title, string Detail, SKColor Color);
