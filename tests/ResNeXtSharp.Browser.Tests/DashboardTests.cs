using System.Globalization;
using OpenQA.Selenium;

namespace ResNeXtSharp.Browser.Tests;

public sealed class DashboardTests(Runs runs)
{
    [Fact]
    public void A_curve_grows_while_a_training_goes_on_and_after_the_server_was_restarted()
    {
        using var browser = new Browser();
        var folder = Directory.CreateTempSubdirectory("resnext-live-");
        try
        {
            var server = ResnextProcess.Serve("dashboard", folder.FullName, "--port", "0");
            var port = server.Port.ToString(CultureInfo.InvariantCulture);
            browser.Open(server.Url);
            browser.Until(() => browser.Text("#empty").Contains("resnext train"), "an empty folder says what to do");

            using var training = ResnextProcess.Start(Runs.Training(Path.Combine(folder.FullName, "live"), epochs: 60, pictures: 512));
            browser.Until(() => Points(browser) >= 2, "the first epoch");
            Assert.Equal("training", browser.Text("#runs .state"));
            var before = Points(browser);
            browser.Until(() => Points(browser) > before, "the next epoch");
            browser.AssertQuiet();

            server.Dispose();
            browser.Until(() => browser.Element("#connection").GetDomAttribute("class")!.Contains("lost"), "the page notices that the server is gone");
            before = Points(browser);
            using var second = ResnextProcess.Serve("dashboard", folder.FullName, "--port", port);
            browser.Until(() => browser.Element("#connection").GetDomAttribute("class")!.Contains("live") && Points(browser) > before, "the curve goes on");
            browser.Forget();
            before = Points(browser);
            browser.Until(() => Points(browser) > before, "and grows");
            browser.AssertQuiet();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Runs_are_overlaid_compared_and_measured()
    {
        using var browser = new Browser();
        using var server = ResnextProcess.Serve("dashboard", runs.Folder, "--port", "0");
        browser.Open(server.Url);
        browser.Until(() => Points(browser) == 2 * (4 + 3), "training and validation loss of both runs");

        browser.Element("#numbers summary").Click();
        browser.Until(() => browser.Driver.FindElements(By.CssSelector("#numbers tbody tr")).Count == 7, "the curves as a table");
        browser.Until(() => browser.Text("#configuration").Contains("learning_rate") && !browser.Text("#configuration").Contains("test_fingerprint"), "only settings that differ");
        browser.Element("#differences").Click();
        browser.Until(() => browser.Text("#configuration").Contains("test_fingerprint"), "all settings");

        browser.Element("#runs li[data-run=second] input").Click();
        browser.Until(() => Points(browser) == 2 * 4, "one run alone");

        browser.Element("#measurement button").Click();
        browser.Until(() => browser.Driver.FindElements(By.CssSelector(".confusion tbody tr")).Count > 1, "the confusion matrix");
        browser.Until(() => (bool)browser.Script("return [...document.querySelectorAll('.pictures img')].every(each => each.complete && each.naturalWidth > 0)")!, "the worst errors");
        browser.AssertQuiet();
    }

    static int Points(Browser browser) => int.TryParse(browser.Element("#charts .chart").GetDomAttribute("data-points"), CultureInfo.InvariantCulture, out var points) ? points : 0;
}
