namespace ResNeXtSharp.Weights;

/// <summary>Finds containers that contain themselves, which no state dict has.</summary>
static class PickleCycle
{
    /// <summary>Visits every container below <paramref name="root"/> once, without recursion: a pickle may nest as deep as it likes.</summary>
    public static bool IsIn(object? root)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var open = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var path = new Stack<(object Container, IEnumerator<object?> Children)>();
        Enter(root);
        while (path.TryPeek(out (object Container, IEnumerator<object?> Children) innermost))
        {
            if (!innermost.Children.MoveNext())
            {
                open.Remove(innermost.Container);
                path.Pop();
            }
            else if (innermost.Children.Current is { } child && open.Contains(child))
            {
                return true;
            }
            else
            {
                Enter(innermost.Children.Current);
            }
        }
        return false;

        void Enter(object? value)
        {
            IEnumerable<object?>? children = value switch
            {
                object?[] tuple => tuple,
                List<object?> list => list,
                PickleDict dict => dict.Items.Values,
                _ => null,
            };
            if (children is null || !seen.Add(value!)) return;
            open.Add(value!);
            path.Push((value!, children.GetEnumerator()));
        }
    }
}
