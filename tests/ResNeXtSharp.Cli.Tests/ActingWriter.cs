namespace ResNeXtSharp.Cli.Tests;

/// <summary>Does something once a text has been written.</summary>
sealed class ActingWriter(string text, Action act) : StringWriter
{
    bool _acted;

    public override void Write(char value)
    {
        base.Write(value);
        Look();
    }

    public override void Write(char[] buffer, int index, int count)
    {
        base.Write(buffer, index, count);
        Look();
    }

    public override void Write(string? value)
    {
        base.Write(value);
        Look();
    }

    void Look()
    {
        if (_acted || !ToString().Contains(text)) return;
        _acted = true;
        act();
    }
}
