namespace ResNeXtSharp.Data;

/// <summary>Compares texts by their code points, as Python sorts them. .NET's ordinal order differs beyond U+FFFF.</summary>
sealed class CodePointOrder : IComparer<string>
{
    public static readonly CodePointOrder Instance = new();

    public int Compare(string? x, string? y)
    {
        var (first, second) = (x!.EnumerateRunes(), y!.EnumerateRunes());
        while (true)
        {
            var (hasFirst, hasSecond) = (first.MoveNext(), second.MoveNext());
            if (!hasFirst || !hasSecond) return hasFirst.CompareTo(hasSecond);
            if (first.Current.CompareTo(second.Current) is var difference and not 0) return difference;
        }
    }
}
