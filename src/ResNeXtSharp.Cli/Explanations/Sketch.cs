using System.Xml.Linq;
using ResNeXtSharp.Cli.Writing;

namespace ResNeXtSharp.Cli.Explanations;

/// <summary>The strokes that explanations are drawn with. Colours follow the reader's light or dark theme.</summary>
static class Sketch
{
    const string Style = """
        text { font: 14px system-ui, sans-serif; fill: #1f2430; }
        text.faint { fill: #6b7280; font-size: 12px; }
        text.title { font-size: 18px; font-weight: 600; }
        text.inside { fill: #fff; }
        text.small { font-size: 11px; }
        .paper { fill: #fff; }
        .faint-line { stroke: #9ca3af; }
        @media (prefers-color-scheme: dark) { text { fill: #e5e7eb; } text.faint { fill: #9ca3af; } .paper { fill: #14171f; } .faint-line { stroke: #6b7280; } }
        """;

    static readonly string[] Hues = ["#2f6fde", "#e86a17", "#1a7f37", "#8b3fd1", "#c62828", "#0e7c86", "#a15c00", "#b8317f"];

    /// <summary>A colour of its own for each group, as long as there are not too many.</summary>
    public static string Hue(int index) => Hues[index % Hues.Length];

    /// <summary>A whole picture.</summary>
    public static XElement Picture(double width, double height, string title, params IEnumerable<object?> content) => Tag.Of(
        "svg",
        Tag.Attribute("viewBox", $"0 0 {Tag.Number(width)} {Tag.Number(height)}"),
        Tag.Attribute("role", "img"),
        Tag.Of("title", title),
        Tag.Of("style", Style),
        Tag.Of("rect.paper", Tag.Attribute("width", width), Tag.Attribute("height", height)),
        Text(24, 34, title, "title"),
        content);

    /// <summary>The picture as a file of its own.</summary>
    public static string Document(XElement picture)
    {
        XNamespace svg = "http://www.w3.org/2000/svg";
        foreach (var element in picture.DescendantsAndSelf()) element.Name = svg + element.Name.LocalName;
        return picture + "\n";
    }

    public static XElement Text(double x, double y, string text, string kind = "", string anchor = "start") =>
        Tag.Of(kind.Length == 0 ? "text" : $"text.{kind}", Tag.Attribute("x", x), Tag.Attribute("y", y), Tag.Attribute("text-anchor", anchor), text);

    public static XElement Line(double x1, double y1, double x2, double y2, string colour, double width = 1) => Tag.Of(
        "line", Tag.Attribute("x1", x1), Tag.Attribute("y1", y1), Tag.Attribute("x2", x2), Tag.Attribute("y2", y2), Tag.Attribute("stroke", colour), Tag.Attribute("stroke-width", width));

    public static XElement Circle(double x, double y, double radius, string colour) =>
        Tag.Of("circle", Tag.Attribute("cx", x), Tag.Attribute("cy", y), Tag.Attribute("r", radius), Tag.Attribute("fill", colour));

    public static XElement Box(double x, double y, double width, double height, string colour) => Tag.Of(
        "rect", Tag.Attribute("x", x), Tag.Attribute("y", y), Tag.Attribute("width", width), Tag.Attribute("height", height), Tag.Attribute("rx", 4.0), Tag.Attribute("fill", colour));
}
