using System.Xml.Linq;
using ResNeXtSharp.Cli.Writing;

namespace ResNeXtSharp.Cli.HtmlReport.Charts;

/// <summary>The pieces of an SVG drawing. Colours come from classes of the style sheet, so that drawings follow the reader's light or dark scheme.</summary>
static class Drawing
{
    /// <summary>A drawing with a name and a description for those who do not see it.</summary>
    public static XElement Of(double width, double height, string title, string description, params IEnumerable<object?> content) => Tag.Of(
        "svg",
        Tag.Attribute("viewBox", $"0 0 {Tag.Number(width)} {Tag.Number(height)}"),
        Tag.Attribute("role", "img"),
        Tag.Attribute("aria-label", $"{title}. {description}"),
        Tag.Of("title", title),
        content);

    public static XElement Line(string @class, double x1, double y1, double x2, double y2) =>
        Tag.Of($"line.{@class}", Tag.Attribute("x1", x1), Tag.Attribute("y1", y1), Tag.Attribute("x2", x2), Tag.Attribute("y2", y2));

    public static XElement Rectangle(string @class, double x, double y, double width, double height, params IEnumerable<object?> content) =>
        Tag.Of($"rect.{@class}", Tag.Attribute("x", x), Tag.Attribute("y", y), Tag.Attribute("width", width), Tag.Attribute("height", height), content);

    public static XElement Path(string @class, string commands) => Tag.Of($"path.{@class}", Tag.Attribute("d", commands));

    public static XElement Dot(string @class, double x, double y, double radius, string tip) =>
        Tag.Of($"circle.{@class}", Tag.Attribute("cx", x), Tag.Attribute("cy", y), Tag.Attribute("r", radius), Tag.Of("title", tip));

    /// <summary>A text at a place; <c>start</c>, <c>middle</c> or <c>end</c> of it lies there.</summary>
    public static XElement Text(string @class, double x, double y, string anchor, string text, params IEnumerable<object?> more) =>
        Tag.Of($"text.{@class}", Tag.Attribute("x", x), Tag.Attribute("y", y), Tag.Attribute("text-anchor", anchor), text, more);

    /// <summary>Turns a text counter-clockwise round its place.</summary>
    public static XAttribute Turned(double degrees, double x, double y) => Tag.Attribute("transform", $"rotate({Tag.Number(-degrees)} {Tag.Number(x)} {Tag.Number(y)})");
}
