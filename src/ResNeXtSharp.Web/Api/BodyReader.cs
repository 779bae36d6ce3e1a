using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace ResNeXtSharp.Web.Api;

/// <summary>A file as it was sent.</summary>
/// <param name="Name">What answers call it: the client's name for it, or its number. It never becomes a path.</param>
/// <param name="Bytes">Its content.</param>
readonly record struct SentPicture(string Name, byte[] Bytes);

/// <summary>Takes the pictures out of a request: one as the body itself, or several as a form (<c>multipart/form-data</c>).</summary>
static class BodyReader
{
    const int MostNameLength = 200;

    // Memory grows with what arrives: a client may promise any length.
    const int ChunkBytes = 16 << 10;

    // A body that is somewhat too large is refused by us and then read by the web server and thrown away: most clients read no answer before they have sent all.
    const int Tolerance = 4;

    static readonly HashSet<string> RawTypes = new(StringComparer.OrdinalIgnoreCase) { "image/png", "image/jpeg", "application/octet-stream" };

    /// <exception cref="ProblemException">The body is empty, is too large or has more pictures than allowed, its type is none of ours, or there is no memory left for it.</exception>
    /// <exception cref="BadHttpRequestException">The server refused the body.</exception>
    /// <exception cref="OperationCanceledException">The request was given up.</exception>
    public static async Task<IReadOnlyList<SentPicture>> ReadAsync(HttpContext context, ResNeXtOptions options, Admission.Claim claim, int mostPictures)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = Tolerance * options.MaxBodyBytes;
        if (context.Request.ContentLength > options.MaxBodyBytes) throw TooLarge(options.MaxBodyBytes);
        var reader = new GivenUpReader(context.Request.BodyReader);
        // A read that is given up by a token would leave the reader in the middle of it, and the connection in disorder.
        using var giveUp = context.RequestAborted.Register(reader.CancelPendingRead);
        var body = reader.AsStream(leaveOpen: true);
        var type = MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var parsed) ? parsed : null;
        var pictures = type?.MediaType switch
        {
            { HasValue: true, Value: { } raw } when RawTypes.Contains(raw) => [new SentPicture("picture", await ReadAsync(body, options.MaxBodyBytes, claim))],
            { HasValue: true, Value: { } form } when form.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase) => await ReadFormAsync(body, type!, options.MaxBodyBytes, claim, mostPictures),
            _ => throw new ProblemException(StatusCodes.Status415UnsupportedMediaType, "Send a picture as image/png, image/jpeg or application/octet-stream, or several as files of multipart/form-data."),
        };
        return pictures is [] or [{ Bytes.Length: 0 }] ? throw new ProblemException(StatusCodes.Status400BadRequest, "The request has no picture.") : pictures;
    }

    static async Task<List<SentPicture>> ReadFormAsync(Stream body, MediaTypeHeaderValue type, long mostBytes, Admission.Claim claim, int mostPictures)
    {
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary);
        if (boundary.Length is 0 or > 70) throw Malformed(null);
        var reader = new MultipartReader(boundary.Value!, body);
        List<SentPicture> pictures = [];
        try
        {
            while (await reader.ReadNextSectionAsync() is { } section)
            {
                if (section.GetContentDispositionHeader() is not { } disposition || !disposition.IsFileDisposition()) continue;
                if (pictures.Count == mostPictures)
                    throw new ProblemException(StatusCodes.Status400BadRequest, $"The request has more pictures than {mostPictures}, the most there may be.");
                var bytes = await ReadAsync(section.Body, mostBytes, claim);
                mostBytes -= bytes.Length;
                pictures.Add(new SentPicture(NameOf(disposition, pictures.Count), bytes));
            }
        }
        catch (Exception e) when (e is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            throw Malformed(e);
        }
        return pictures;
    }

    static async Task<byte[]> ReadAsync(Stream body, long most, Admission.Claim claim)
    {
        var content = new MemoryStream();
        var buffer = new byte[ChunkBytes];
        while (await body.ReadAsync(buffer) is var count and > 0)
        {
            if (content.Length + count > most) throw TooLarge(most);
            claim.Reserve(count);
            content.Write(buffer.AsSpan(0, count));
        }
        return content.ToArray();
    }

    static string NameOf(ContentDispositionHeaderValue disposition, int index)
    {
        var name = HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).ToString();
        return name.Length is 0 or > MostNameLength ? $"picture {index}" : name;
    }

    static ProblemException TooLarge(long most) => new(StatusCodes.Status413PayloadTooLarge, $"The body is larger than {most:N0} bytes, the most there may be.");

    static ProblemException Malformed(Exception? cause) => new(StatusCodes.Status400BadRequest, $"The form (multipart/form-data) is cut off or malformed{(cause is InvalidDataException ? ": " + cause.Message : ".")}");
}
