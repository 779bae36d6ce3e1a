namespace ResNeXtSharp.Weights;

/// <summary>A weight file cannot be used: missing, unreadable, truncated, damaged, hostile or of another format.</summary>
/// <remarks>
/// The only exception that the weight readers throw because of what a file is or holds. <see cref="Exception.Message"/> is one printable
/// line that names the file, the cause and, where there is one, the cure. (<see cref="InvalidDataException"/> is sealed; its cousin
/// <see cref="IOException"/> lets one <c>catch</c> cover reading and writing.)
/// </remarks>
public sealed class WeightFormatException : IOException
{
    /// <summary>Describes what is wrong with <paramref name="file"/>.</summary>
    /// <param name="file">Path of the file, as the caller gave it.</param>
    /// <param name="reason">Cause and cure, without the file's name.</param>
    /// <param name="offset">Byte offset in the file where the problem was found, when known.</param>
    /// <param name="tensorName">Name of the tensor or record concerned, when known.</param>
    /// <param name="innerException">The failure underneath, when there is one.</param>
    public WeightFormatException(string file, string reason, long? offset = null, string? tensorName = null, Exception? innerException = null)
        : base(Describe(file, reason, offset, tensorName), innerException)
    {
        File = file;
        Reason = reason;
        Offset = offset;
        TensorName = tensorName;
    }

    /// <summary>Path of the file, as the caller gave it.</summary>
    public string File { get; }

    /// <summary>Cause and cure, without the file's name.</summary>
    public string Reason { get; }

    /// <summary>Byte offset in the file where the problem was found, or null.</summary>
    public long? Offset { get; }

    /// <summary>Name of the tensor or record concerned, exactly as the file spells it, or null. It may hold any character.</summary>
    public string? TensorName { get; }

    static string Describe(string file, string reason, long? offset, string? tensorName)
    {
        string where = (tensorName, offset) switch
        {
            (null, null) => "",
            (null, { } at) => $" (byte {at:N0})",
            ({ } name, null) => $" (tensor {PrintableText.Quote(name)})",
            ({ } name, { } at) => $" (tensor {PrintableText.Quote(name)}, byte {at:N0})",
        };
        return PrintableText.Escape($"{file}: {reason}{where}");
    }
}
