using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace ResNeXtSharp.Cli.Writing;

/// <summary>Makes HTML and SVG elements. Text and attributes are escaped when the page is written, whatever they contain.</summary>
static class Tag
{
    /// <summary>An element: <c>Of("td.number", "12")</c> has the class "number". Without content it gets an end tag of its own, as HTML wants it.</summary>
    /// <param name="name">The name, and classes behind dots.</param>
    /// <param name="content">Texts, attributes and elements; null adds nothing.</param>
    public static XElement Of(string name, params IEnumerable<object?> content)
    {
        var parts = name.Split('.');
        var element = new XElement(parts[0]);
        if (parts.Length > 1) element.SetAttributeValue("class", string.Join(' ', parts.Skip(1)));
        foreach (var item in content) Add(element, item);
        if (element.IsEmpty && !IsVoid(parts[0])) element.Value = "";
        return element;
    }

    /// <summary>An attribute; numbers are written with a point and at most two decimals, which is a hundredth of a pixel in a drawing.</summary>
    public static XAttribute Attribute(string name, object value) => new(name, value is double number ? Number(number) : Printable(Convert.ToString(value, CultureInfo.InvariantCulture)!));

    /// <summary>A number for a drawing.</summary>
    public static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A text without characters that XML cannot hold or that change the direction or shape of what stands beside them.</summary>
    public static string Printable(string text)
    {
        var printable = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) printable.Append(IsPrintable(rune) ? rune : Rune.ReplacementChar);
        return printable.ToString();
    }

    static void Add(XElement element, object? item)
    {
        switch (item)
        {
            case null:
                break;
            case string text:
                element.Add(new XText(Printable(text)));
                break;
            case IEnumerable<object?> items:
                foreach (var each in items) Add(element, each);
                break;
            default:
                element.Add(item);
                break;
        }
    }

    static bool IsVoid(string name) => name is "meta" or "img" or "br" or "link" or "hr";

    static bool IsPrintable(Rune rune) => rune.Value == '\n' || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned);
}
