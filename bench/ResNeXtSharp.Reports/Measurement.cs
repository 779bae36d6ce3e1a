using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResNeXtSharp.Reports;

/// <summary>A piece of work that all engines do.</summary>
/// <param name="Kind">"training" or "inference".</param>
/// <param name="Batch">Pictures in a batch.</param>
/// <param name="Size">Rows and columns of a picture.</param>
sealed record Work(string Kind, int Batch, int Size)
{
    public override string ToString() => $"{Kind}, {Size}x{Size}, batch {Batch}";
}

/// <summary>One process's time of one batch.</summary>
/// <param name="Engine">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Work">What it did.</param>
/// <param name="Milliseconds">The median of its rounds.</param>
/// <param name="PeakMemory">The most memory that the process held, in bytes.</param>
/// <param name="Details">The whole line.</param>
sealed record Measurement(string Engine, string Version, Work Work, double Milliseconds, double PeakMemory, JsonNode Details)
{
    public const string Own = "ResNeXtSharp";

    /// <summary>The lines that the engines print: those of <c>resnext bench --json</c>, and the peers' simpler ones.</summary>
    public static (IReadOnlyList<Measurement> Steps, JsonNode? Layers) ReadAll(string path)
    {
        var lines = File.ReadLines(path).Select(line => JsonNode.Parse(line) ?? throw new JsonException($"{path} has an empty line.")).ToList();
        return ([.. lines.Where(line => line["layers"] is null).Select(Parse)], lines.FirstOrDefault(line => line["layers"] is not null));
    }

    static Measurement Parse(JsonNode line)
    {
        var (engine, version, batch) = ((string)line["engine"]!, (string)line["version"]!, (int)line["batch"]!);
        if (engine == Own)
        {
            var kind = line["training"] is null ? "inference" : "training";
            return new Measurement(engine, version, new Work(kind, batch, (int)line["height"]!), (double)line[kind]!["milliseconds"]!, (double)line["peak_memory_bytes"]!, line);
        }
        var rounds = line["milliseconds"]!.AsArray().Select(value => (double)value!);
        return new Measurement(engine, version, new Work((string)line["work"]!, batch, (int)line["size"]!), Statistics.Median(rounds), (double)line["peak_memory_bytes"]!, line);
    }
}
