namespace ResNeXtSharp.Cli;

/// <summary>The picture writer of this build. A build with <c>DrawPictures=false</c> leaves out the folder Pictures and the native library behind it, and has none.</summary>
static partial class PictureWriter
{
    public static IPictureWriter? Current { get; } = Create();

    static IPictureWriter? Create()
    {
        IPictureWriter? writer = null;
        Create(ref writer);
        return writer;
    }

    static partial void Create(ref IPictureWriter? writer);
}
