namespace ResNeXtSharp.Weights;

/// <summary>Finds the state dict in what a PyTorch file holds: the object itself, or a part of a training checkpoint.</summary>
/// <param name="Section">The part's key in the checkpoint, or null when the object itself is the state dict.</param>
/// <param name="Tensors">Names and tensors in order.</param>
sealed record PyTorchStateDict(string? Section, IReadOnlyList<(string Name, PyTorchView View)> Tensors)
{
    /// <summary>Where training programs keep the weights, most wanted first: PyTorch's examples and timm, torchvision, kuangliu.</summary>
    static readonly string[] Sections = ["state_dict", "model", "model_state_dict", "net", "model_ema", "state_dict_ema"];

    /// <param name="file">The file's path.</param>
    /// <param name="root">What its pickle describes.</param>
    /// <param name="section">The part to take, or null for the first of the usual ones.</param>
    /// <exception cref="WeightFormatException">There are no tensors where they are looked for.</exception>
    public static PyTorchStateDict Find(string file, object? root, string? section)
    {
        if (root is not PickleDict dict)
            throw new WeightFormatException(file, $"it holds {Describe(root)} instead of a state dict: save it with torch.save(model.state_dict(), ...)");
        string[] parts = [.. dict.Items.Where(item => item is { Key: string, Value: PickleDict part } && IsStateDict(part)).Select(item => (string)item.Key)];
        if (section is not null && !parts.Contains(section))
            throw new WeightFormatException(file, $"it has no state dict {PrintableText.Quote(section)}; it has {List(parts)}");
        if ((section ?? Sections.FirstOrDefault(parts.Contains)) is { } found) return new PyTorchStateDict(found, TensorsOf((PickleDict)dict.Items[found]!));
        if (IsStateDict(dict) || dict.Items.Count == 0) return new PyTorchStateDict(null, TensorsOf(dict));
        throw new WeightFormatException(file, $"it holds no state dict under one of {List(Sections)}; it has {List([.. dict.Items.Keys.Select(key => $"{key}")])}: save the state dict alone");
    }

    static bool IsStateDict(PickleDict dict) => dict.Items.Any(item => item is { Key: string, Value: PyTorchView });

    // What else a state dict holds (the extra state of a module, the version of a program) is no weight.
    static (string, PyTorchView)[] TensorsOf(PickleDict dict) =>
        [.. dict.Items.Where(item => item is { Key: string, Value: PyTorchView }).Select(item => ((string)item.Key, (PyTorchView)item.Value!))];

    static string Describe(object? root) => root switch
    {
        PyTorchView => "one tensor without a name",
        List<object?> or object?[] => "a sequence",
        _ => "a single value",
    };

    static string List(string[] names) =>
        names.Length == 0 ? "none" : string.Join(", ", names.Take(8).Select(PrintableText.Quote)) + (names.Length > 8 ? ", ..." : "");
}
