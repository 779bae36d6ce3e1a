using System.Net;
using ResNeXtSharp.Data;
using ResNeXtSharp.Downloads;
using ResNeXtSharp.Tests.Data;

namespace ResNeXtSharp.Tests.Downloads;

public sealed class FileDownloaderTests : IDisposable
{
    static readonly byte[] Good = PackedFiles.Good;
    static readonly byte[] Wrong = [.. Good[..^1], (byte)~Good[^1]];

    readonly TestFolder _folder = new();
    readonly ImpatientTime _time = new();
    readonly List<DownloadProgress> _progress = [];

    string Target => _folder["numbers.tar.gz"];

    string Part => Target + ".part";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_arrives_whole_and_reports_its_progress()
    {
        var requests = await DownloadAsync(Answer.Whole(Good));

        AssertArrived();
        Assert.Single(requests);
        Assert.Equal(new DownloadProgress(0, Good.Length), _progress[0]);
        Assert.Equal(new DownloadProgress(Good.Length, Good.Length), _progress[^1]);
        Assert.Equal(_progress.OrderBy(step => step.Received), _progress);
    }

    [Fact]
    public async Task A_connection_that_breaks_is_continued_where_it_broke()
    {
        var requests = await DownloadAsync(Answer.Cut(Good, 5_000, "ETag: \"v1\""), Answer.Rest(Good, 5_000));

        AssertArrived();
        Assert.Contains("Range: bytes=5000-\r\n", requests[1], StringComparison.Ordinal);
        Assert.Contains("If-Range: \"v1\"\r\n", requests[1], StringComparison.Ordinal);
        Assert.Equal([TimeSpan.FromSeconds(1)], _time.Pauses);
    }

    [Fact]
    public async Task What_an_earlier_run_left_is_continued()
    {
        File.WriteAllBytes(Part, Good[..7_000]);

        var requests = await DownloadAsync(Answer.Rest(Good, 7_000));

        AssertArrived();
        Assert.Contains("Range: bytes=7000-\r\n", requests.Single(), StringComparison.Ordinal);
        Assert.Equal(7_000, _progress[0].Received);
    }

    [Fact]
    public async Task What_an_earlier_run_left_whole_is_not_asked_for_again()
    {
        File.WriteAllBytes(Part, Good);

        Assert.Empty(await DownloadAsync());
        AssertArrived();
    }

    [Fact]
    public async Task A_server_that_ignores_the_range_makes_it_start_anew()
    {
        File.WriteAllBytes(Part, Wrong[..7_000]);

        await DownloadAsync(Answer.Whole(Good));

        AssertArrived();
    }

    [Theory]
    [InlineData("bytes 6000-9999/10000")]
    [InlineData("bytes 7000-9999/10000")]
    public async Task A_range_that_was_not_asked_for_is_not_used(string range)
    {
        File.WriteAllBytes(Part, Good[..7_000]);

        await DownloadAsync(Answer.Rest(Good, 7_000, range), Answer.Whole(Good));

        AssertArrived();
    }

