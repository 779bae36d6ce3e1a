using OpenQA.Selenium;

namespace ResNeXtSharp.Browser.Tests;

/// <summary>
/// Pictures of the pages for people to look at, at three widths, light and dark, in both languages:
/// and those of the documents (<c>browser-*.png</c>):
/// <c>RESNEXT_SCREENSHOTS=FOLDER dotnet run -c Release --project tests/ResNeXtSharp.Browser.Tests -- -class "*Screenshots"</c>.
/// </summary>
public sealed class Screenshots(Runs runs)
{
    static readonly string? Folder = Environment.GetEnvironmentVariable("RESNEXT_SCREENSHOTS");

    [Fact]
    public void Of_every_page()
    {
        Assert.SkipWhen(Folder is null, "RESNEXT_SCREENSHOTS names no folder.");
        using var dashboard = ResnextProcess.Serve("dashboard", runs.Folder, "--port", "0");
        using var playground = ResnextProcess.Serve("serve", "--run", Path.Combine(runs.Folder, "first"), "--port", "0");
        foreach (var language in (string[])["en", "ja"])
        {
            using var browser = new Browser(language);
            Take(browser, "explorer", dashboard.Url + "/explorer", () => browser.Element("#parts-table table"));
            Take(browser, "dashboard", dashboard.Url, () =>
            {
                browser.Until(() => browser.Driver.FindElements(By.CssSelector(".confusion tbody tr")).Count > 1 || Measure(browser), "the confusion matrix");
                browser.Until(() => (bool)browser.Script("return [...document.querySelectorAll('.pictures img')].every(each => { each.loading = 'eager'; return each.complete; })")!, "the pictures");
            });
            Take(browser, "playground", playground.Url, () =>
            {
                browser.Until(() => browser.Driver.FindElements(By.CssSelector(".samples button")).Count > 0, "samples");
                if (browser.Driver.FindElements(By.CssSelector(".bars")).Count == 0) browser.Element(".samples button").Click();
                browser.Element(".bars");
            });
        }
    }

    /// <summary>What a page shows when there is nothing to show, or something went wrong.</summary>
    [Fact]
    public void Of_empty_and_error_states()
    {
        Assert.SkipWhen(Folder is null, "RESNEXT_SCREENSHOTS names no folder.");
        var empty = Directory.CreateTempSubdirectory("resnext-empty-");
        try
        {
            foreach (var language in (string[])["en", "ja"])
            {
                using var browser = new Browser(language);
                var dashboard = ResnextProcess.Serve("dashboard", empty.FullName, "--port", "0");
                Take(browser, "dashboard-empty", dashboard.Url, () => browser.Until(() => browser.Text("#empty").Length > 0, "the note"));
                browser.Until(() => browser.Element("#connection").GetDomAttribute("class")!.Contains("live"), "the connection");
                dashboard.Dispose();
                Show(browser, "dashboard-lost", () => browser.Until(() => browser.Element("#connection").GetDomAttribute("class")!.Contains("lost"), "the loss"));

                dashboard = ResnextProcess.Serve("dashboard", empty.FullName, "--port", "0");
                browser.Open(dashboard.Url + "/explorer");
                browser.Element("#parts-table table");
                dashboard.Dispose();
                browser.Element("#width").SendKeys(Keys.ArrowRight);
                Show(browser, "explorer-lost", () => browser.Until(() => browser.Element("#problem").Displayed, "the loss"));

                using var playground = ResnextProcess.Serve("serve", "--weights", runs.Weights, "--port", "0");
                var broken = Path.Combine(empty.FullName, "broken.png");
                File.WriteAllText(broken, "no picture");
                Take(browser, "playground-refused", playground.Url, () =>
                {
                    if (browser.Driver.FindElements(By.CssSelector(".problem")).Count == 0) browser.Element("#pick").SendKeys(broken);
                    browser.Element(".answer .problem");
                });
                File.Delete(broken);
            }
        }
        finally
        {
            empty.Delete(recursive: true);
        }
    }

    static bool Measure(Browser browser)
    {
        if (browser.Driver.FindElements(By.CssSelector("#measurement button")) is [var button, ..]) button.Click();
        return false;
    }

    static void Take(Browser browser, string page, string url, Action ready)
    {
        browser.Open(url);
        Show(browser, page, ready);
    }

    static void Show(Browser browser, string page, Action ready)
    {
        var language = (string)browser.Script("return document.documentElement.lang")!;
        foreach (var width in (int[])[390, 820, 1440])
        {
            browser.Size(width, 900);
            foreach (var isDark in (bool[])[false, true])
            {
                browser.Prefer(isDark);
                ready();
                if (width == 820 && !isDark && !page.Contains('-')) File.WriteAllBytes(Path.Combine(Folder!, language == "ja" ? "ja" : "", $"browser-{page}.png"), browser.Screenshot(most: 900));
                File.WriteAllBytes(Path.Combine(Folder!, $"{page}-{width}-{(isDark ? "dark" : "light")}-{language}.png"), browser.Screenshot());
            }
        }
    }
}
