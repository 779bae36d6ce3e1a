using System.Diagnostics;
using ResNeXtSharp.Cli.Pictures;
using ResNeXtSharp.Data;

namespace ResNeXtSharp.Cli.Tests.Pictures;

public sealed class InterFontTests(TrainedRun trained) : IDisposable
{
    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Both_weights_are_the_font_that_comes_along()
    {
        Assert.Equal("Inter", InterFont.Regular.FamilyName);
        Assert.StartsWith("Inter", InterFont.Bold.FamilyName, StringComparison.Ordinal);
        Assert.True(InterFont.Bold.FontWeight > InterFont.Regular.FontWeight);
    }

    [Fact]
    public void Every_letter_of_the_pictures_has_a_glyph()
    {
        const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .,:;%/-_()…";

        Assert.All(Letters, letter => Assert.NotEqual(0, InterFont.Regular.GetGlyph(letter)));
    }

    [Fact]
    public void Pictures_have_text_on_a_machine_without_fonts()
    {
        File.WriteAllText(_folder["fonts.conf"], "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig></fontconfig>");
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "resnext.dll"), "predict", trained.Weights, "--output", _folder["card.png"] },
            Environment = { ["FONTCONFIG_FILE"] = _folder["fonts.conf"], ["FONTCONFIG_PATH"] = _folder.Path, ["XDG_DATA_HOME"] = _folder.Path },
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        Assert.Equal("", process.StandardError.ReadToEnd());
        process.WaitForExit();

        Assert.Contains("test picture", output);
        var card = ImageFile.Load(_folder["card.png"]);
        Assert.True(Pixels.CountDark(card, 0, 0, card.Width, 96) > 500, "the verdict");
        Assert.True(Pixels.CountDark(card, 704, 160, card.Width, 204) > 200, "the likeliest class");
    }
}
