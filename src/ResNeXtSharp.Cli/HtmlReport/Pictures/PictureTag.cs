using System.Xml.Linq;
using ResNeXtSharp.Cli.Writing;
using ResNeXtSharp.Data;
using ResNeXtSharp.Explanation;

namespace ResNeXtSharp.Cli.HtmlReport.Pictures;

/// <summary>Pictures inside the page itself, as data.</summary>
static class PictureTag
{
    // Larger pictures are shown smaller, or a report of photographs would have tens of megabytes.
    const int MostPixels = 160;

    /// <summary>A picture.</summary>
    public static XElement Of(Image picture, string description) => Embed(Fit(picture), description, isCoarse: picture.Width < MostPixels / 2);

    /// <summary>A picture under a heat map.</summary>
    public static XElement Of(Image picture, HeatMap map, string description)
    {
        var fit = Fit(picture);
        return Embed(HeatOverlay.Of(fit, map, Math.Max(1, MostPixels / Math.Max(fit.Width, fit.Height))), description, isCoarse: false);
    }

    static Image Fit(Image picture)
    {
        var longest = Math.Max(picture.Width, picture.Height);
        return longest <= MostPixels ? picture : picture.Resize(Math.Max(1, picture.Width * MostPixels / longest), Math.Max(1, picture.Height * MostPixels / longest));
    }

    static XElement Embed(Image picture, string description, bool isCoarse) => Tag.Of(
        isCoarse ? "img.coarse" : "img",
        Tag.Attribute("src", "data:image/png;base64," + Convert.ToBase64String(picture.ToPng())),
        Tag.Attribute("width", picture.Width),
        Tag.Attribute("height", picture.Height),
        Tag.Attribute("alt", description));
}
