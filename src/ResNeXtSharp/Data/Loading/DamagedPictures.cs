namespace ResNeXtSharp.Data;

/// <summary>The pictures that could not be read, up to a limit.</summary>
sealed class DamagedPictures(Dataset dataset, int limit, IProgress<DatasetException>? skipped)
{
    const int Named = 5;

    readonly SortedDictionary<int, DatasetException> _found = [];

    /// <summary>Notes a picture that could not be read.</summary>
    /// <exception cref="DatasetException">There are more than the limit; the message names the first.</exception>
    public void Add(int index, DatasetException reason)
    {
        if (!_found.TryAdd(index, reason)) return;
        if (_found.Count > limit) throw limit == 0 ? reason : Together();
        skipped?.Report(reason);
    }

    /// <summary>What to throw when all of them together leave nothing.</summary>
    public DatasetException Together()
    {
        var reasons = string.Join(" ", _found.Values.Take(Named).Select(reason => reason.Message));
        var others = _found.Count > Named ? $" And {_found.Count - Named} more." : "";
        return new DatasetException($"{_found.Count} pictures of {dataset.Name} cannot be read: {reasons}{others} Repair or delete these files.", _found.Values.First());
    }
}
