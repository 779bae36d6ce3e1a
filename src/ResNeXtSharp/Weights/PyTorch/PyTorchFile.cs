using System.Buffers;
using System.Runtime.InteropServices;

namespace ResNeXtSharp.Weights;

/// <summary>A <c>.pth</c> or <c>.pt</c> file of PyTorch opened for reading: the zip container, or the one from before version 1.6.</summary>
/// <remarks>
/// Such files are pickles, which in Python can run any code. This reader runs none: it knows the few names that a state dict needs and refuses every other by
/// name. Sizes are held against the file before anything is allocated; checksums (CRC-32, zip container only) are compared before a storage's elements are used.
/// </remarks>
public sealed class PyTorchFile : TensorFile
{
    /// <summary>Tensors that share elements are read once each: together they may take no more than this many times the file.</summary>
    const int MaxExpansion = 4;

    PyTorchFile(WeightFile file, PyTorchStateDict state)
        : base(file, [.. state.Tensors.Select(tensor => new PyTorchEntry(tensor.Name, tensor.View))], new Dictionary<string, string>()) =>
        Section = state.Section;

    /// <summary>The part of a training checkpoint that was taken, such as <c>model</c>; null when the whole file is the state dict.</summary>
    public string? Section { get; }

    /// <summary>Opens a file and checks everything but the tensors' values.</summary>
    /// <param name="path">The file.</param>
    /// <param name="section">
    /// The part of a training checkpoint to take, such as <c>model_ema</c>. Null takes the state dict itself, or the first there is of <c>state_dict</c>,
    /// <c>model</c>, <c>model_state_dict</c>, <c>net</c>, <c>model_ema</c> and <c>state_dict_ema</c>.
    /// </param>
    /// <exception cref="WeightFormatException">The file is missing, unreadable, truncated, damaged, asks for Python code, or is no PyTorch file.</exception>
    public static PyTorchFile Open(string path, string? section = null)
    {
        WeightFile file = WeightFile.Open(path);
        return Owning(file, () => Read(file, section));
    }

    internal static bool IsOne(WeightFile file) => Start(file) is var start && (start.AsSpan().StartsWith(PyTorchZip.Magic) || start.AsSpan().StartsWith(PyTorchLegacy.Magic));

    internal static PyTorchFile Read(WeightFile file, string? section = null)
    {
        var storages = new PyTorchStorages(file.Length);
        byte[] start = Start(file);
        object? root = start.AsSpan().StartsWith(PyTorchZip.Magic) ? PyTorchZip.Read(file, storages)
            : start.AsSpan().StartsWith(PyTorchLegacy.Magic) ? PyTorchLegacy.Read(file, storages)
            : throw new WeightFormatException(file.Path, $"this is {ForeignContent.Recognise(start) ?? "no PyTorch file"}", offset: 0);
        PyTorchStateDict state = PyTorchStateDict.Find(file.Path, root, section);
        RequireModestSize(file, state);
        return new PyTorchFile(file, state);
    }

    private protected override void ReadRowMajor(TensorEntry entry, Span<byte> destination)
    {
        PyTorchView view = ((PyTorchEntry)entry).View;
        view.Storage.RequireIntact(File);
        if (view.IsContiguous) File.ReadExactly(entry.Offset, destination, entry.Name);
        else Gather(entry, view, destination);
    }

    void Gather(TensorEntry entry, PyTorchView view, Span<byte> destination)
    {
        int size = view.Storage.ElementSize;
        long span = (view.LastElement - view.Offset + 1) * size;
        if (span > Array.MaxLength)
            throw new WeightFormatException(File.Path, $"its elements are strewn over {span:N0} bytes: save a contiguous copy of the tensor", entry.Offset, entry.Name);
        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)span);
        Span<byte> source = buffer.AsSpan(0, (int)span);
        File.ReadExactly(entry.Offset, source, entry.Name);
        switch (size)
        {
            case 1: view.Gather<byte>(source, destination); break;
            case 2: view.Gather(MemoryMarshal.Cast<byte, ushort>(source), MemoryMarshal.Cast<byte, ushort>(destination)); break;
            case 4: view.Gather(MemoryMarshal.Cast<byte, uint>(source), MemoryMarshal.Cast<byte, uint>(destination)); break;
            default: view.Gather(MemoryMarshal.Cast<byte, ulong>(source), MemoryMarshal.Cast<byte, ulong>(destination)); break;
        }
        ArrayPool<byte>.Shared.Return(buffer);
    }

    static void RequireModestSize(WeightFile file, PyTorchStateDict state)
    {
        // In double precision: the sum of many sizes could leave 64 bits.
        double bytes = state.Tensors.Sum(tensor => (double)tensor.View.ElementCount * tensor.View.Storage.ElementSize);
        if (bytes > (double)MaxExpansion * file.Length)
            throw new WeightFormatException(file.Path, $"its tensors take {bytes:N0} bytes, more than {MaxExpansion} times the {file.Length:N0} of the file: made to fill memory");
    }

    static byte[] Start(WeightFile file)
    {
        byte[] start = new byte[(int)Math.Min(file.Length, ForeignContent.BytesNeeded)];
        file.ReadExactly(0, start);
        return start;
    }
}
