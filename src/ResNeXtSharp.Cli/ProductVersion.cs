using System.Reflection;

namespace ResNeXtSharp.Cli;

/// <summary>The version of this build.</summary>
static class ProductVersion
{
    public static string Text { get; } = typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
