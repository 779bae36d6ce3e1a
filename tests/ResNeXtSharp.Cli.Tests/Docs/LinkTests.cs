namespace ResNeXtSharp.Cli.Tests.Docs;

/// <summary>Links lead somewhere, pictures are there and say what made them, and the lesson can be read from its first page to its last.</summary>
public sealed class LinkTests
{
    /// <summary>The pages of the lesson in reading order; each ends with links to the one before and the one behind.</summary>
    static readonly string[] Lesson = ["introduction.md", "theory.md", "implementation.md", "training.md", "recipes.md", "report.md", "deployment.md", "faq.md"];

    public static TheoryData<string> Documents => [.. Document.All.Select(document => document.Name)];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Links_lead_somewhere(string name)
    {
        var document = Document.Named(name);
        Problems.AssertNone(
            from link in document.Links
            let problem = ProblemOf(document, link.Target)
            where problem is not null
            select $"{name}:{link.Line}: {link.Target}: {problem}",
            "A link's target is a file of the repository, from the document's folder, and an anchor is a heading of it.");
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Pictures_are_named_with_the_command_that_made_them(string name) => Problems.AssertNone(
        from section in Document.Named(name).Sections
        where section.Contains("](../images/", StringComparison.Ordinal) || section.Contains("](docs/images/", StringComparison.Ordinal)
        where !section.Contains("resnext ", StringComparison.Ordinal) && !section.Contains("`bench/", StringComparison.Ordinal)
        select $"{name}: {section.Split('\n')[0]}",
        "The section of a picture names the command that made it, such as `resnext explain groups --svg groups.svg`.");

    [Fact]
    public void Every_picture_is_shown_somewhere()
    {
        var shown = Document.All.SelectMany(document => document.Links.Where(link => link.IsPicture).Select(link => Path.GetFileName(link.Target))).ToHashSet();
        Problems.AssertNone(
            Directory.GetFiles(Document.Folder("docs/images")).Select(path => Path.GetFileName(path)).Where(picture => !shown.Contains(picture)),
            "No document shows these files of docs/images: delete them or show them.");
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ja")]
    public void The_lesson_leads_from_page_to_page(string language)
    {
        for (var page = 0; page < Lesson.Length; page++)
        {
            var document = Document.Named($"docs/{language}/{Lesson[page]}");
            var last = document.Text.TrimEnd().Split('\n')[^1];
            if (page > 0) Assert.Contains($"← [", last);
            if (page > 0) Assert.Contains($"]({Lesson[page - 1]})", last);
            if (page < Lesson.Length - 1) Assert.Contains($"]({Lesson[page + 1]}) →", last);
        }
    }

    [Theory]
    [InlineData("README.md", "docs/en/")]
    [InlineData("README.ja.md", "docs/ja/")]
    public void The_readme_names_every_document(string readme, string folder)
    {
        var linked = Document.Named(readme).Links.Select(link => link.Target.Split('#')[0]).ToHashSet();
        Problems.AssertNone(
            Document.All.Select(document => document.Name).Where(name => name.StartsWith(folder, StringComparison.Ordinal) && !linked.Contains(name)),
            $"{readme} has no link to these documents.");
    }

    static string? ProblemOf(Document document, string target)
    {
        var (file, anchor) = target.Split('#', 2) is [var first, var second] ? (first, Uri.UnescapeDataString(second)) : (target, null);
        var path = file.Length == 0 ? document.FullPath : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(document.FullPath)!, file));
        if (!File.Exists(path) && !Directory.Exists(path)) return "there is no such file";
        if (anchor is null) return null;
        return Document.All.FirstOrDefault(other => other.FullPath == path) is { } other && other.Anchors.Contains(anchor) ? null : "there is no such heading";
    }
}
