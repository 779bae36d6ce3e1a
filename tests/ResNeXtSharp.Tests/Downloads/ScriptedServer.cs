using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ResNeXtSharp.Tests.Downloads;

/// <summary>An HTTP server on this machine that gives one prepared answer after another, right or wrong, and remembers what it was asked.</summary>
sealed class ScriptedServer : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _stop = new();
    readonly Queue<Answer> _answers;
    readonly Action _onSilence;
    readonly List<string> _requests = [];
    readonly Task _serving;

    public ScriptedServer(IEnumerable<Answer> answers, Action onSilence)
    {
        (_answers, _onSilence) = (new Queue<Answer>(answers), onSilence);
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/archive.tar.gz");

    /// <summary>The text of each request so far.</summary>
    public string[] Requests
    {
        get
        {
            lock (_requests) return [.. _requests];
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _listener.Dispose();
        _stop.Dispose();
    }

    async Task ServeAsync()
    {
        while (true)
        {
            using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            await using var stream = client.GetStream();
            var request = await ReadRequestAsync(stream);
            lock (_requests) _requests.Add(request);
            // A request that is not in the script is answered, so that a test fails by its counts and never hangs.
            var answer = _answers.TryDequeue(out var next) ? next : Answer.Only("404 Not in the script");
            try
            {
                await SendAsync(stream, answer);
            }
            catch (IOException)
            {
                // The client had enough.
            }
        }
    }

    async Task<string> ReadRequestAsync(NetworkStream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[1024];
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(buffer, _stop.Token) is var count and > 0)
            text.Append(Encoding.ASCII.GetString(buffer, 0, count));
        return text.ToString();
    }

    async Task SendAsync(NetworkStream stream, Answer answer)
    {
        string[] length = answer.Length is { } bytes ? [$"Content-Length: {bytes}"] : [];
        string[] lines = [$"HTTP/1.1 {answer.Status}", "Connection: close", .. length, .. answer.Headers, "", ""];
        await stream.WriteAsync(Encoding.ASCII.GetBytes(string.Join("\r\n", lines)), _stop.Token);
        await stream.WriteAsync(answer.Body, _stop.Token);
        if (!answer.ThenSilence) return;
        _onSilence();
        while (await stream.ReadAsync(new byte[1], _stop.Token) > 0) continue; // until the client hangs up
    }
}
