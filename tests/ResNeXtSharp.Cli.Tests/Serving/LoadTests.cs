using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using ResNeXtSharp.Cli.Tests.Training;
using ResNeXtSharp.Data;
using ResNeXtSharp.Randomness;
using ResNeXtSharp.Tests.Data;

namespace ResNeXtSharp.Cli.Tests.Serving;

/// <summary>The server in a process of its own, under load, most of it harmless. RESNEXT_REQUESTS asks for more of it (tests/soak/server).</summary>
public sealed class LoadTests(TrainedRun trained, ITestOutputHelper output) : IDisposable
{
    const int Connections = 64;
    const int Pictures = 8;

    static readonly int Requests = TinyTraining.Count("RESNEXT_REQUESTS", few: 600);

    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Hostile_clients_neither_stop_it_nor_swell_it_nor_change_an_answer()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "reads /proc");
        var pictures = MakePictures();
        using var server = new ServedProcess("--weights", trained.Weights);
        using var client = Client(server, Connections);
        using var loris = new SlowLoris(server.Address, count: Math.Min(100, Requests / 10));
        var counts = new Counts();
        await RunAsync(server, client, pictures, counts, 0, Requests / 10);
        var early = server.ResidentBytes;
        await RunAsync(server, client, pictures, counts, Requests / 10, Requests);
        var late = server.ResidentBytes;

        output.WriteLine($"{counts.Good} good answers, {counts.Refused} refused, {counts.Aborted} aborted; {early >> 20} MB after {Requests / 10} requests, {late >> 20} MB after {Requests}");
        Assert.False(server.HasEnded);
        Assert.Empty(counts.Wrong);
        if (Requests >= 10_000) Assert.InRange(late, 0, early * 11 / 10);
        server.Terminate();
        Assert.Equal((ExitCode.Success, ""), server.WaitForEnd(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task A_crowd_is_answered_in_part_and_turned_away_in_part()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs kill");
        var pictures = MakePictures();
        using var server = new ServedProcess("--weights", trained.Weights);
        using var client = Client(server, 500);
        await SendAsync(client, pictures[0].Png);
        // What opening 500 connections takes is this process's affair.
        await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => client.GetStringAsync(new Uri("/health/live", UriKind.Relative))));
        var answers = await Task.WhenAll(Enumerable.Range(0, 500).Select(i => TimedAsync(client, pictures[i % Pictures])));

        var accepted = answers.Where(answer => answer.Status == HttpStatusCode.OK).Select(answer => answer.Time).Order().ToArray();
        var refused = answers.Where(answer => answer.Status == HttpStatusCode.ServiceUnavailable).Select(answer => answer.Time).Order().ToArray();
        output.WriteLine($"{accepted.Length} accepted, p99 {At(accepted, 0.99):0} ms; {refused.Length} refused, median {At(refused, 0.5):0} ms, last {At(refused, 1):0} ms");
        Assert.Equal(500, accepted.Length + refused.Length);
        Assert.InRange(accepted.Length, 64, 500);
    }

    [Fact]
    public async Task Fifty_in_flight_are_answered_when_it_is_told_to_end()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs kill");
        var pictures = MakePictures();
        using var server = new ServedProcess("--weights", trained.Weights);
        // Each holds its last byte back until the server has been told.
        var flights = new List<(TcpClient Socket, byte[] Last)>();
        for (var i = 0; i < 50; i++)
        {
            var socket = new TcpClient();
            await socket.ConnectAsync(server.Address.Host, server.Address.Port);
            var png = pictures[i % Pictures].Png;
            var head = $"POST /api/predict HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: image/png\r\nContent-Length: {png.Length}\r\n\r\n";
            await socket.GetStream().WriteAsync((byte[])[.. System.Text.Encoding.ASCII.GetBytes(head), .. png[..^1]]);
            flights.Add((socket, png[^1..]));
        }
        await InFlightAsync(server, 50);
        var clock = Stopwatch.StartNew();
        server.Terminate();
        foreach (var (socket, last) in flights) await socket.GetStream().WriteAsync(last);
        for (var i = 0; i < flights.Count; i++)
        {
            using var reader = new StreamReader(flights[i].Socket.GetStream());
            var answer = await reader.ReadToEndAsync();
            Assert.StartsWith("HTTP/1.1 200", answer);
            Assert.Contains(pictures[i % Pictures].Probability, answer);
            flights[i].Socket.Dispose();
        }
        Assert.Equal((ExitCode.Success, ""), server.WaitForEnd(TimeSpan.FromSeconds(10)));
        output.WriteLine($"50 answers, ended after {clock.ElapsedMilliseconds} ms");
    }

    /// <summary>Pictures with the probability that <c>resnext predict</c> gives their class, as it writes it.</summary>
    List<(byte[] Png, string Class, string Probability)> MakePictures()
    {
        var files = new List<string>();
        for (var seed = 0; seed < Pictures; seed++)
        {
            var random = new CounterRandom((ulong)seed, RandomPurpose.Synthetic);
            var pixels = new byte[40 * 50 * Image.Channels];
            for (var i = 0; i < pixels.Length; i++) pixels[i] = (byte)random.NextInt32(40 + 25 * seed);
            files.Add(_folder[$"{seed}.png"]);
            File.WriteAllBytes(files[seed], new Image(40, 50, pixels).ToPng());
        }
        var run = CommandRun.Of(["predict", trained.Weights, .. files, "--json", "--output", _folder["prediction.png"]]).Succeeded();
        var predictions = JsonNode.Parse(run.Output)!["predictions"]!.AsArray();
        return [.. files.Select((file, i) => (File.ReadAllBytes(file), (string)predictions[i]!["class"]!, predictions[i]!["probability"]!.ToJsonString()))];
    }

    static async Task RunAsync(ServedProcess server, HttpClient client, List<(byte[] Png, string Class, string Probability)> pictures, Counts counts, int first, int end)
    {
        var next = first - 1;
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async _ =>
        {
            while (Interlocked.Increment(ref next) is var i && i < end)
            {
                // Three of ten mean harm.
                if (i % 10 is 2 or 5 or 8) await AttackAsync(client, i / 10, counts);
                else await AskAsync(client, pictures[i % Pictures], counts);
                if (server.HasEnded) return;
            }
        }));
    }

    static async Task AskAsync(HttpClient client, (byte[] Png, string Class, string Probability) picture, Counts counts)
    {
        var (status, text) = await SendAsync(client, picture.Png);
        if (status == HttpStatusCode.ServiceUnavailable) Interlocked.Increment(ref counts.Refused);
        else if (status == HttpStatusCode.OK && text.Contains($"\"class\":\"{picture.Class}\",\"probability\":{picture.Probability},", StringComparison.Ordinal)) Interlocked.Increment(ref counts.Good);
        else counts.Add($"{status}: {text}, expected {picture.Class} {picture.Probability}");
    }

    static async Task AttackAsync(HttpClient client, int kind, Counts counts)
    {
        var (body, type, expected) = (kind % 6) switch
        {
            0 => (Bomb(), "image/png", 400),
            1 => (TestPng.Of(30, 30, 1, 2, 3)[..60], "image/png", 400),
            2 => ([], "image/png", 400),
            3 => (new byte[11_000_000], "image/png", 413),
            4 => (Bomb(), "text/html", 415),
            _ => (new byte[200_000], "image/png", 0),
        };
        if (expected == 0)
        {
            await AbortAsync(client, body);
            Interlocked.Increment(ref counts.Aborted);
            return;
        }
        try
        {
            var (status, text) = await SendAsync(client, body, type);
            if (status == HttpStatusCode.ServiceUnavailable || (int)status == expected) Interlocked.Increment(ref counts.Refused);
            else counts.Add($"{status} and not {expected}: {text}");
        }
        catch (HttpRequestException) when (expected == 413)
        {
            // The server need not read 11 MB that it will refuse: it answers and closes, and the answer may be lost on the way.
            Interlocked.Increment(ref counts.Refused);
        }
    }

    static async Task AbortAsync(HttpClient client, byte[] body)
    {
        using var gone = new CancellationTokenSource(TimeSpan.FromMilliseconds(1));
        try
        {
            using var response = await client.PostAsync(new Uri("/api/predict", UriKind.Relative), Content(body, "image/png"), gone.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException)
        {
        }
    }

    static async Task<(HttpStatusCode Status, string Text)> SendAsync(HttpClient client, byte[] body, string type = "image/png")
    {
        using var response = await client.PostAsync(new Uri("/api/predict?top=1", UriKind.Relative), Content(body, type));
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    static async Task<(HttpStatusCode Status, double Time)> TimedAsync(HttpClient client, (byte[] Png, string Class, string Probability) picture)
    {
        var started = Stopwatch.GetTimestamp();
        var (status, _) = await SendAsync(client, picture.Png);
        return (status, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }

    static async Task InFlightAsync(ServedProcess server, int count)
    {
        using var client = Client(server, 1);
        string metrics;
        do metrics = await client.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        while (!metrics.Split('\n').Any(line => line.StartsWith("http_server_active_requests{", StringComparison.Ordinal)
            && line.Contains("POST", StringComparison.Ordinal) && line.Split(' ')[1] == $"{count}"));
    }

    static HttpClient Client(ServedProcess server, int connections) =>
        new(new SocketsHttpHandler { MaxConnectionsPerServer = connections }) { BaseAddress = server.Address, Timeout = TimeSpan.FromSeconds(100) };

    static ByteArrayContent Content(byte[] body, string type) => new(body) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };

    static byte[] Bomb()
    {
        var png = TestPng.Of(1, 1, 0, 0, 0);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), 60_000);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), 60_000);
        return png;
    }

    static double At(double[] sorted, double share) => sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];

    private sealed class Counts
    {
        public int Good;
        public int Refused;
        public int Aborted;

        public List<string> Wrong { get; } = [];

        public void Add(string wrong)
        {
            lock (Wrong) Wrong.Add(wrong);
        }
    }

    /// <summary>Connections that begin a request and never end it.</summary>
    private sealed class SlowLoris : IDisposable
    {
        readonly List<TcpClient> _sockets = [];

        public SlowLoris(Uri address, int count)
        {
            for (var i = 0; i < count; i++)
            {
                var socket = new TcpClient(address.Host, address.Port);
                socket.GetStream().Write(i % 2 == 0 ? "POST /api/predict HTTP/1.1\r\nHost: local"u8 : "POST /api/predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\nContent-Length: 9000\r\n\r\n\x89"u8);
                _sockets.Add(socket);
            }
        }

        public void Dispose()
        {
            foreach (var socket in _sockets) socket.Dispose();
        }
    }
}
