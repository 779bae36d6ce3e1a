#:project ../src/ResNeXtSharp/ResNeXtSharp.csproj

// Grad-CAM: where in a picture a network sees a class. "dotnet run examples/07-grad-cam.cs -- runs/first/best.safetensors cat.jpg" asks that network about that
// picture; without arguments a small network is trained on the built-in pictures for a minute, and asked about one that it has never seen.
using ResNeXtSharp.Data;
using ResNeXtSharp.Explanation;
using ResNeXtSharp.Models;
using ResNeXtSharp.Tensors;
using ResNeXtSharp.Training;
using ResNeXtSharp.Weights;

var (model, description) = args.Length > 1 ? ModelWeights.Open(args[0]) : TrainForAMoment(args.Length > 0 ? int.Parse(args[0]) : 3_000);
var size = description.ImageSize;

// 1. The picture, cut to the network's size: as pixels to draw, and as numbers for the network.
var sample = new ImageSample();
if (args.Length > 1) ImageFile.Load(args[1]).CopyTo(sample);
else new Shapes(train: false).Read(Random.Shared.Next(Shapes.DefaultTestCount), sample);
new Compose(new Resize(description.ResizeSize ?? size), new CenterCrop(size)).Apply(sample);
var picture = new Image(size, size, sample.Pixels.ToArray());
new Compose(new ToTensor(), new Normalize([.. description.Mean], [.. description.Std])).Apply(sample);
var input = Tensor.FromChannelsLast(sample.Values, [1, 3, size, size]);

// 2. What the network says, and the map of the class that it says: the gradient of the class's logit weighs the channels of a stage.
var best = Prediction.Predict(model, input)[0][0];
var explanation = GradCam.Compute(model, input, best.Index);
Console.WriteLine($"{description.ClassNames[best.Index]} with {best.Probability:P1}{(args.Length > 1 ? "" : $"; it is {Shapes.Names[sample.Label]}")}");
Console.WriteLine($"the map has {explanation.StageMap.Height}x{explanation.StageMap.Width} places, from stage {explanation.Stage + 1} of {model.Stages.Count}; the denser, the more it matters:");

// 3. On the terminal, in characters that are twice as high as wide.
const string Shades = " .:-=+*#%@";
var rough = explanation.Map.Resize(16, 32);
for (var row = 0; row < rough.Height; row++)
    Console.WriteLine("    " + string.Concat(Enumerable.Range(0, rough.Width).Select(column => Shades[(int)(rough[row, column] * (Shades.Length - 1))])));

// 4. Over the picture, and the picture beside it.
var enlargement = Math.Max(1, 256 / size);
var (plain, hot) = (picture.Resize(size * enlargement, size * enlargement), HeatOverlay.Of(picture, explanation.Map, enlargement));
var stride = plain.Width * Image.Channels;
var both = new byte[2 * stride * plain.Height];
for (var row = 0; row < plain.Height; row++)
{
    plain.Pixels.Slice(row * stride, stride).CopyTo(both.AsSpan(2 * row * stride));
    hot.Pixels.Slice(row * stride, stride).CopyTo(both.AsSpan((2 * row + 1) * stride));
}
var path = Path.Combine(Path.GetTempPath(), "resnext-grad-cam.png");
File.WriteAllBytes(path, new Image(2 * plain.Width, plain.Height, both).ToPng());
Console.WriteLine($"drawn: {path}");
return 0;

static (ResNet, ModelDescription) TrainForAMoment(int pictures)
{
    var small = ModelCatalog.Create("resnext_fast", Shapes.Names.Count);
    using var train = new DataLoader(new Shapes(train: true, pictures), batchSize: 32, shuffle: true, new Compose(new ToTensor(), new Normalize(Shapes.Mean, Shapes.Std)));
    new Trainer(small, new Adam(small.Parameters(), learningRate: 1e-3)).Fit(train, validation: null, epochs: 3);
    return (small, new ModelDescription("resnext_fast", Shapes.Names, [.. Shapes.Mean], [.. Shapes.Std], Shapes.Side, Shapes.Title));
}