    [Fact]
    public async Task A_range_that_cannot_be_satisfied_makes_it_start_anew()
    {
        File.WriteAllBytes(Part, Good[..7_000]);

        var requests = await DownloadAsync(Answer.Only("416 Range Not Satisfiable"), Answer.Whole(Good));

        AssertArrived();
        Assert.DoesNotContain("Range:", requests[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_beginning_left_by_an_earlier_run_is_thrown_away()
    {
        File.WriteAllBytes(Part, new byte[7_000]);

        await DownloadAsync(Answer.Rest(Good, 7_000), Answer.Whole(Good));

        AssertArrived();
    }

    [Fact]
    public async Task A_part_longer_than_the_file_is_thrown_away()
    {
        File.WriteAllBytes(Part, new byte[Good.Length + 1]);

        await DownloadAsync(Answer.Whole(Good));

        AssertArrived();
    }

    [Fact]
    public async Task A_busy_server_is_asked_three_times_with_growing_pauses()
    {
        var busy = Answer.Only("503 Service Unavailable");

        await DownloadAsync(busy, busy, Answer.Whole(Good));

        AssertArrived();
        Assert.Equal([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4)], _time.Pauses);
    }

    [Fact]
    public async Task After_three_tries_the_last_reason_is_told()
    {
        var busy = Answer.Only("503 Service Unavailable");

        await AssertFailsAsync("it answers 503 Service Unavailable", requests: 3, busy, busy, busy);
    }

    [Fact]
    public async Task A_broken_download_leaves_its_part_for_the_next_run()
    {
        var nothing = Answer.Rest(Good, 5_000) with { Body = [] };

        var error = await Assert.ThrowsAsync<DownloadException>(() => DownloadAsync(Answer.Cut(Good, 5_000), nothing, nothing));

        Assert.NotEmpty(error.Message);
        Assert.Equal(Good[..5_000], File.ReadAllBytes(Part));
        Assert.False(File.Exists(Target));
    }

    [Fact]
    public async Task A_silent_server_is_given_up_after_thirty_seconds()
    {
        await using var server = new ScriptedServer([Answer.Cut(Good, 5_000) with { ThenSilence = true }, Answer.Rest(Good, 5_000)], () => { });
        var progress = new Watching(5_000, _time.EndLongPauses);

        await Downloader().DownloadAsync(PackedFiles.Describe(Good, server.Address), Target, progress, TestContext.Current.CancellationToken);

        AssertArrived();
        Assert.Equal(2, server.Requests.Length);
    }

    [Fact]
    public async Task A_server_that_never_says_anything_is_told_as_such()
    {
        var silent = Answer.Cut(Good, 0) with { ThenSilence = true };

        await AssertFailsAsync("the server is silent for 30 seconds", requests: 3, silent, silent, silent);
    }

    [Fact]
    public Task A_wrong_file_is_refused_at_once() =>
        AssertFailsAsync("what it sends is not the published file: its SHA-256 is ", requests: 1, Answer.Whole(Wrong));

    [Fact]
    public Task A_web_page_instead_of_the_file_is_refused_at_once() => AssertFailsAsync(
        "it sends a web page instead of the file", requests: 1, Answer.Whole("<html>Moved</html>"u8.ToArray()) with { Headers = ["Content-Type: text/html"] });

    [Fact]
    public Task A_body_of_another_length_is_refused_at_once() =>
        AssertFailsAsync($"it sends 100 bytes instead of {Good.Length:N0}", requests: 1, Answer.Whole(Good[..100]));

    [Fact]
    public Task A_body_longer_than_published_is_refused_at_once() => AssertFailsAsync(
        $"it sends more than the {Good.Length:N0} bytes published", requests: 1, Answer.Whole([.. Good, .. Good]) with { Length = null });

    [Fact]
    public Task A_missing_file_is_not_asked_for_again() => AssertFailsAsync("it answers 404 Not Found", requests: 1, Answer.Only("404 Not Found"));

    [Theory]
    [InlineData("http://example.org/archive.tar.gz")]
    [InlineData("ftp://example.org/archive.tar.gz")]
    [InlineData("file:///etc/passwd")]
    public Task A_redirect_away_from_https_is_refused(string location) =>
        AssertFailsAsync($"{location} is refused, because only https is trusted", requests: 1, Answer.Redirect(location));

    [Fact]
    public async Task A_redirect_that_is_safe_is_followed()
    {
        var requests = await DownloadAsync(Answer.Redirect("/elsewhere.tar.gz"), Answer.Whole(Good));

        AssertArrived();
        Assert.StartsWith("GET /elsewhere.tar.gz ", requests[1], StringComparison.Ordinal);
    }

    [Fact]
    public Task Redirects_in_a_circle_come_to_an_end() =>
        AssertFailsAsync("the server redirects more than 5 times", requests: 6, [.. Enumerable.Repeat(Answer.Redirect("/archive.tar.gz"), 10)]);

    [Fact]
    public async Task Without_the_exception_for_tests_plain_http_is_refused()
    {
        await using var server = new ScriptedServer([Answer.Whole(Good)], _time.EndLongPauses);
        var archive = PackedFiles.Describe(Good, server.Address);

        var error = await Assert.ThrowsAsync<DownloadException>(
            () => new FileDownloader(time: _time).DownloadAsync(archive, Target, null, TestContext.Current.CancellationToken));

        Assert.Equal($"127.0.0.1: {server.Address} is refused, because only https is trusted", error.Message);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task The_second_address_is_used_when_the_first_fails()
    {
        await using var first = new ScriptedServer([Answer.Only("404 Not Found")], _time.EndLongPauses);
        await using var second = new ScriptedServer([Answer.Whole(Good)], _time.EndLongPauses);

        await DownloadAsync(PackedFiles.Describe(Good, first.Address, second.Address), TestContext.Current.CancellationToken);

        AssertArrived();
        Assert.Single(first.Requests);
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_told_with_its_name()
    {
        var closed = new ScriptedServer([], _time.EndLongPauses);
        var address = closed.Address;
        await closed.DisposeAsync();

        var error = await Assert.ThrowsAsync<DownloadException>(
            () => DownloadAsync(PackedFiles.Describe(Good, address), TestContext.Current.CancellationToken));

        Assert.StartsWith("127.0.0.1: ", error.Message, StringComparison.Ordinal);
        Assert.Empty(_folder.Content());
    }

    [Fact]
    public async Task Cancelling_stops_at_once_and_keeps_what_has_come()
    {
        using var cancellation = new CancellationTokenSource();
        await using var server = new ScriptedServer([Answer.Cut(Good, 5_000) with { ThenSilence = true }], () => { });
        var archive = PackedFiles.Describe(Good, server.Address);
        var progress = new Watching(5_000, cancellation.Cancel);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Downloader().DownloadAsync(archive, Target, progress, cancellation.Token));

        Assert.Equal(Good[..5_000], File.ReadAllBytes(Part));
    }

    [Fact]
    public async Task A_part_in_use_by_another_process_is_left_alone()
    {
        await using var inUse = new FileStream(Part, FileMode.Create, FileAccess.Write, FileShare.None);

        await Assert.ThrowsAsync<IOException>(() => DownloadAsync(Answer.Whole(Good)));
    }

    [Fact]
    public async Task A_file_whose_size_is_known_roughly_is_known_by_the_beginning_of_its_hash()
    {
        await using var server = new ScriptedServer([Answer.Cut(Good, 5_000), Answer.Rest(Good, 5_000)], _time.EndLongPauses);

        await DownloadAsync(Roughly(server.Address), TestContext.Current.CancellationToken);

        AssertArrived();
        Assert.Contains("Range: bytes=5000-\r\n", server.Requests[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_whole_part_of_a_file_whose_size_is_known_roughly_is_not_asked_for_again()
    {
        File.WriteAllBytes(Part, Good);
        await using var server = new ScriptedServer([], _time.EndLongPauses);

        await DownloadAsync(Roughly(server.Address), TestContext.Current.CancellationToken);

        AssertArrived();
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task The_last_bytes_of_a_file_whose_size_is_known_roughly_are_asked_for()
    {
        File.WriteAllBytes(Part, Good[..^200]);
        await using var server = new ScriptedServer([Answer.Rest(Good, Good.Length - 200)], _time.EndLongPauses);

        await DownloadAsync(Roughly(server.Address), TestContext.Current.CancellationToken);

        AssertArrived();
    }

    [Fact]
    public async Task Another_file_of_about_the_size_is_refused()
    {
        await using var server = new ScriptedServer([Answer.Whole(Wrong)], _time.EndLongPauses);

        var error = await Assert.ThrowsAsync<DownloadException>(() => DownloadAsync(Roughly(server.Address), TestContext.Current.CancellationToken));

        Assert.Contains("its SHA-256 is ", error.Message, StringComparison.Ordinal);
        Assert.Empty(_folder.Content());
    }

    /// <summary>As torchvision publishes its weights: a rounded size, eight digits of the hash, no MD5.</summary>
    static RemoteFile Roughly(Uri address)
    {
        RemoteArchive exact = PackedFiles.Describe(Good, address);
        return new RemoteFile
        {
            Title = exact.Title, FileName = exact.FileName, Addresses = exact.Addresses, Size = exact.Size + 300, SizeTolerance = 1_000, Sha256 = exact.Sha256[..8],
        };
    }

    async Task<string[]> DownloadAsync(params Answer[] answers)
    {
        await using var server = new ScriptedServer(answers, _time.EndLongPauses);
        await DownloadAsync(PackedFiles.Describe(Good, server.Address), TestContext.Current.CancellationToken);
        return server.Requests;
    }

    Task DownloadAsync(RemoteFile file, CancellationToken cancellation) =>
        Downloader().DownloadAsync(file, Target, new Recording(_progress), cancellation);

    FileDownloader Downloader() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }, _time, allowLoopback: true);

    async Task AssertFailsAsync(string reason, int requests, params Answer[] answers)
    {
        await using var server = new ScriptedServer(answers, _time.EndLongPauses);

        var error = await Assert.ThrowsAsync<DownloadException>(
            () => DownloadAsync(PackedFiles.Describe(Good, server.Address), TestContext.Current.CancellationToken));

        Assert.StartsWith("127.0.0.1: " + reason, error.Message, StringComparison.Ordinal);
        Assert.Equal(requests, server.Requests.Length);
        Assert.Empty(_folder.Content());
    }

    void AssertArrived()
    {
        Assert.Equal(["numbers.tar.gz"], _folder.Content());
        Assert.Equal(Good, File.ReadAllBytes(Target));
    }

    sealed class Recording(List<DownloadProgress> steps) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => steps.Add(value);
    }

    /// <summary>Acts once, when so many bytes have come.</summary>
    sealed class Watching(long received, Action onReceived) : IProgress<DownloadProgress>
    {
        bool _acted;

        public void Report(DownloadProgress value)
        {
            if (_acted || value.Received < received) return;
            _acted = true;
            onReceived();
        }
    }
}
