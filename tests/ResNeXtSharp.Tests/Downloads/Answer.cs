namespace ResNeXtSharp.Tests.Downloads;

/// <summary>What a test server sends for one request.</summary>
sealed record Answer(string Status)
{
    public byte[] Body { get; init; } = [];

    /// <summary>The Content-Length header; null sends none, and the end of the connection ends the body.</summary>
    public long? Length { get; init; }

    public string[] Headers { get; init; } = [];

    /// <summary>Whether the server then falls silent without closing the connection.</summary>
    public bool ThenSilence { get; init; }

    public static Answer Whole(byte[] body) => new("200 OK") { Body = body, Length = body.Length };

    /// <summary>Declares the whole body and sends its beginning only.</summary>
    public static Answer Cut(byte[] body, int at, params string[] headers) => new("200 OK") { Body = body[..at], Length = body.Length, Headers = headers };

    public static Answer Rest(byte[] body, int from, string? range = null) => new("206 Partial Content")
    {
        Body = body[from..],
        Length = body.Length - from,
        Headers = [$"Content-Range: {range ?? $"bytes {from}-{body.Length - 1}/{body.Length}"}"],
    };

    public static Answer Redirect(string location) => new("302 Found") { Length = 0, Headers = [$"Location: {location}"] };

    public static Answer Only(string status) => new(status) { Length = 0 };
}
