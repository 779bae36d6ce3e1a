using System.Net.Http.Headers;

namespace ResNeXtSharp.Downloads;

/// <summary>Sends GET requests over HTTPS and follows redirects that stay on HTTPS.</summary>
sealed class SecureGet(HttpClient client, bool allowLoopback)
{
    const int MaxRedirects = 5;

    /// <summary>Asks for a file, or for the rest of it if <paramref name="offset"/> is not zero and it is still the file of <paramref name="tag"/>.</summary>
    /// <returns>The answer with its body still to be read.</returns>
    public async Task<HttpResponseMessage> SendAsync(Uri address, long offset, EntityTagHeaderValue? tag, CancellationToken cancellation)
    {
        for (var redirects = 0; ; redirects++)
        {
            RequireSecure(address);
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            if (offset > 0)
            {
                request.Headers.Range = new RangeHeaderValue(offset, null);
                if (tag is not null) request.Headers.IfRange = new RangeConditionHeaderValue(tag);
            }
            var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
            if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308)) return response;

            using (response)
            {
                if (response.Headers.Location is not { } location) throw new TransferException("the server redirects to nowhere", isFinal: true);
                if (redirects == MaxRedirects) throw new TransferException($"the server redirects more than {MaxRedirects} times", isFinal: true);
                address = new Uri(address, location);
            }
        }
    }

    void RequireSecure(Uri address)
    {
        if (address.Scheme == Uri.UriSchemeHttps || allowLoopback && address.Scheme == Uri.UriSchemeHttp && address.IsLoopback) return;
        throw new TransferException($"{address} is refused, because only https is trusted", isFinal: true);
    }
}
