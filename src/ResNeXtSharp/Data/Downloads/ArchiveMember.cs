namespace ResNeXtSharp.Data;

/// <summary>A file inside an archive's folder and its exact size in bytes.</summary>
readonly record struct ArchiveMember(string Name, long Size);
