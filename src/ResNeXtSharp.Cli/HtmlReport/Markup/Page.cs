using System.Xml.Linq;
using ResNeXtSharp.Cli.Writing;

namespace ResNeXtSharp.Cli.HtmlReport.Markup;

/// <summary>An HTML page that needs no other file. It is well-formed XML too, so that any reader can check it.</summary>
static class Page
{
    /// <summary>The whole text of a page.</summary>
    public static string Of(string language, string title, params IEnumerable<object?> body) => "<!DOCTYPE html>\n" + Tag.Of(
        "html",
        Tag.Attribute("lang", language),
        Tag.Of(
            "head",
            Tag.Of("meta", Tag.Attribute("charset", "utf-8")),
            Tag.Of("meta", Tag.Attribute("name", "viewport"), Tag.Attribute("content", "width=device-width, initial-scale=1")),
            // What a page may load: nothing but its own style and the pictures inside it.
            Tag.Of("meta", Tag.Attribute("http-equiv", "Content-Security-Policy"), Tag.Attribute("content", "default-src 'none'; style-src 'unsafe-inline'; img-src data:")),
            Tag.Of("meta", Tag.Attribute("name", "color-scheme"), Tag.Attribute("content", "light dark")),
            Tag.Of("title", title),
            Tag.Of("style", Style())),
        Tag.Of("body", body)).ToString(SaveOptions.DisableFormatting) + "\n";

    static string Style()
    {
        using var reader = new StreamReader(typeof(Page).Assembly.GetManifestResourceStream("report.css")!);
        return reader.ReadToEnd();
    }
}
