#:project ../src/ResNeXtSharp/ResNeXtSharp.csproj
#:property PublishAot=false

// Writes what bench/server sends and serves: an untrained ResNeXt-50 for pictures of 32x32 and of 224x224, and a picture of each size.
using ResNeXtSharp.Data;
using ResNeXtSharp.Models;
using ResNeXtSharp.Weights;

string folder = args[0];
foreach ((int side, int classes) in (IEnumerable<(int, int)>)[(32, 10), (224, 1000)])
{
    const string Model = "resnext50_32x4d";
    string[] names = [.. Enumerable.Range(0, classes).Select(i => $"class {i}")];
    var description = new ModelDescription(Model, names, Shapes.Mean.ToArray(), Shapes.Std.ToArray(), side, "noise");
    ModelWeights.Save(Path.Combine(folder, $"{side}.safetensors"), ModelCatalog.Create(Model, classes, seed: 1), description);
    var sample = new ImageSample();
    new Shapes(train: false).Read(0, sample);
    var picture = new Image(sample.Width, sample.Height, sample.Pixels.ToArray()).Resize(side, side);
    File.WriteAllBytes(Path.Combine(folder, $"{side}.png"), picture.ToPng());
}
