using System.Buffers;
using System.Text;
using System.Text.Json;

namespace ResNeXtSharp.Weights;

/// <summary>Reads the JSON of a weight file token by token; every complaint is a <see cref="WeightFormatException"/> that says at which byte.</summary>
/// <param name="file">Path of the file, for messages.</param>
/// <param name="json">The JSON text.</param>
/// <param name="offset">Where in the file the text begins.</param>
ref struct StrictJsonReader(string file, ReadOnlySpan<byte> json, long offset)
{
    readonly ReadOnlySpan<byte> _json = json;
    Utf8JsonReader _reader = new(json);

    /// <summary>The tensor that complaints are about, or null.</summary>
    public string? TensorName { get; set; }

    public JsonTokenType Next()
    {
        try
        {
            _reader.Read();
            return _reader.TokenType;
        }
        catch (JsonException e)
        {
            throw Bad("the header is not valid JSON", e);
        }
    }

    public void Expect(JsonTokenType expected, string otherwise)
    {
        if (Next() != expected) throw Bad(otherwise);
    }

    public void ExpectEnd()
    {
        try
        {
            _reader.Read();
        }
        catch (JsonException e)
        {
            throw Bad("something follows the JSON object of the header", e);
        }
    }

    /// <summary>The current name or string. An escaped half of a surrogate pair is valid JSON but no text, and refused.</summary>
    public readonly string Text()
    {
        try
        {
            return _reader.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw Bad("a string of the header is not valid Unicode text", e);
        }
    }

    /// <summary>Reads an array of non-negative integers written with digits only: JSON spells 10 also as 1e1 and 10.0, weight formats do not.</summary>
    public long[] Integers(string field, int limit)
    {
        Expect(JsonTokenType.StartArray, $"{field} is not an array");
        var numbers = new List<long>();
        while (Next() != JsonTokenType.EndArray)
        {
            if (numbers.Count == limit) throw Bad($"{field} holds more than {limit} numbers");
            if (_reader.TokenType != JsonTokenType.Number || _reader.ValueSpan.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
                throw Bad($"{field} holds something else than non-negative integers");
            numbers.Add(_reader.TryGetInt64(out long number) ? number : throw Bad($"{field} holds a number beyond 64 bits: overflow"));
        }
        return [.. numbers];
    }

    public readonly void RequireUtf8()
    {
        ReadOnlySpan<byte> rest = _json;
        while (Rune.DecodeFromUtf8(rest, out _, out int length) == OperationStatus.Done) rest = rest[length..];
        if (rest.Length > 0) throw new WeightFormatException(file, "the header is not UTF-8 text", offset + _json.Length - rest.Length);
    }

    public readonly WeightFormatException Bad(string problem, Exception? innerException = null) =>
        new(file, $"{problem}: the file is damaged; download or save it again", offset + _reader.BytesConsumed, TensorName, innerException);
}
