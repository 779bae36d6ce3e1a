using System.Security.Cryptography;
using ResNeXtSharp.Downloads;
using ResNeXtSharp.Models;
using ResNeXtSharp.Tests.Downloads;
using ResNeXtSharp.Tests.Training;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Tests.Weights;

/// <summary>Published weights from a server on this machine, in the format that torchvision publishes: a plain state dictionary in a .pth file.</summary>
public sealed class PublishedWeightsTests : IDisposable
{
    private static readonly ModelDescription Description = new("resnext_tiny", ["a", "b", "c"], [0.5f, 0.5f, 0.5f], [1, 1, 1], ImageSize: 32, "test", ResizeSize: 36);

    private readonly ScratchFolder _folder = new();
    private readonly ImpatientTime _time = new();
    private readonly ResNet _trained = ModelCatalog.Create("resnext_tiny", classes: 3, seed: 7);
    private readonly byte[] _file;

    public PublishedWeightsTests()
    {
        using var source = new ScratchFolder();
        ModelWeights.SaveForPyTorch(source.File("tiny.pth"), _trained);
        _file = File.ReadAllBytes(source.File("tiny.pth"));
    }

    string Cache => _folder.File("weights");

    string Kept => Path.Combine(Cache, "tiny-weights.pth");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Weights_are_downloaded_once_and_loaded_ready_for_use()
    {
        await using var server = new ScriptedServer([Answer.Whole(_file)], _time.EndLongPauses);
        PublishedWeights weights = Published(server.Address);

        string path = Download(weights);
        ResNet model = ModelCatalog.Create("resnext_tiny", classes: 3, seed: 1);
        weights.Load(model, Cache, download: false);

        Assert.Equal(Kept, path);
        Assert.Single(server.Requests);
        Assert.Equal(SmallTraining.Fingerprint(_trained), SmallTraining.Fingerprint(model));
        Assert.False(model.IsTraining);
    }

    [Fact]
    public async Task A_server_that_misbehaves_and_recovers_is_put_up_with()
    {
        await using var server = new ScriptedServer(
            [Answer.Only("503 Service Unavailable"), Answer.Cut(_file, _file.Length / 3), Answer.Rest(_file, _file.Length / 3)], _time.EndLongPauses);

        Download(Published(server.Address));

        Assert.Equal(_file, File.ReadAllBytes(Kept));
        Assert.Equal(3, server.Requests.Length);
    }

    [Fact]
    public async Task A_download_that_falls_silent_is_continued_by_the_next_try()
    {
        await using var server = new ScriptedServer(
            [Answer.Cut(_file, 0) with { ThenSilence = true }, Answer.Whole(_file)], _time.EndLongPauses);

        Download(Published(server.Address));

        Assert.Equal(_file, File.ReadAllBytes(Kept));
    }

    [Fact]
    public async Task A_server_that_stays_wrong_is_told_with_what_to_do_by_hand()
    {
        byte[] wrong = [.. _file[..^1], (byte)~_file[^1]];
        Answer page = Answer.Whole("<html>Moved</html>"u8.ToArray()) with { Headers = ["Content-Type: text/html"] };
        foreach ((Answer answer, string reason) in new[]
        {
            (Answer.Whole(wrong), "what it sends is not the published file: its SHA-256 is "),
            (page, "it sends a web page instead of the file"),
            (Answer.Only("404 Not Found"), "it answers 404 Not Found"),
        })
        {
            await using var server = new ScriptedServer([answer], _time.EndLongPauses);
            var error = Assert.Throws<DownloadException>(() => Download(Published(server.Address)));
            Assert.Contains(reason, error.Message, StringComparison.Ordinal);
            Assert.EndsWith($" as {Kept}.", error.Message, StringComparison.Ordinal);
            Assert.Contains($"Get {server.Address} (about ", error.Message, StringComparison.Ordinal);
            Assert.Single(server.Requests);
            Assert.False(File.Exists(Kept));
        }
    }

    [Fact]
    public void Offline_the_message_says_what_to_get_and_where_to_put_it()
    {
        PublishedWeights weights = PublishedWeights.ResNeXt50_32x4d_ImageNet1kV2;
        var error = Assert.Throws<DownloadException>(() => weights.Download(Cache, download: false));
        Assert.Equal(
            $"resnext50_32x4d.imagenet1k_v2 is not in {Cache}. Get https://download.pytorch.org/models/resnext50_32x4d-1a0047aa.pth " +
            $"(about 100,488,183 bytes, SHA-256 beginning with 1a0047aa) and save it as {Path.Combine(Cache, "resnext50_32x4d-1a0047aa.pth")}.",
            error.Message);
        Assert.False(Directory.Exists(Cache));
    }

