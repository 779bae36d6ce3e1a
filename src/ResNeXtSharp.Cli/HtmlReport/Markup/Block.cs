using System.Xml.Linq;
using ResNeXtSharp.Cli.Writing;

namespace ResNeXtSharp.Cli.HtmlReport.Markup;

/// <summary>The parts that sections are made of.</summary>
static class Block
{
    /// <summary>A section with a heading and a paragraph on how to read it.</summary>
    public static XElement Section(string id, string title, string explanation, params IEnumerable<object?> content) => Tag.Of(
        "section",
        Tag.Attribute("id", id),
        Tag.Attribute("aria-labelledby", id + "-title"),
        Tag.Of("h2", Tag.Attribute("id", id + "-title"), title),
        Tag.Of("p.explanation", explanation),
        content);

    /// <summary>A drawing or picture with a line above it.</summary>
    public static XElement Figure(string caption, params IEnumerable<object?> content) => Tag.Of("figure", Tag.Of("figcaption", caption), content);

    /// <summary>A table that scrolls by itself where the page is narrow. A heading that begins with "#" has numbers below it.</summary>
    public static XElement Table(string caption, IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<object>> rows) => Tag.Of(
        "div.scroll",
        Tag.Attribute("tabindex", 0),
        Tag.Attribute("role", "region"),
        Tag.Attribute("aria-label", caption),
        Tag.Of(
            "table",
            Tag.Of("caption", caption),
            Tag.Of("thead", Tag.Of("tr", headings.Select(heading => Tag.Of(IsNumber(heading) ? "th.number" : "th", Tag.Attribute("scope", "col"), heading.TrimStart('#'))))),
            Tag.Of("tbody", rows.Select(row => Tag.Of("tr", row.Select((cell, i) => i == 0
                ? Tag.Of("th", Tag.Attribute("scope", "row"), cell)
                : Tag.Of(IsNumber(headings[i]) ? "td.number" : "td", cell)))))));

    /// <summary>Names and what they stand for.</summary>
    public static XElement Facts(IEnumerable<(string Name, string Value)> facts) =>
        Tag.Of("dl.facts", facts.Select(fact => Tag.Of("div", Tag.Of("dt", fact.Name), Tag.Of("dd", fact.Value))));

    /// <summary>Something that is folded up until it is asked for.</summary>
    public static XElement Details(string summary, params IEnumerable<object?> content) => Tag.Of("details", Tag.Of("summary", summary), content);

    static bool IsNumber(string heading) => heading.StartsWith('#');
}
