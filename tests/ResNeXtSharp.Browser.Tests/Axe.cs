using System.Text.Json;
using Deque.AxeCore.Commons;

namespace ResNeXtSharp.Browser.Tests;

/// <summary>Deque's accessibility checks, run inside the page.</summary>
static class Axe
{
    static readonly string Script = new StreamReader(typeof(AxeResult).Assembly.GetManifestResourceStream(
        typeof(AxeResult).Assembly.GetManifestResourceNames().Single(name => name.EndsWith("axe.min.js", StringComparison.Ordinal)))!).ReadToEnd();

    /// <summary>Asserts that no rule of WCAG 2.2 AA or of good practice is broken.</summary>
    public static void AssertPasses(Browser browser)
    {
        browser.Script(Script);
        var violations = (string)browser.Driver.ExecuteAsyncScript("""
            const done = arguments[arguments.length - 1];
            axe.run(document).then(
              result => done(JSON.stringify(result.passes.length < 10 ? ['hardly a rule was tried'] : result.violations.map(each => `${each.id}: ${each.help}: ${each.nodes.map(node => node.html.slice(0, 160) + ' ' + (node.any[0]?.message ?? '')).join(' | ')}`))),
              error => done(JSON.stringify([String(error)])));
            """)!;
        Assert.Empty(JsonSerializer.Deserialize<string[]>(violations)!);
    }
}