    [Fact]
    public void A_file_put_there_by_hand_is_used_without_a_network_and_another_one_is_refused()
    {
        PublishedWeights weights = Published(new Uri("https://example.org/tiny.pth"));
        Directory.CreateDirectory(Cache);
        File.WriteAllBytes(Kept, _file);
        Assert.Equal(Kept, weights.Download(Cache, download: false));

        File.WriteAllBytes(Kept, _file[..^1]);
        var error = Assert.Throws<DownloadException>(() => weights.Download(Cache));
        Assert.Contains("is not the published file of tiny", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_catalog_holds_what_torchvision_publishes()
    {
        Assert.Equal(
            [
                "resnext50_32x4d.imagenet1k_v1 256/224 77.618 93.698 resnext50_32x4d-7cdf4587.pth",
                "resnext50_32x4d.imagenet1k_v2 232/224 81.198 95.34 resnext50_32x4d-1a0047aa.pth",
                "resnext101_32x8d.imagenet1k_v1 256/224 79.312 94.526 resnext101_32x8d-8ba56ff5.pth",
                "resnext101_32x8d.imagenet1k_v2 232/224 82.834 96.228 resnext101_32x8d-110c445d.pth",
                "resnext101_64x4d.imagenet1k_v1 232/224 83.246 96.454 resnext101_64x4d-173b62eb.pth",
            ],
            PublishedWeights.All.Select(w =>
                FormattableString.Invariant($"{w.Name} {w.Description.ResizeSize}/{w.Description.ImageSize} {w.Top1} {w.Top5} {Path.GetFileName(w.Address.LocalPath)}")));
        foreach (PublishedWeights weights in PublishedWeights.All)
        {
            ResNetGeometry geometry = ModelCatalog.Find(weights.Description.Model)!;
            long bytes = ModelSize.Of(geometry, 1000, 224, 224).Parameters * sizeof(float);
            // Statistics of the norms and the container take up to half a percent more.
            Assert.InRange(weights.Size, bytes, bytes + (bytes / 200));
        }
    }

    [Fact]
    public void A_model_stands_for_its_best_weights()
    {
        Assert.Same(PublishedWeights.ResNeXt50_32x4d_ImageNet1kV2, PublishedWeights.Find("resnext50_32x4d"));
        Assert.Same(PublishedWeights.ResNeXt50_32x4d_ImageNet1kV1, PublishedWeights.Find("resnext50_32x4d.imagenet1k_v1"));
        Assert.Null(PublishedWeights.Find("resnet18"));
    }

    [Fact]
    public void Weights_of_another_model_are_refused_before_anything_is_downloaded() =>
        Assert.Throws<ArgumentException>(() => ResNeXt.ResNeXt50_32x4d(weights: PublishedWeights.ResNeXt101_64x4d_ImageNet1kV1));

    [Fact]
    public void ImageNet_has_a_thousand_names_in_torchvisions_order()
    {
        Assert.Equal(1000, ImageNet.ClassNames.Distinct().Count());
        Assert.Equal(
            ["tench", "golden retriever", "tabby", "daisy", "toilet tissue"],
            new[] { 0, 207, 281, 985, 999 }.Select(index => ImageNet.ClassNames[index]));
    }

    [Fact]
    public void Preprocessing_travels_with_a_saved_model()
    {
        string path = _folder.File("saved.safetensors");
        ModelWeights.Save(path, _trained, Description);
        ModelDescription read = ModelWeights.ReadDescription(path)!;
        Assert.Equal((36, 32), (read.ResizeSize, read.ImageSize));
    }

    string Download(PublishedWeights weights) => weights.Download(
        Cache,
        new FileDownloader(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }, _time, allowLoopback: true),
        download: true,
        progress: null,
        TestContext.Current.CancellationToken);

    PublishedWeights Published(Uri address) => new(
        "tiny",
        Description,
        new RemoteFile
        {
            Title = "tiny",
            FileName = "tiny-weights.pth",
            Addresses = [address],
            Size = _file.Length + 400,
            SizeTolerance = 1000,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(_file))[..8],
        },
        top1: 90,
        top5: 99);
}
