using System.Text;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Tests.Weights;

public sealed class ForeignContentTests
{
    [Theory]
    [InlineData("<!DOCTYPE html>\n<html>", "HTML page")]
    [InlineData("\n\n  <HTML lang=\"en\">", "HTML page")]
    [InlineData("\uFEFF<!doctype HTML>", "HTML page")]
    [InlineData("<?xml version=\"1.0\"?><Error>", "XML text")]
    [InlineData("{\"message\": \"rate limit\"}", "JSON text")]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:0", "Git LFS pointer")]
    public void Texts_are_recognised(string text, string expected) =>
        Assert.Contains(expected, ForeignContent.Recognise(Encoding.UTF8.GetBytes(text)), StringComparison.Ordinal);

    [Theory]
    [InlineData("504b03040000080800000000", "zip archive")]
    [InlineData("1f8b0800000000000003", "gzip archive")]
    [InlineData("80028a0a6cfc9c46f9206aa850192e80024de903", "before version 1.6")]
    [InlineData("894844460d0a1a0a", "HDF5")]
    [InlineData("377abcaf271c0004", "7z archive")]
    [InlineData("80027d7100550161", "Python pickle")]
    [InlineData("934e554d505901007600", "NumPy")]
    public void Archives_are_recognised(string hexadecimal, string expected) =>
        Assert.Contains(expected, ForeignContent.Recognise(Convert.FromHexString(hexadecimal)), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("3c00000000000000")]
    [InlineData("7b22000000000000")]
    [InlineData("8002000000000000")]
    [InlineData("506b506b506b506b")]
    public void A_length_prefix_or_plain_noise_is_not_mistaken(string hexadecimal) => Assert.Null(ForeignContent.Recognise(Convert.FromHexString(hexadecimal)));
}
