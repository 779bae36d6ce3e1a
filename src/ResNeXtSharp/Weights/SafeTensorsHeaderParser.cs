using System.Text.Json;

namespace ResNeXtSharp.Weights;

/// <summary>Parses the JSON header of a safetensors file, accepting nothing but the format's grammar.</summary>
/// <remarks>
/// A pull parser that expects one kind of token at a time: nesting, repeated keys and unknown fields end it at once, and memory stays
/// proportional to the header, which is part of the real file.
/// </remarks>
ref struct SafeTensorsHeaderParser(string file, ReadOnlySpan<byte> header)
{
    /// <summary>More dimensions than any array library supports.</summary>
    const int MaxRank = 64;

    /// <summary>More tensors, or pairs of metadata, than any real file holds; bounds the memory that a header of tiny entries can take.</summary>
    const int MaxEntries = 100_000;

    readonly long _dataStart = SafeTensorsHeader.LengthPrefix + header.Length;
    readonly List<TensorEntry> _entries = [];
    readonly Dictionary<string, string> _metadata = [];
    StrictJsonReader _json = new(file, header, SafeTensorsHeader.LengthPrefix);

    public SafeTensorsHeader Parse()
    {
        _json.RequireUtf8();
        _json.Expect(JsonTokenType.StartObject, "the header is not a JSON object");
        var names = new HashSet<string>();
        while (_json.Next() == JsonTokenType.PropertyName)
        {
            string name = _json.Text();
            if (!names.Add(name)) throw _json.Bad($"the name {PrintableText.Quote(name)} occurs twice");
            if (names.Count > MaxEntries) throw _json.Bad($"the header describes more than {MaxEntries:N0} tensors");
            if (name == SafeTensorsHeader.MetadataKey) ParseMetadata();
            else _entries.Add(ParseTensor(name));
        }
        _json.ExpectEnd();
        return new SafeTensorsHeader(_entries, _metadata);
    }

    void ParseMetadata()
    {
        _json.Expect(JsonTokenType.StartObject, "the metadata is not a JSON object");
        while (_json.Next() == JsonTokenType.PropertyName)
        {
            string key = _json.Text();
            if (_json.Next() != JsonTokenType.String) throw _json.Bad($"the metadata value of {PrintableText.Quote(key)} is not a string");
            if (!_metadata.TryAdd(key, _json.Text())) throw _json.Bad($"the metadata key {PrintableText.Quote(key)} occurs twice");
            if (_metadata.Count > MaxEntries) throw _json.Bad($"the metadata holds more than {MaxEntries:N0} pairs");
        }
    }

    TensorEntry ParseTensor(string name)
    {
        _json.TensorName = name;
        WeightDType? dtype = null;
        long[]? shape = null, dataOffsets = null;
        _json.Expect(JsonTokenType.StartObject, "the tensor's description is not a JSON object");
        while (_json.Next() == JsonTokenType.PropertyName)
        {
            switch (_json.Text())
            {
                case "dtype" when dtype is null: dtype = ParseDType(); break;
                case "shape" when shape is null: shape = _json.Integers("shape", MaxRank); break;
                case "data_offsets" when dataOffsets is null: dataOffsets = _json.Integers("data_offsets", 2); break;
                case "dtype" or "shape" or "data_offsets": throw _json.Bad("a field of the tensor's description occurs twice");
                case var field: throw _json.Bad($"the tensor's description has an unknown field {PrintableText.Quote(field)}");
            }
        }
        TensorEntry entry = MakeEntry(
            name, dtype ?? throw Missing("dtype"), shape ?? throw Missing("shape"), dataOffsets ?? throw Missing("data_offsets"));
        _json.TensorName = null;
        return entry;
    }

    WeightDType ParseDType()
    {
        _json.Expect(JsonTokenType.String, "dtype is not a string");
        string name = _json.Text();
        return WeightDTypes.TryParse(name, out WeightDType dtype) ? dtype : throw _json.Bad($"the dtype {PrintableText.Quote(name)} is unknown");
    }

    readonly TensorEntry MakeEntry(string name, WeightDType dtype, long[] shape, long[] dataOffsets)
    {
        if (dataOffsets is not [long begin, long end]) throw _json.Bad("data_offsets does not hold two numbers");
        if (end < begin) throw _json.Bad("data_offsets ends before it begins");
        if (end > long.MaxValue - _dataStart) throw _json.Bad("data_offsets lies beyond the end of any file: 64-bit overflow");
        (long elements, long bits) = Measure(dtype, shape);
        if (bits % 8 != 0) throw _json.Bad($"{elements:N0} elements of {dtype.Name()} do not fill whole bytes");
        if (end - begin != bits / 8) throw _json.Bad($"shape and dtype need {bits / 8:N0} bytes, data_offsets spans {end - begin:N0}");
        return new TensorEntry(name, dtype, shape, elements, _dataStart + begin, bits / 8);
    }

    readonly (long Elements, long Bits) Measure(WeightDType dtype, long[] shape)
    {
        try
        {
            long elements = shape.Aggregate(1L, (product, size) => checked(product * size));
            return (elements, checked(elements * dtype.BitsPerElement()));
        }
        catch (OverflowException)
        {
            throw _json.Bad("the shape is larger than any file: 64-bit overflow");
        }
    }

    readonly WeightFormatException Missing(string field) => _json.Bad($"the tensor's description has no {field}");
}
