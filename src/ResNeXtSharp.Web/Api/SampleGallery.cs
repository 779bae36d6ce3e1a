using ResNeXtSharp.Data;
using ResNeXtSharp.Inference;
using ResNeXtSharp.Web.Batching;

namespace ResNeXtSharp.Web.Api;

/// <summary>A dozen test pictures, some of them errors, chosen when they are first asked for.</summary>
sealed class SampleGallery(Classifier classifier, BatchedClassifier batched, ResNeXtOptions options) : IDisposable
{
    const int Shown = 12;
    const int MostWrong = Shown / 3;

    // Enough to find some errors of a good model, and soon classified.
    const int Looked = 96;

    readonly SemaphoreSlim _gate = new(1);
    IReadOnlyList<Sample>? _samples;
    string? _reason;

    public async Task<SamplesAnswer> DescribeAsync(string address, CancellationToken cancellation)
    {
        var samples = await SamplesAsync(cancellation);
        return new SamplesAnswer(
            [.. samples.Select((sample, id) => new SampleAnswer(
                id, sample.TrueClass, sample.Answer.Class, sample.Answer.Probability, sample.IsRight, $"{address}/{id}.png"))],
            _reason);
    }

    /// <returns>The picture's PNG file, or null if there is none of that number.</returns>
    public async Task<byte[]?> PictureAsync(int id, CancellationToken cancellation)
    {
        var samples = await SamplesAsync(cancellation);
        return id >= 0 && id < samples.Count ? samples[id].Picture.ToPng() : null;
    }

    public void Dispose() => _gate.Dispose();

    async Task<IReadOnlyList<Sample>> SamplesAsync(CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            return _samples ??= await ChooseAsync(cancellation);
        }
        finally
        {
            _gate.Release();
        }
    }

    async Task<IReadOnlyList<Sample>> ChooseAsync(CancellationToken cancellation)
    {
        if (options.Samples is null) return None("The server was started without a data set.");
        try
        {
            return await ChooseFromAsync(options.Samples(), cancellation);
        }
        catch (DatasetException e)
        {
            return None(e.Message);
        }
    }

    async Task<IReadOnlyList<Sample>> ChooseFromAsync(Dataset pictures, CancellationToken cancellation)
    {
        if (!pictures.ClassNames.SequenceEqual(classifier.Description.ClassNames)) return None($"The classes of {pictures.Name} are not the model's.");
        var looked = await Task.WhenAll(pictures.RandomIndices(Looked, seed: 0).Select(index => LookAsync(pictures, index, cancellation)));
        var wrong = looked.Where(sample => !sample.IsRight).Take(MostWrong).ToList();
        var right = looked.Where(sample => sample.IsRight).Take(Shown - wrong.Count);
        // An error behind every second right one, so that errors are not all behind.
        var errors = new Queue<Sample>(wrong);
        List<Sample> mixed = [];
        foreach (var pair in right.Chunk(2))
        {
            mixed.AddRange(pair);
            if (errors.TryDequeue(out var error)) mixed.Add(error);
        }
        return [.. mixed, .. errors];
    }

    async Task<Sample> LookAsync(Dataset pictures, int index, CancellationToken cancellation)
    {
        var (picture, trueClass) = pictures.Picture(index);
        return new Sample(picture, trueClass, await batched.ClassifyAsync(picture, pictures.Describe(index), cancellation));
    }

    IReadOnlyList<Sample> None(string reason)
    {
        _reason = reason;
        return [];
    }

    private sealed record Sample(Image Picture, string TrueClass, Classification Answer)
    {
        public bool IsRight => TrueClass == Answer.Class;
    }
}
