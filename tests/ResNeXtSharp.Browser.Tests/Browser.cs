using System.Text.Json.Nodes;
using OpenQA.Selenium;
using OpenQA.Selenium.Chrome;
using OpenQA.Selenium.Support.UI;

namespace ResNeXtSharp.Browser.Tests;

/// <summary>A window of a real browser that remembers what the console and the network said.</summary>
sealed class Browser : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    readonly ChromeDriverService _service;
    readonly List<string> _failures = [];
    readonly List<string> _foreign = [];
    string _origin = "";

    public Browser(string language = "en", bool isDark = false, int width = 1280, int height = 900)
    {
        Assert.SkipUnless(Chromium.IsInstalled, Chromium.Missing);
        _service = ChromeDriverService.CreateDefaultService(Path.GetDirectoryName(Chromium.Driver), Path.GetFileName(Chromium.Driver));
        _service.SuppressInitialDiagnosticInformation = true;
        var options = new ChromeOptions { BinaryLocation = Chromium.Program };
        // No sandbox: a container's root has none.
        options.AddArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", $"--lang={language}", $"--accept-lang={language}", $"--window-size={width},{height}");
        options.AddUserProfilePreference("intl.accept_languages", language);
        options.SetLoggingPreference(LogType.Browser, LogLevel.All);
        options.SetLoggingPreference("performance", LogLevel.All);
        Driver = new ChromeDriver(_service, options);
        Size(width, height);
        Prefer(isDark);
    }

    public ChromeDriver Driver { get; }

    /// <summary>Opens a page of a server. Requests to any other are foreign from then on.</summary>
    public Browser Open(string url)
    {
        _origin = new Uri(url).GetLeftPart(UriPartial.Authority);
        Driver.Navigate().GoToUrl(url);
        return this;
    }

    /// <summary>The window's inner size; a phone's is smaller than any window can be.</summary>
    public void Size(int width, int height) => Command("Emulation.setDeviceMetricsOverride", new() { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = false });

    /// <summary>What the system says about colours.</summary>
    public void Prefer(bool isDark) => Command("Emulation.setEmulatedMedia", new()
    {
        ["features"] = new object[] { Feature("prefers-color-scheme", isDark ? "dark" : "light"), Feature("prefers-reduced-motion", "reduce") },
    });

    public IWebElement Element(string selector) => Until(() => Driver.FindElements(By.CssSelector(selector)).FirstOrDefault(), selector);

    public string Text(string selector) => Element(selector).Text;

    public object? Script(string script, params object[] arguments) => Driver.ExecuteScript(script, arguments);

    /// <summary>Waits until something is there.</summary>
    public T Until<T>(Func<T?> find, string what) where T : class
    {
        var wait = new WebDriverWait(Driver, Patience) { Message = what, PollingInterval = TimeSpan.FromMilliseconds(50) };
        wait.IgnoreExceptionTypes(typeof(StaleElementReferenceException), typeof(NoSuchElementException));
        return wait.Until(_ => find())!;
    }

    /// <summary>Waits until something holds.</summary>
    public void Until(Func<bool> holds, string what) => Until(() => holds() ? "" : null, what);

    /// <summary>Asserts that the console holds no error, and that no request failed or left the server.</summary>
    public void AssertQuiet()
    {
        Collect();
        Assert.Empty(_foreign);
        Assert.Empty(_failures);
        Assert.Empty(Driver.Manage().Logs.GetLog(LogType.Browser).Where(entry => entry.Level >= LogLevel.Warning).Select(entry => entry.Message));
    }

    /// <summary>Forgets what was said so far, where something had to fail.</summary>
    public void Forget()
    {
        Collect();
        _failures.Clear();
        _ = Driver.Manage().Logs.GetLog(LogType.Browser);
    }

    /// <summary>The page as a PNG, or its upper part.</summary>
    public byte[] Screenshot(int most = int.MaxValue)
    {
        var height = Convert.ToInt32(Script("return document.documentElement.scrollHeight"), System.Globalization.CultureInfo.InvariantCulture);
        height = Math.Min(height, most);
        return Convert.FromBase64String((string)((Dictionary<string, object?>)Driver.ExecuteCdpCommand("Page.captureScreenshot", new()
        {
            ["captureBeyondViewport"] = true,
            ["clip"] = new Dictionary<string, object?> { ["x"] = 0, ["y"] = 0, ["width"] = Script("return innerWidth")!, ["height"] = height, ["scale"] = 1 },
        })!)["data"]!);
    }

    public void Command(string name, Dictionary<string, object?> arguments) => Driver.ExecuteCdpCommand(name, arguments);

    public void Dispose()
    {
        Driver.Dispose();
        _service.Dispose();
    }

    static Dictionary<string, object?> Feature(string name, string value) => new() { ["name"] = name, ["value"] = value };

    void Collect()
    {
        foreach (var entry in Driver.Manage().Logs.GetLog("performance"))
        {
            var message = JsonNode.Parse(entry.Message)!["message"]!;
            var parameters = message["params"]!;
            switch ((string)message["method"]!)
            {
                case "Network.requestWillBeSent":
                    var url = (string)parameters["request"]!["url"]!;
                    if (url.StartsWith("http", StringComparison.Ordinal) && !url.StartsWith(_origin, StringComparison.Ordinal)) _foreign.Add(url);
                    break;
                case "Network.responseReceived" when (int)parameters["response"]!["status"]! >= 400:
                    _failures.Add($"{parameters["response"]!["status"]} {parameters["response"]!["url"]}");
                    break;
                // A page that is left, and a slider that moves on, end what they had asked for.
                case "Network.loadingFailed" when parameters["canceled"]?.GetValue<bool>() != true && (string)parameters["errorText"]! != "net::ERR_ABORTED":
                    _failures.Add((string)parameters["errorText"]!);
                    break;
            }
        }
    }
}
