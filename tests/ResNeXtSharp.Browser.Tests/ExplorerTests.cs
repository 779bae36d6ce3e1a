using OpenQA.Selenium;

namespace ResNeXtSharp.Browser.Tests;

public sealed class ExplorerTests(Runs runs)
{
    [Fact]
    public void Sliders_move_numbers_drawing_and_address()
    {
        using var browser = new Browser();
        using var server = ResnextProcess.Serve("dashboard", runs.Folder, "--port", "0");
        browser.Open(server.Url + "/explorer");
        browser.Until(() => browser.Text("#name") == "resnext50_32x4d" && browser.Text("#cards").Contains("25,028,904"), "ResNeXt-50's parameters");
        Assert.Equal(32, browser.Driver.FindElements(By.CssSelector("#block rect.three")).Count);

        browser.Element("#cardinality").SendKeys(Keys.ArrowLeft);
        browser.Until(() => browser.Text("#name") == "resnext50_16x4d", "half the cardinality");
        Assert.Equal(16, browser.Driver.FindElements(By.CssSelector("#block rect.three")).Count);
        Assert.Contains("cardinality=16", browser.Driver.Url);

        browser.Element("#constant").Click();
        browser.Until(() => browser.Text("#name") == "resnext50_16x8d", "the width of the constant-complexity line");
        Assert.StartsWith("16", browser.Text("#line-table .here th"));

        browser.Element("#depth").SendKeys(Keys.ArrowRight);
        browser.Until(() => browser.Text("#name") == "resnext101_16x8d", "the next depth");

        browser.Element("[name=family][value=cifar]").Click();
        browser.Until(() => browser.Text("#name") == "resnext29_16x8d", "CIFAR's three stages");
        Assert.Equal(3, browser.Driver.FindElements(By.CssSelector("#forms figure")).Count);
        browser.AssertQuiet();
    }

    [Fact]
    public void An_address_brings_back_what_was_chosen()
    {
        using var browser = new Browser();
        using var server = ResnextProcess.Serve("dashboard", runs.Folder, "--port", "0");
        browser.Open(server.Url + "/explorer?blocks=3,4,23,3&cardinality=8&width=14&stage=2");
        browser.Until(() => browser.Text("#name") == "resnext101_8x14d", "the network of the address");
        Assert.Equal("1", browser.Element("#stage").GetDomProperty("value"));

        browser.Element("#language").Click();
        browser.Until(() => browser.Text("h1") == "構造エクスプローラー", "Japanese");
        browser.AssertQuiet();
    }
}
