namespace ResNeXtSharp.Data;

/// <summary>A file of a CIFAR data set and how many pictures it holds.</summary>
readonly record struct CifarFile(string Name, int Pictures);
