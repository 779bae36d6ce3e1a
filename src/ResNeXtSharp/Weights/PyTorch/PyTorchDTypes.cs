namespace ResNeXtSharp.Weights;

/// <summary>PyTorch's names for the ten types that its tensors commonly have.</summary>
static class PyTorchDTypes
{
    /// <summary>Each type, the class of its storage in module <c>torch</c>, and its own name there.</summary>
    public static IReadOnlyList<(WeightDType DType, string Storage, string Name)> All { get; } =
    [
        (WeightDType.F32, "FloatStorage", "float32"),
        (WeightDType.F64, "DoubleStorage", "float64"),
        (WeightDType.F16, "HalfStorage", "float16"),
        (WeightDType.BF16, "BFloat16Storage", "bfloat16"),
        (WeightDType.I64, "LongStorage", "int64"),
        (WeightDType.I32, "IntStorage", "int32"),
        (WeightDType.I16, "ShortStorage", "int16"),
        (WeightDType.I8, "CharStorage", "int8"),
        (WeightDType.U8, "ByteStorage", "uint8"),
        (WeightDType.Bool, "BoolStorage", "bool"),
    ];
}
