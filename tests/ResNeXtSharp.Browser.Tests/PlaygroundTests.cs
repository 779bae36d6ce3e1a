using OpenQA.Selenium;

namespace ResNeXtSharp.Browser.Tests;

public sealed class PlaygroundTests(Runs runs)
{
    [Fact]
    public void Pictures_are_picked_pasted_and_explained_and_refusals_are_told_in_words()
    {
        using var browser = new Browser();
        using var server = Open(browser);
        var folder = Directory.CreateTempSubdirectory("resnext-pictures-");
        try
        {
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

    [Fact]
    public void Pictures_are_dropped_several_at_once_and_anywhere_on_the_page()
    {
        using var browser = new Browser();
        using var server = Open(browser);
        Assert.True((bool)Drag(browser, "dragover", "#drop", "one.png")!, "the browser would open the picture");
        Assert.Contains("over", browser.Element("#drop").GetDomAttribute("class")!.Split(' '));
        Assert.True((bool)Drag(browser, "drop", "#drop", "one.png")!, "the browser would open the picture");
        Assert.DoesNotContain("over", browser.Element("#drop").GetDomAttribute("class")!.Split(' '));
        browser.Until(() => Answered(browser) is ["one.png"], "the answer");

        // Whoever misses the field has not missed. What is no picture is left out; the newest answer is on top.
        Drag(browser, "drop", "footer", "two.png", "notes.txt", "three.png", "four.png");
        browser.Until(() => Answered(browser) is ["four.png", "three.png", "two.png", "one.png"], "answers to all three");

        Drag(browser, "drop", "h1", "notes.txt");
        browser.Until(() => browser.Text("#answers > .problem").Contains("PNG"), "that text is no picture");
        Assert.Equal(4, Answered(browser).Length);

        // Of more than eight the first eight are taken, and the page says so.
        Drag(browser, "drop", "#drop", [.. Enumerable.Range(0, 10).Select(i => $"many {i}.png")]);
        browser.Until(() => browser.Text("#answers > .problem").Contains("8 of 10"), "how many are taken");
        browser.Until(() => Answered(browser).Length == 12, "eight more answers");
        Assert.Equal("many 7.png", Answered(browser)[0]);
        browser.AssertQuiet();
    }

    [Fact]
    public void Several_pictures_are_picked_at_once()
    {
        using var browser = new Browser();
        using var server = Open(browser);
        var folder = Directory.CreateTempSubdirectory("resnext-pictures-");
        try
        {
            var files = new[] { "a.png", "b.png", "c.png" }.Select(name => Path.Combine(folder.FullName, name)).ToArray();
            foreach (var file in files) File.WriteAllBytes(file, Picture(browser));

            browser.Element("#pick").SendKeys(string.Join('\n', files));

            browser.Until(() => Answered(browser) is ["c.png", "b.png", "a.png"], "three answers");
            browser.AssertQuiet();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    ResnextProcess Open(Browser browser)
    {
        var server = ResnextProcess.Serve("serve", "--weights", runs.Weights, "--port", "0");
        browser.Open(server.Url);
        browser.Until(() => browser.Text("#model").Contains("resnext_fast"), "the model's name");
        return server;
    }

    // The names of the pictures whose answer is there, from the top.
    static string[] Answered(Browser browser) =>
        [.. browser.Driver.FindElements(By.CssSelector(".answer:not([aria-busy])")).Where(each => each.FindElements(By.CssSelector(".bars li")).Count >= 5).Select(each => each.FindElement(By.TagName("h3")).Text)];

    // What the mouse brings from another window: a driver has no such window, so the page's own events carry the files. Tells whether the page took them.
    static object? Drag(Browser browser, string kind, string target, params string[] names) => browser.Driver.ExecuteAsyncScript("""
        const [kind, target, names, done] = arguments;
        const canvas = document.createElement('canvas');
        canvas.width = canvas.height = 48;
        canvas.getContext('2d').fillRect(8, 8, 20, 20);
        canvas.toBlob(blob => {
          const dataTransfer = new DataTransfer();
          for (const name of names) dataTransfer.items.add(new File([blob], name, { type: name.endsWith('.png') ? 'image/png' : 'text/plain' }));
          done(!document.querySelector(target).dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true })));
        });
        """, kind, target, names);

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
