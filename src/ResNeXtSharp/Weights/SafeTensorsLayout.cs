namespace ResNeXtSharp.Weights;

/// <summary>Checks that the tensors cover the data of a safetensors file exactly: no hole, no overlap, nothing behind the last.</summary>
static class SafeTensorsLayout
{
    /// <summary>Returns the entries in the order of their bytes.</summary>
    public static TensorEntry[] Check(WeightFile file, IReadOnlyList<TensorEntry> entries, long dataStart)
    {
        TensorEntry[] ordered = [.. entries.OrderBy(entry => entry.Offset).ThenBy(entry => entry.ByteCount)];
        long end = dataStart;
        foreach (TensorEntry entry in ordered)
        {
            if (entry.Offset > end)
                throw Misplaced(file, entry, $"a hole of {entry.Offset - end:N0} bytes lies in front of the tensor: the file is damaged; save it again");
            if (entry.Offset < end)
                throw Misplaced(file, entry, "the tensor overlaps the one in front of it: the file is damaged or made to deceive; save it again");
            end = entry.Offset + entry.ByteCount;
        }
        if (file.Length < end)
            throw new WeightFormatException(file.Path, $"{Sizes(file, end)}: {SafeTensorsHeader.Truncated}", file.Length);
        if (file.Length > end)
            throw new WeightFormatException(file.Path, $"{Sizes(file, end)}: something was appended; download or save it again", end);
        return ordered;
    }

    static string Sizes(WeightFile file, long described) => $"the file holds {file.Length:N0} bytes, its header describes {described:N0}";

    static WeightFormatException Misplaced(WeightFile file, TensorEntry entry, string reason) => new(file.Path, reason, entry.Offset, entry.Name);
}
