using ResNeXtSharp.Randomness;
using ResNeXtSharp.Tests.Data;

namespace ResNeXtSharp.Cli.Tests;

/// <summary>A small image folder: light pictures and dark ones, of different sizes and with noise.</summary>
static class PetFolder
{
    /// <summary>Writes <c>root/dark/0.png</c>, <c>root/light/0.png</c> and so on.</summary>
    public static string Write(string root, int perClass, ulong seed = 0)
    {
        foreach (var (name, level) in (IEnumerable<(string, int)>)[("dark", 40), ("light", 180)])
        {
            Directory.CreateDirectory(Path.Combine(root, name));
            for (var i = 0; i < perClass; i++)
            {
                var random = new CounterRandom(seed, RandomPurpose.Synthetic, (ulong)(level * 1000 + i));
                byte Noise() => (byte)(level + random.NextInt32(60));
                File.WriteAllBytes(Path.Combine(root, name, $"{i}.png"), TestPng.Of(36 + i % 5, 40 - i % 3, (_, _) => (Noise(), Noise(), Noise())));
            }
        }
        return root;
    }
}
