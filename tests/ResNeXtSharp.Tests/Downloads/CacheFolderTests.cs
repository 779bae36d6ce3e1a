using ResNeXtSharp.Downloads;

namespace ResNeXtSharp.Tests.Downloads;

public sealed class CacheFolderTests
{
    [Fact]
    public void The_variable_names_the_folder_itself() =>
        Assert.Equal(Path.GetFullPath("elsewhere"), CacheFolder.Of(name => name == "RESNEXT_HOME" ? "elsewhere" : null));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Without_it_the_platforms_folder_is_taken(string? home)
    {
        string folder = CacheFolder.Of(name => name == "RESNEXT_HOME" ? home : null);
        Assert.True(Path.IsPathFullyQualified(folder));
        Assert.Equal("resnextsharp", Path.GetFileName(folder));
    }

    [Fact]
    public void Linux_has_a_variable_for_caches_whose_relative_paths_do_not_count()
    {
        if (!OperatingSystem.IsLinux())
            return;
        Assert.Equal("/tmp/caches/resnextsharp", CacheFolder.Of(name => name == "XDG_CACHE_HOME" ? "/tmp/caches" : null));
        Assert.EndsWith("/.cache/resnextsharp", CacheFolder.Of(name => name == "XDG_CACHE_HOME" ? "caches" : null), StringComparison.Ordinal);
    }
}
