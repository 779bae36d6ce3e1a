using Microsoft.AspNetCore.Http;
using ResNeXtSharp.Data;

namespace ResNeXtSharp.Web.Api;

/// <summary>Decodes pictures outside of the network's thread, as many at once as there are processors: a large one takes memory.</summary>
sealed class PictureDecoding : IDisposable
{
    readonly SemaphoreSlim _places = new(Environment.ProcessorCount);

    /// <summary>Decodes a file whose declared size is checked first.</summary>
    /// <exception cref="DatasetException">The bytes are no PNG or JPEG, are damaged or the picture is too large; the message names it.</exception>
    public async Task<Image> DecodeAsync(SentPicture picture, CancellationToken cancellation)
    {
        await _places.WaitAsync(cancellation);
        try
        {
            return ImageFile.Decode(picture.Bytes, picture.Name);
        }
        catch (OutOfMemoryException)
        {
            throw new ProblemException(StatusCodes.Status503ServiceUnavailable, $"There is no memory for {picture.Name} now: try again.") { RetryAfterSeconds = 1 };
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose() => _places.Dispose();
}
