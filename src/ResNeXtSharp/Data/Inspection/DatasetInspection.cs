namespace ResNeXtSharp.Data;

/// <summary>What a look at every picture of a data set found.</summary>
public sealed class DatasetInspection
{
    readonly PictureFacts?[] _facts;

    DatasetInspection(Dataset pictures, PictureFacts?[] facts, IReadOnlyList<DamagedPicture> damaged)
    {
        (Pictures, _facts, Damaged) = (pictures, facts, damaged);
        var counts = new int[pictures.ClassNames.Count];
        for (var i = 0; i < facts.Length; i++)
            if (facts[i] is not null) counts[pictures.LabelOf(i)]++;
        ClassCounts = counts;
        PictureFacts[] readable = [.. facts.OfType<PictureFacts>()];
        if (readable.Length == 0) return;
        Heights = LengthRange.Of(readable.Select(each => each.Height));
        Widths = LengthRange.Of(readable.Select(each => each.Width));
        Mean = [.. Enumerable.Range(0, readable[0].Mean.Length).Select(channel => readable.Average(each => each.Mean[channel]))];
        Std = [.. Mean.Select((mean, channel) => Math.Sqrt(Math.Max(0, readable.Average(each => each.MeanSquare[channel]) - mean * mean)))];
    }

    /// <summary>The data set.</summary>
    public Dataset Pictures { get; }

    /// <summary>The pictures that cannot be read, in order.</summary>
    public IReadOnlyList<DamagedPicture> Damaged { get; }

    /// <summary>Readable pictures of each class.</summary>
    public IReadOnlyList<int> ClassCounts { get; }

    /// <summary>Rows of the readable pictures, or null if there is none.</summary>
    public LengthRange? Heights { get; }

    /// <summary>Columns of the readable pictures, or null if there is none.</summary>
    public LengthRange? Widths { get; }

    /// <summary>The mean of each channel in 0..1, every picture counting the same whatever its size; empty if none is readable.</summary>
    public IReadOnlyList<double> Mean { get; } = [];

    /// <summary>The standard deviation of each channel in 0..1, every picture counting the same whatever its size; empty if none is readable.</summary>
    public IReadOnlyList<double> Std { get; } = [];

    /// <summary>Looks at every picture of a data set, on all cores.</summary>
    /// <param name="pictures">The data set.</param>
    /// <param name="progress">Told how many pictures have been looked at; from any thread.</param>
    /// <param name="cancellation">Ends the inspection.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static DatasetInspection Run(Dataset pictures, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        var facts = new PictureFacts?[pictures.Count];
        var damaged = new DamagedPicture?[pictures.Count];
        var done = 0;
        Parallel.For(
            0,
            pictures.Count,
            new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount },
            () => new ImageSample(),
            (index, _, sample) =>
            {
                try
                {
                    sample.Read(pictures, index);
                    facts[index] = PictureFacts.Of(sample);
                }
                catch (DatasetException e)
                {
                    damaged[index] = new DamagedPicture(index, pictures.Describe(index), e.Message);
                }
                progress?.Report(Interlocked.Increment(ref done));
                return sample;
            },
            _ => { });
        return new DatasetInspection(pictures, facts, [.. damaged.OfType<DamagedPicture>()]);
    }

    /// <summary>The pictures that are there more than once, in these data sets together.</summary>
    public static IReadOnlyList<DuplicateGroup> FindDuplicates(params IReadOnlyList<DatasetInspection> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var all = from part in parts.Index()
                  from facts in part.Item._facts.Index()
                  where facts.Item is not null
                  select (facts.Item!.Content, Picture: new DuplicatePicture(part.Index, facts.Index, part.Item.Pictures.LabelOf(facts.Index)));
        return [.. from each in all group each.Picture by each.Content into same where same.Skip(1).Any() select new DuplicateGroup([.. same])];
    }
}
