namespace ResNeXtSharp.Cli.Tests.Docs;

/// <summary>Asserts over a list of problems, so that all of them are seen at once, with what to do about them.</summary>
static class Problems
{
    public static void AssertNone(IEnumerable<string> problems, string cure)
    {
        var found = problems.ToList();
        Assert.True(found.Count == 0, $"{string.Join('\n', found)}\n\n{cure}");
    }
}
