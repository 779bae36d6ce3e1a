using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using ResNeXtSharp.Web.Assets;
using ResNeXtSharp.Web.Hosting;

namespace ResNeXtSharp.Web.Tests.Assets;

public sealed class AssetTests
{
    [Fact]
    public async Task Every_file_arrives_whole_also_where_the_browser_would_take_it_compressed()
    {
        await using var app = LocalServer.Create(new ServerSettings(IPAddress.Loopback, 0), _ => { }, app => app.MapAssets("index.html"));
        await app.StartAsync();
        using var client = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All }) { BaseAddress = new Uri(app.Urls.First()) };
        foreach (var asset in Asset.All.Values)
        {
            using var response = await client.GetAsync(new Uri(asset.Path, UriKind.Relative));

            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal(asset.Content, await response.Content.ReadAsByteArrayAsync());
            Assert.Equal(asset.ContentType, response.Content.Headers.ContentType?.ToString());
        }
    }

    [Fact]
    public async Task A_copy_that_is_still_right_is_not_sent_again()
    {
        await using var app = LocalServer.Create(new ServerSettings(IPAddress.Loopback, 0), _ => { }, app => app.MapAssets("index.html"));
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        using var first = await client.GetAsync(new Uri("/", UriKind.Relative));
        using var again = new HttpRequestMessage(HttpMethod.Get, "/");
        again.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Parse(first.Headers.ETag!.ToString()));

        using var second = await client.SendAsync(again);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Theory]
    [InlineData("index.html", "text/html; charset=utf-8")]
    public void A_file_s_type_is_told_by_its_name(string path, string type) => Assert.Equal(type, Asset.All[path].ContentType);
}
