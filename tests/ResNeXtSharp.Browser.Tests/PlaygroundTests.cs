using OpenQA.Selenium;

namespace ResNeXtSharp.Browser.Tests;

public sealed class PlaygroundTests(Runs runs)
{
    [Fact]
    public void Pictures_are_picked_pasted_and_explained_and_refusals_are_told_in_words()
    {
        using var browser = new Browser();
        using var server = ResnextProcess.Serve("serve", "--weights", runs.Weights, "--port", "0");
        var folder = Directory.CreateTempSubdirectory("resnext-pictures-");
        try
        {
            browser.Open(server.Url);
            browser.Until(() => browser.Text("#model").Contains("resnext_fast"), "the model's name");

            var picture = Path.Combine(folder.FullName, "picture.png");
            File.WriteAllBytes(picture, Picture(browser));
            browser.Element("#pick").SendKeys(picture);
            browser.Until(() => browser.Driver.FindElements(By.CssSelector(".bars li")).Count >= 5, "the top five");
            Assert.True((bool)browser.Script("const canvas = document.querySelector('.heat'); return canvas.width > 0 && new Set(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data).size > 4")!, "Grad-CAM has values");

            browser.Element(".heat-controls input[type=range]").SendKeys(Keys.End);
            Assert.Equal("1", browser.Script("return document.querySelector('.heat').style.opacity"));
            browser.Element(".heat-controls input[type=checkbox]").Click();
            Assert.Equal("0", browser.Script("return document.querySelector('.heat').style.opacity"));

            Paste(browser);
            browser.Until(() => browser.Driver.FindElements(By.CssSelector(".answer .bars")).Count == 2, "the pasted picture's answer");
            browser.AssertQuiet();

            var broken = Path.Combine(folder.FullName, "broken.png");
            File.WriteAllBytes(broken, Picture(browser)[..40]);
            browser.Element("#pick").SendKeys(broken);
            browser.Until(() => browser.Text(".answer.refused .problem").Length > 10, "what is wrong with the picture");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // Through the system's clipboard, as a person does it.
    static void Paste(Browser browser)
    {
        browser.Command("Browser.grantPermissions", new() { ["permissions"] = new object[] { "clipboardReadWrite", "clipboardSanitizedWrite" } });
        browser.Driver.ExecuteAsyncScript("""
            const done = arguments[arguments.length - 1];
            const canvas = document.createElement('canvas');
            canvas.width = canvas.height = 48;
            canvas.getContext('2d').fillRect(8, 8, 20, 20);
            canvas.toBlob(blob => navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]).then(() => done(''), error => done(String(error))));
            """);
        new OpenQA.Selenium.Interactions.Actions(browser.Driver).KeyDown(Keys.Control).SendKeys("v").KeyUp(Keys.Control).Perform();
    }

    static byte[] Picture(Browser browser) => Convert.FromBase64String((string)browser.Script("""
        const canvas = document.createElement('canvas');
        canvas.width = canvas.height = 64;
        const context = canvas.getContext('2d');
        context.fillStyle = '#c33';
        context.arc(32, 32, 20, 0, 7);
        context.fill();
        return canvas.toDataURL('image/png').split(',')[1];
        """)!);
}
