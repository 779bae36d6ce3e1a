using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using ResNeXtSharp.Data;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Cli.Tests.Commands;

public sealed partial class ReportCommandTests(TrainedRun trained) : IDisposable
{
    static readonly string[] Sections = ["curves", "confusion", "classes", "errors", "calibration", "gradcam", "run"];

    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("en", "Training report")]
    [InlineData("ja", "学習レポート")]
    public void The_page_is_whole_and_needs_nothing_else(string language, string heading)
    {
        CommandRun.Of("report", trained.Folder, "--output", _folder["report.html"], "--samples", "4", "--lang", language).Succeeded();

        var page = Page("report.html");
        Assert.Equal(language, page.Root!.Attribute("lang")!.Value);
        Assert.Equal(Sections, page.Descendants("section").Select(section => section.Attribute("id")!.Value));
        Assert.Equal(Sections.Select(id => "#" + id), page.Descendants("nav").Elements().Select(link => link.Attribute("href")!.Value));
        Assert.Contains(heading, page.Root.Value);
        Assert.All(page.Descendants("section"), section => Assert.NotEmpty(section.Element("h2")!.Value));
        Assert.Empty(page.Descendants("script"));
        Assert.DoesNotMatch(Elsewhere(), File.ReadAllText(_folder["report.html"]));
        Assert.All(page.Descendants("img"), image => Assert.StartsWith("data:image/png;base64,", image.Attribute("src")!.Value));
        Assert.All(page.Descendants("img"), image => Assert.NotEmpty(image.Attribute("alt")!.Value));
        Assert.All(page.Descendants("svg"), drawing => Assert.True(drawing.Attribute("aria-label") is not null && drawing.Element("title") is not null));
        Assert.All(page.Descendants("th"), header => Assert.Contains(header.Attribute("scope")!.Value, new[] { "row", "col" }));
        Assert.Equal(page.Descendants().Attributes("id").Count(), page.Descendants().Attributes("id").Select(id => id.Value).Distinct().Count());
        Assert.Equal(6, page.Descendants("svg").Count());
    }

    [Fact]
    public void Its_numbers_are_those_of_evaluate()
    {
        var report = Json(CommandRun.Of("report", trained.Folder, "--output", _folder["report.html"], "--samples", "3", "--json"));

        var evaluated = JsonNode.Parse(CommandRun.Of(
            "evaluate", Path.Combine(trained.Folder, "best.safetensors"), "--test-size", $"{TrainedRun.TestSize}", "--json").Succeeded().Output)!.AsObject();
        var own = report["evaluation"]!.AsObject();
        Assert.Equal(evaluated.Select(member => member.Key), own.Select(member => member.Key));
        foreach (var (name, value) in evaluated)
            if (name != "images_per_second") Assert.True(JsonNode.DeepEquals(value, own[name]), $"{name}: {own[name]} instead of {value}");

        var page = Page("report.html");
        var accuracy = 100 * evaluated["accuracy"]!.GetValue<double>();
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"{accuracy:0.0} %"), page.Descendants("p").First(p => p.Attribute("class")?.Value == "value").Value);
        Assert.Equal(Shapes.Names, Rows(page, "classes").Select(row => row.Elements().First().Value));
        Assert.Equal(
            evaluated["classes"]!.AsArray().Select(each => each!["count"]!.GetValue<long>().ToString(CultureInfo.InvariantCulture)),
            Rows(page, "classes").Select(row => row.Elements().ElementAt(1).Value));
        Assert.Contains(report["weights_sha256"]!.GetValue<string>(), page.Root!.Value);
        Assert.Equal(own["loss"]!.GetValue<double>(), report["calibration"]!["negative_log_likelihood"]!.GetValue<double>(), 1e-5);
        Assert.True(report["calibration_with_temperature"]!["negative_log_likelihood"]!.GetValue<double>() <= report["calibration"]!["negative_log_likelihood"]!.GetValue<double>());
    }

    [Fact]
    public void It_shows_as_many_pictures_as_asked_for()
    {
        var report = Json(CommandRun.Of("report", trained.Folder, "--output", _folder["report.html"], "--samples", "5", "--json"));

        var wrong = TrainedRun.TestSize - (int)Math.Round(report["evaluation"]!["accuracy"]!.GetValue<double>() * TrainedRun.TestSize);
        var errors = report["worst_errors"]!.AsArray();
        Assert.Equal(Math.Min(5, wrong), errors.Count);
        var probabilities = errors.Select(error => error!["probability"]!.GetValue<double>()).ToArray();
        Assert.Equal(probabilities.OrderDescending(), probabilities);
        Assert.Equal(errors.Count, Section(Page("report.html"), "errors").Descendants("figure").Count());
        Assert.Equal(5, Section(Page("report.html"), "gradcam").Descendants("figure").Count());
    }

    [Fact]
    public void A_run_that_held_nothing_out_says_that_its_accuracy_is_too_good()
    {
        CommandRun.Of("report", trained.Folder, "--output", _folder["report.html"], "--samples", "1").Succeeded();

        Assert.Contains("chosen on the very test pictures", Page("report.html").Root!.Element("body")!.Element("header")!.Value);
    }

    [Fact]
    public void A_folder_of_pictures_with_hostile_names_can_be_reported_on()
    {
        string[] names = ["<script>alert(1)</script>", "a & \"b\" 'c' \u202e\u0007 d"];
        PetFolder.Write(_folder["pets"], perClass: 10);
        Directory.Move(_folder["pets/dark"], Path.Combine(_folder["pets"], names[0].Replace('/', '\u2215')));
        Directory.Move(_folder["pets/light"], Path.Combine(_folder["pets"], names[1]));
        CommandRun.Of(
            "train", "--data", _folder["pets"], "--model", "resnet18", "--image-size", "40", "--epochs", "1", "--batch-size", "8", "--hold-out", "0.25", "--output", _folder["run"]).Succeeded();

        CommandRun.Of("report", _folder["run"], "--samples", "2").Succeeded();

        var page = Page("run/report.html");
        Assert.Empty(page.Descendants("script"));
        Assert.Equal(2, Rows(page, "classes").Count());
        Assert.Contains(Rows(page, "classes"), row => row.Value.Contains("<script>", StringComparison.Ordinal));
        Assert.Contains("The test pictures had no say", page.Root!.Element("body")!.Element("header")!.Value);
        Assert.DoesNotContain(_folder.Path, Section(page, "errors").Value);

        Directory.Move(_folder["pets"], _folder["moved"]);
        Assert.Contains("--data", CommandRun.Of("report", _folder["run"]).Refused(ExitCode.Data));
        CommandRun.Of("report", _folder["run"], "--data", _folder["moved"], "--samples", "1").Succeeded();
    }

    [Fact]
    public void What_is_no_finished_run_is_refused_with_the_reason()
    {
        Assert.Contains("no folder", CommandRun.Of("report", _folder["none"]).Refused(ExitCode.Usage));
        Assert.Contains("no training run", CommandRun.Of("report", _folder.Path).Refused(ExitCode.Usage));

        File.WriteAllText(_folder["config.json"], "{}");
        Assert.Contains("first epoch has not ended", CommandRun.Of("report", _folder.Path).Refused(ExitCode.Usage));

        File.WriteAllText(_folder["config.json"], "{\"data\": 1, \"data\": 2}");
        Assert.Contains("no run's configuration", CommandRun.Of("report", _folder.Path).Refused(ExitCode.Usage));

        File.WriteAllText(_folder["config.json"], "[]");
        Assert.Contains("no run's configuration", CommandRun.Of("report", _folder.Path).Refused(ExitCode.Usage));
    }

    [Fact]
    public void A_run_without_a_place_of_its_data_asks_for_it()
    {
        foreach (var file in (IEnumerable<string>)["best.safetensors", "metrics.jsonl"]) File.Copy(Path.Combine(trained.Folder, file), _folder[file]);
        File.WriteAllText(_folder["config.json"], "{\"settings\": \"none\"}");

        Assert.Contains("does not name the data", CommandRun.Of("report", _folder.Path).Refused(ExitCode.Usage));
        Assert.Equal(RunDirectory.ReadMetrics(trained.Folder).Count, Json(CommandRun.Of("report", _folder.Path, "--data", "shapes", "--samples", "1", "--json"))["epochs"]!.GetValue<int>());
    }

    static JsonObject Json(CommandRun run)
    {
        Assert.Equal(ExitCode.Success, run.ExitCode);
        return JsonNode.Parse(run.Output)!.AsObject();
    }

    XDocument Page(string file)
    {
        using var reader = XmlReader.Create(_folder[file], new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader);
    }

    static XElement Section(XDocument page, string id) => page.Descendants("section").Single(section => section.Attribute("id")!.Value == id);

    static IEnumerable<XElement> Rows(XDocument page, string section) => Section(page, section).Descendants("tbody").Single().Elements("tr");

    [GeneratedRegex("https?:|url\\(|@import|<link|<iframe|<object")]
    private static partial Regex Elsewhere();
}
