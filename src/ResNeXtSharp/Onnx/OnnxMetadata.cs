using System.Text;
using System.Text.Json;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Onnx;

/// <summary>What travels with a network in the file's metadata, as JSON.</summary>
internal static class OnnxMetadata
{
    internal const string ClassNames = "class_names";
    internal const string Preprocessing = "preprocessing";

    internal static IEnumerable<KeyValuePair<string, string>> Of(ModelDescription description) =>
    [
        new("model", description.Model),
        new("data_set", description.DataSet),
        new(ClassNames, Json(json => Array(json, description.ClassNames, json.WriteStringValue))),
        new(Preprocessing, Json(json => WritePreprocessing(json, description))),
    ];

    static void WritePreprocessing(Utf8JsonWriter json, ModelDescription description)
    {
        json.WriteStartObject();
        json.WriteNumber("resize_shorter_side", description.ResizeSize ?? description.ImageSize);
        json.WriteString("interpolation", "bilinear, antialiased");
        json.WriteNumber("center_crop", description.ImageSize);
        json.WriteString("layout", "NCHW, RGB, 0..1, then (x - mean) / std");
        json.WritePropertyName("mean");
        Array(json, description.Mean, json.WriteNumberValue);
        json.WritePropertyName("std");
        Array(json, description.Std, json.WriteNumberValue);
        json.WriteEndObject();
    }

    static void Array<T>(Utf8JsonWriter json, IEnumerable<T> values, Action<T> write)
    {
        json.WriteStartArray();
        foreach (T value in values)
            write(value);
        json.WriteEndArray();
    }

    static string Json(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
            write(json);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
