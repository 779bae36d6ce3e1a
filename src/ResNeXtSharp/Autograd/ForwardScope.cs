using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Differentiation;

/// <summary>
/// The extent of one module's forward pass. Results that no backward pass will need are taken back when the pass ends, all but the one it returns,
/// which passes to the surrounding module or, at the outermost, to the user.
/// </summary>
internal static class ForwardScope
{
    [ThreadStatic]
    private static List<TensorCell>? _owned;

    [ThreadStatic]
    private static int _depth;

    internal static bool IsActive => _depth > 0;

    /// <summary>Starts a pass; give the answer to <see cref="Exit"/>.</summary>
    internal static int Enter()
    {
        _depth++;
        return (_owned ??= []).Count;
    }

    /// <summary>Ends a pass that returned <paramref name="result"/>, or null when it failed.</summary>
    internal static void Exit(int mark, TensorCell? result)
    {
        _depth--;
        List<TensorCell> owned = _owned!;
        int kept = mark;
        for (int i = mark; i < owned.Count; i++)
        {
            if (!ReferenceEquals(owned[i], result))
                owned[i].Release();
            else if (_depth > 0)
                owned[kept++] = result;
        }
        owned.RemoveRange(kept, owned.Count - kept);
        if (_depth == 0 && result is not null)
            result.IsUserOwned = true;
    }

    /// <summary>Registers a result that no operation owns.</summary>
    internal static void Own(TensorCell cell)
    {
        if (_depth == 0)
            return;
        cell.IsUserOwned = false;
        _owned!.Add(cell);
    }
}
