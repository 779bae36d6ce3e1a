using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using ResNeXtSharp.Web.Hosting;

namespace ResNeXtSharp.Web.Tests;

/// <summary>An application on a free port, and a client that calls it.</summary>
sealed class RunningApp : IAsyncDisposable
{
    RunningApp(WebApplication app)
    {
        App = app;
        Client = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All }) { BaseAddress = new Uri(app.Urls.First()) };
    }

    public WebApplication App { get; }

    public HttpClient Client { get; }

    public static Task<RunningApp> ServeAsync(Action<ResNeXtOptions>? configure = null) =>
        StartAsync(PredictionServer.Create(new ServerSettings(IPAddress.Loopback, 0), TestModel.Classifier, configure));

    public static async Task<RunningApp> StartAsync(WebApplication app)
    {
        await app.StartAsync();
        return new RunningApp(app);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
    }

    public Task<HttpResponseMessage> PostAsync(string path, byte[] body, string type = "image/png") => PostAsync(path, Content(body, type));

    public Task<HttpResponseMessage> PostAsync(string path, HttpContent content) => Client.PostAsync(new Uri(path, UriKind.Relative), content);

    public Task<HttpResponseMessage> GetAsync(string path) => Client.GetAsync(new Uri(path, UriKind.Relative));

    /// <summary>The JSON of an answer that must be good.</summary>
    public static async Task<JsonObject> JsonAsync(Task<HttpResponseMessage> answer)
    {
        using var response = await answer;
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{response.StatusCode}: {text}");
        return JsonNode.Parse(text)!.AsObject();
    }

    /// <summary>Asserts that an answer is a problem as RFC 9457 wants it, which tells nothing about the program.</summary>
    public static async Task<string> ProblemAsync(Task<HttpResponseMessage> answer, int status)
    {
        using var response = await answer;
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(status == (int)response.StatusCode, $"{response.StatusCode}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonNode.Parse(text)!.AsObject();
        Assert.Equal(status, (int)problem["status"]!);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
        return (string?)problem["detail"] ?? (string)problem["title"]!;
    }

    public static ByteArrayContent Content(byte[] body, string type)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return content;
    }

    public static MultipartFormDataContent Form(params (string Name, byte[] Bytes)[] files)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, bytes) in files) form.Add(Content(bytes, "image/png"), "file", name);
        return form;
    }
}
