using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ResNeXtSharp.Web.Api;

namespace ResNeXtSharp.Web.Tests.Api;

public sealed class LimitTests
{
    [Theory]
    [MemberData(nameof(HostilePictures.Statuses), MemberType = typeof(HostilePictures))]
    public async Task Hostile_bodies_are_refused_without_harm(string body, int status)
    {
        await using var app = await RunningApp.ServeAsync();
        var before = GC.GetTotalAllocatedBytes();

        var detail = await RunningApp.ProblemAsync(app.PostAsync("/api/predict", HostilePictures.Of(body)), status);

        Assert.NotEmpty(detail);
        // The client's own 11 MB are counted too.
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 48 << 20);
        await RunningApp.JsonAsync(app.PostAsync("/api/predict", TestModel.Png(1)));
    }

    [Fact]
    public async Task A_body_of_unknown_length_is_cut_off_at_the_limit()
    {
        await using var app = await RunningApp.ServeAsync(options => options.MaxBodyBytes = 1000);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/predict") { Content = RunningApp.Content(new byte[200_000], "image/png") };
        request.Headers.TransferEncodingChunked = true;

        await RunningApp.ProblemAsync(app.Client.SendAsync(request), 413);
    }

    [Theory]
    [InlineData("/api/predict?top=0", 400)]
    [InlineData("/api/predict?top=many", 400)]
    [InlineData("/api/nothing", 404)]
    [InlineData("/api/model", 405)]
    public async Task Requests_that_make_no_sense_are_problems(string path, int status)
    {
        await using var app = await RunningApp.ServeAsync();

        await RunningApp.ProblemAsync(app.PostAsync(path, TestModel.Png(1)), status);
    }

    [Fact]
    public async Task More_requests_than_there_are_places_are_refused_at_once_and_come_in_later()
    {
        await using var app = await RunningApp.ServeAsync(options => options.MaxRequests = 2);
        var admission = app.App.Services.GetRequiredService<Admission>();
        using (var first = admission.Begin())
        using (var second = admission.Begin())
        {
            first.Enter();
            second.Enter();
            var refused = await app.PostAsync("/api/predict", TestModel.Png(1));
            Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter?.Delta);
            await RunningApp.ProblemAsync(Task.FromResult(refused), 503);
        }

        await RunningApp.JsonAsync(app.PostAsync("/api/predict", TestModel.Png(1)));
    }

    [Fact]
    public async Task A_request_that_finds_no_place_is_refused_before_its_body_is_there()
    {
        await using var app = await RunningApp.ServeAsync(options => options.MaxRequests = 1);
        using var claim = app.App.Services.GetRequiredService<Admission>().Begin();
        claim.Enter();
        using var client = new TcpClient("127.0.0.1", app.Client.BaseAddress!.Port);
        using var answer = new StreamReader(client.GetStream());
        await client.GetStream().WriteAsync("POST /api/predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\nContent-Length: 100\r\n\r\n"u8.ToArray());

        Assert.Equal("HTTP/1.1 503 Service Unavailable", await answer.ReadLineAsync());
    }

    [Fact]
    public async Task Clients_that_send_slowly_hold_no_place()
    {
        await using var app = await RunningApp.ServeAsync(options => options.MaxRequests = 2);
        var slow = Enumerable.Range(0, 10).Select(i => new SlowContent(TestModel.Png(i))).ToArray();
        var waiting = slow.Select(content => app.PostAsync("/api/predict", content)).ToArray();
        await Task.WhenAll(slow.Select(content => content.Started));

        await RunningApp.JsonAsync(app.PostAsync("/api/predict", TestModel.Png(3)));

        foreach (var (content, answer) in slow.Zip(waiting))
        {
            content.Finish();
            await RunningApp.JsonAsync(answer);
        }
    }

    [Fact]
    public async Task Bodies_share_a_limit()
    {
        await using var app = await RunningApp.ServeAsync(options => (options.MaxBodyBytes, options.MaxBufferedBytes) = (10_000, 10_000));
        using var claim = app.App.Services.GetRequiredService<Admission>().Begin();
        claim.Reserve(9_990);

        await RunningApp.ProblemAsync(app.PostAsync("/api/predict", TestModel.Png(1)), 503);
    }

    [Fact]
    public async Task A_request_that_takes_too_long_is_given_up()
    {
        await using var app = await RunningApp.ServeAsync(options => options.Timeout = TimeSpan.FromMilliseconds(200));
        using var client = new TcpClient("127.0.0.1", app.Client.BaseAddress!.Port);
        using var answer = new StreamReader(client.GetStream());
        await client.GetStream().WriteAsync("POST /api/predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\nContent-Length: 100\r\n\r\n123"u8.ToArray());

        Assert.Equal("HTTP/1.1 504 Gateway Timeout", await answer.ReadLineAsync());

        // What comes of the body after all is read and thrown away, and the connection goes on with the next request.
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(new string('4', 97) + "GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
        Assert.Contains("HTTP/1.1 200 OK", await answer.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost", 200)]
    [InlineData("127.0.0.1", 200)]
    [InlineData("[::1]", 200)]
    [InlineData("evil.example", 400)]
    [InlineData("127.0.0.1.evil.example", 400)]
    public async Task Another_name_for_this_computer_is_refused(string host, int status)
    {
        await using var app = await RunningApp.ServeAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/model") { Headers = { Host = host } };

        Assert.Equal(status, (int)(await app.Client.SendAsync(request)).StatusCode);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/api/model")]
    [InlineData("/nothing")]
    public async Task Browsers_are_told_to_run_nothing_from_elsewhere(string path)
    {
        await using var app = await RunningApp.ServeAsync();

        using var response = await app.GetAsync(path);

        Assert.StartsWith("default-src 'self';", response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.False(response.Headers.Contains("Server"));
        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Requests_that_have_begun_are_answered_when_the_server_ends()
    {
        var app = await RunningApp.ServeAsync();
        var slow = Enumerable.Range(0, 50).Select(i => new SlowContent(TestModel.Png(i))).ToArray();
        var answers = slow.Select(content => app.PostAsync("/api/predict", content)).ToArray();
        await Task.WhenAll(slow.Select(content => content.Started));
        while (!(await app.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative))).Split('\n').Any(IsFifty)) await Task.Yield();

        var stopped = app.App.StopAsync();
        foreach (var content in slow) content.Finish();

        foreach (var answer in answers) await RunningApp.JsonAsync(answer);
        await stopped;
        await app.DisposeAsync();
    }

    // This request for the metrics is the fifty-first.
    static bool IsFifty(string line) => line.StartsWith("http_server_active_requests", StringComparison.Ordinal) && line.Contains("POST", StringComparison.Ordinal) && line.Split(' ')[1] == "50";

    /// <summary>A body whose last byte is kept back.</summary>
    private sealed class SlowContent : HttpContent
    {
        readonly byte[] _body;
        readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        readonly TaskCompletionSource _finish = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public SlowContent(byte[] body)
        {
            _body = body;
            Headers.ContentType = new("image/png");
        }

        public Task Started => _started.Task;

        public void Finish() => _finish.TrySetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(_body.AsMemory(0, _body.Length - 1));
            await stream.FlushAsync();
            _started.TrySetResult();
            await _finish.Task;
            await stream.WriteAsync(_body.AsMemory(_body.Length - 1));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _body.Length;
            return true;
        }
    }
}
