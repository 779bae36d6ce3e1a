using System.Text.Json;

namespace ResNeXtSharp.Cli.Tests.Commands;

public sealed class DataCommandTests : IDisposable
{
    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_sound_folder_passes()
    {
        var run = CommandRun.Of("data", "check", PetFolder.Write(_folder["pets"], perClass: 10)).Succeeded();

        Assert.Contains("nothing is wrong", run.Output);
        Assert.Contains(run.Lines, line => line.Contains("dark") && line.Contains(" 8 ") && line.Contains(" 2 "));
        Assert.Contains(run.Lines, line => line.Contains("width") && line.Contains("36 to 40, half up to 37"));
    }

    [Fact]
    public void What_is_wrong_is_named_and_decides_the_exit_code()
    {
        var pets = BadFolder();

        var run = CommandRun.Of("data", "check", pets);

        Assert.Equal(ExitCode.Data, run.ExitCode);
        Assert.Equal(
            "error: pets: 1 picture cannot be read; 1 picture in the training set as well as in the test set; 1 picture in more than one class.", run.Error.TrimEnd());
        Assert.Contains($"{Path.Combine(pets, "train", "dark", "2.png")} cannot be read as a picture: it is empty.", run.Output);
        Assert.Contains(
            $"train: {Path.Combine(pets, "train", "light", "0.png")} (light) = test: {Path.Combine(pets, "val", "light", "copy.png")} (light)", run.Output);
        Assert.Contains(
            $"train: {Path.Combine(pets, "train", "dark", "1.png")} (dark) = train: {Path.Combine(pets, "train", "light", "wrong.png")} (light)", run.Output);
    }

    [Fact]
    public void A_machine_reads_the_same()
    {
        var run = CommandRun.Of("data", "check", BadFolder(), "--json");

        using var found = JsonDocument.Parse(run.Output);
        var root = found.RootElement;
        Assert.Equal((ExitCode.Data, 3), (run.ExitCode, root.GetProperty("problems").GetArrayLength()));
        var train = root.GetProperty("parts")[0];
        Assert.Equal(("train", 9), (train.GetProperty("name").GetString(), train.GetProperty("count").GetInt32()));
        Assert.EndsWith("2.png", train.GetProperty("damaged")[0].GetProperty("picture").GetString());
        Assert.Equal(3, train.GetProperty("classes")[0].GetProperty("count").GetInt32());
        Assert.Equal(36, train.GetProperty("width").GetProperty("min").GetInt32());
        Assert.Equal(3, train.GetProperty("mean").GetArrayLength());
        Assert.Equal(2, root.GetProperty("duplicates").GetArrayLength());
    }

    [Fact]
    public void Built_in_pictures_are_checked_too() => Assert.Contains("nothing is wrong", CommandRun.Of("data", "check", "shapes").Succeeded().Output);

    [Fact]
    public void A_folder_that_is_not_there_is_named() =>
        Assert.Contains(_folder["none"], CommandRun.Of("data", "check", _folder["none"], "--offline").Refused(ExitCode.Data));

    string BadFolder()
    {
        var pets = _folder["pets"];
        PetFolder.Write(Path.Combine(pets, "train"), perClass: 4);
        PetFolder.Write(Path.Combine(pets, "val"), perClass: 3, seed: 1);
        File.WriteAllBytes(Path.Combine(pets, "train", "dark", "2.png"), []);
        File.Copy(Path.Combine(pets, "train", "light", "0.png"), Path.Combine(pets, "val", "light", "copy.png"));
        File.Copy(Path.Combine(pets, "train", "dark", "1.png"), Path.Combine(pets, "train", "light", "wrong.png"));
        return pets;
    }
}
