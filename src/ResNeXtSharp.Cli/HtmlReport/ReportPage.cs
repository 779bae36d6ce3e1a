using System.Xml.Linq;
using ResNeXtSharp.Cli.HtmlReport.Markup;
using ResNeXtSharp.Cli.Writing;
using ResNeXtSharp.Cli.HtmlReport.Sections;

namespace ResNeXtSharp.Cli.HtmlReport;

/// <summary>The report as a page: every section in the order of reading.</summary>
static class ReportPage
{
    public static string Of(ReportContent report)
    {
        XElement[] sections =
        [
            CurvesSection.Create(report),
            ConfusionSection.Create(report),
            ClassesSection.Create(report),
            ErrorsSection.Create(report),
            CalibrationSection.Create(report),
            GradCamSection.Create(report),
            RunSection.Create(report),
        ];
        return Page.Of(
            report.Words.Language,
            report.Title,
            SummarySection.Create(report),
            Tag.Of(
                "nav",
                Tag.Attribute("aria-label", report.Words["Sections", "目次"]),
                sections.Select(section => Tag.Of("a", Tag.Attribute("href", "#" + section.Attribute("id")!.Value), section.Element("h2")!.Value))),
            Tag.Of("main", sections),
            Tag.Of("footer", report.Words[
                $"Made by resnext report, version {ProductVersion.Text}. This page needs no network.",
                $"resnext report(バージョン {ProductVersion.Text})で作成。このページはネットワークを必要としない。"]));
    }
}
