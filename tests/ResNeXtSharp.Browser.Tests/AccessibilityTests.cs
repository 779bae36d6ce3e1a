namespace ResNeXtSharp.Browser.Tests;

public sealed class AccessibilityTests(Runs runs)
{
    [Fact]
    public void Every_page_passes_axe_in_light_and_dark_and_both_languages()
    {
        using var browser = new Browser();
        using var dashboard = ResnextProcess.Serve("dashboard", runs.Folder, "--port", "0");
        Check(browser, dashboard.Url, "#configuration table");
        Check(browser, dashboard.Url + "/explorer", "#parts-table table");
        using var playground = ResnextProcess.Serve("serve", "--run", Path.Combine(runs.Folder, "first"), "--port", "0");
        Check(browser, playground.Url, ".samples button");
        browser.Element(".samples button").Click();
        browser.Element(".bars");
        Axe.AssertPasses(browser);
        browser.AssertQuiet();
    }

    static void Check(Browser browser, string url, string ready)
    {
        browser.Open(url);
        foreach (var isDark in (bool[])[false, true])
        {
            browser.Prefer(isDark);
            browser.Element(ready);
            Axe.AssertPasses(browser);
        }
        browser.Element("#language").Click();
        Axe.AssertPasses(browser);
        browser.Element("#language").Click();
        browser.AssertQuiet();
    }
}
