using System.Buffers.Binary;
using ResNeXtSharp.Tests.Data;

namespace ResNeXtSharp.Web.Tests;

/// <summary>Bodies that are sent to do harm.</summary>
static class HostilePictures
{
    /// <summary>A name, the bytes and their type, and the status they deserve.</summary>
    public static TheoryData<string, int> Statuses { get; } = new()
    {
        { "empty", 400 },
        { "text", 400 },
        { "truncated", 400 },
        { "bomb of 60000x60000", 400 },
        { "JPEG of 65535x65535", 400 },
        { "JPEG of many scans", 400 },
        { "11 MB", 413 },
        { "wrong type", 415 },
        { "no type", 415 },
        { "form without boundary", 400 },
        { "form cut off", 400 },
        { "form of nothing", 400 },
        { "form of 33", 400 },
    };

    public static HttpContent Of(string name) => name switch
    {
        "empty" => RunningApp.Content([], "image/png"),
        "text" => RunningApp.Content("<svg/>"u8.ToArray(), "image/png"),
        "truncated" => RunningApp.Content(TestModel.Png(1)[..100], "image/png"),
        "bomb of 60000x60000" => RunningApp.Content(Bomb(), "image/png"),
        "JPEG of 65535x65535" => RunningApp.Content([0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 0xFF, 0xFF, 0xFF, 0xFF, 1, 1, 0x11, 0, 0xFF, 0xD9], "image/jpeg"),
        "JPEG of many scans" => RunningApp.Content(ManyScans(), "image/jpeg"),
        "11 MB" => RunningApp.Content(new byte[11_000_000], "image/png"),
        "wrong type" => RunningApp.Content(TestModel.Png(1), "text/html"),
        "no type" => new ByteArrayContent(TestModel.Png(1)),
        "form without boundary" => RunningApp.Content(TestModel.Png(1), "multipart/form-data"),
        "form cut off" => RunningApp.Content("--b\r\nContent-Disposition: form-data; name=f; filename=a\r\n\r\nxx"u8.ToArray(), "multipart/form-data; boundary=b"),
        "form of nothing" => RunningApp.Form(),
        "form of 33" => RunningApp.Form([.. Enumerable.Range(0, 33).Select(i => ($"{i}", TestModel.Png(1)))]),
        _ => throw new ArgumentException(name),
    };

    /// <summary>Some bytes that say they are 3.6 thousand million pixels.</summary>
    public static byte[] Bomb()
    {
        var png = TestPng.Of(1, 1, 0, 0, 0);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), 60_000);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), 60_000);
        return png;
    }

    // Each scan would go over the whole picture, for hours together.
    static byte[] ManyScans() =>
    [
        0xFF, 0xD8, 0xFF, 0xC2, 0, 11, 8, 0x10, 0, 0x10, 0, 1, 1, 0x11, 0,
        .. Enumerable.Repeat<byte[]>([0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 0, 0], 10_000).SelectMany(scan => scan),
        0xFF, 0xD9,
    ];
}
