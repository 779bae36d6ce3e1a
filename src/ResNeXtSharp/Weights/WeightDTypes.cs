namespace ResNeXtSharp.Weights;

/// <summary>Names and sizes of <see cref="WeightDType"/>.</summary>
public static class WeightDTypes
{
    static readonly (string Name, int Bits)[] Table =
    [
        ("BOOL", 8), ("F4", 4), ("F6_E2M3", 6), ("F6_E3M2", 6), ("U8", 8), ("I8", 8),
        ("F8_E5M2", 8), ("F8_E4M3", 8), ("F8_E8M0", 8), ("F8_E4M3FNUZ", 8), ("F8_E5M2FNUZ", 8),
        ("I16", 16), ("U16", 16), ("F16", 16), ("BF16", 16), ("I32", 32), ("U32", 32), ("F32", 32),
        ("C64", 64), ("F64", 64), ("I64", 64), ("U64", 64),
    ];

    /// <summary>The name that the safetensors format uses, such as <c>F32</c>.</summary>
    public static string Name(this WeightDType dtype) => Table[(int)dtype].Name;

    /// <summary>Size of one element in bits; a multiple of 8 except for the 4- and 6-bit floats.</summary>
    public static int BitsPerElement(this WeightDType dtype) => Table[(int)dtype].Bits;

    /// <summary>Finds the type of a name written exactly as in the safetensors format.</summary>
    public static bool TryParse(string name, out WeightDType dtype)
    {
        int index = Array.FindIndex(Table, row => row.Name == name);
        dtype = index >= 0 ? (WeightDType)index : default;
        return index >= 0;
    }
}
