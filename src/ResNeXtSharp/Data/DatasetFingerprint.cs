using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ResNeXtSharp.Data;

/// <summary>Tells whether two data sets hold the same pictures under the same labels in the same order.</summary>
/// <remarks>
/// CIFAR is compared byte by byte, image folders by the files' names and lengths (reading them all would take as long as an epoch), and data sets of other
/// programs by their labels.
/// </remarks>
public static class DatasetFingerprint
{
    const int Digits = 16;

    /// <summary>Sixteen hexadecimal digits of a SHA-256.</summary>
    public static string Of(Dataset pictures)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var name in pictures.ClassNames) hash.AppendData(Encoding.UTF8.GetBytes(name + '\0'));
        Span<byte> label = stackalloc byte[sizeof(int)];
        for (var index = 0; index < pictures.Count; index++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(label, pictures.LabelOf(index));
            hash.AppendData(label);
            pictures.AddIdentity(index, hash);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..Digits];
    }
}
