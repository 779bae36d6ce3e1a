namespace ResNeXtSharp.Cli.Pictures;

/// <summary>Draws what a model takes pictures for: one on a card, several in a grid.</summary>
static class PredictionPicture
{
    /// <summary>Replaces a PNG file.</summary>
    public static void Save(string path, string heading, IReadOnlyList<ClassifiedPicture> classified)
    {
        if (classified.Count == 1) PredictionCard.Save(path, classified[0]);
        else PictureGrid.Save(path, Heading(heading, classified), [.. classified.Select(Tile)]);
    }

    static PictureTile Tile(ClassifiedPicture classified) => new(
        classified.Picture,
        $"{classified.Class}, {Percent.Format(classified.Probability)}",
        classified.IsRight == false ? $"is {classified.TrueClass}" : classified.IsRight == true ? "right" : Path.GetFileName(classified.Origin),
        PredictionCard.VerdictColor(classified));

    static string Heading(string heading, IReadOnlyList<ClassifiedPicture> classified)
    {
        var known = classified.Count(each => each.IsRight is not null);
        return known == 0 ? heading : $"{heading}: {classified.Count(each => each.IsRight == true)} of {known} right";
    }
}
