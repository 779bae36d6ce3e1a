namespace ResNeXtSharp.Weights;

/// <summary>A Python dict as a pickle describes it; keys are texts, numbers and truth values.</summary>
/// <param name="isOrderedDict">Whether it is a <c>collections.OrderedDict</c>, which may carry attributes.</param>
sealed class PickleDict(bool isOrderedDict)
{
    /// <summary>Whether it is a <c>collections.OrderedDict</c>.</summary>
    public bool IsOrderedDict { get; } = isOrderedDict;

    /// <summary>The items in order.</summary>
    public OrderedDictionary<object, object?> Items { get; } = [];
}
