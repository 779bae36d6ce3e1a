#:project ../src/ResNeXtSharp/ResNeXtSharp.csproj

// Train on your own pictures. "dotnet run examples/04-own-folder.cs -- pets 20" takes the folder pets, in which the pictures of each class (PNG, JPEG) have a
// folder of their own, and trains for 20 epochs. Without arguments some of the built-in shapes are written into such a folder, and trained on for half a minute.
using ResNeXtSharp.Data;
using ResNeXtSharp.Models;
using ResNeXtSharp.Tensors;
using ResNeXtSharp.Training;
using ResNeXtSharp.Weights;

const int Side = 48; // what every picture is brought to
var folder = args is [not "shapes", ..] ? args[0] : WriteShapes(Path.Combine(Path.GetTempPath(), "resnext-shapes"));
var epochs = args.Length > 1 ? int.Parse(args[1]) : 6;

// 1. The pictures. A fifth of each class is held out of training, to measure on pictures that the network has never seen.
var pictures = new ImageFolder(folder);
var (trainSet, testSet) = HoldOut.Split(pictures, share: 0.2);
Console.WriteLine($"{folder}: {trainSet.Count} pictures of {pictures.ClassNames.Count} classes to train on, {testSet.Count} held out");

// 2. Augmentation: training sees another part of each picture in each epoch, mirrored half of the time; the test sees the middle.
ITransform[] numbers = [new ToTensor(), new Normalize([.. ImageNet.Mean], [.. ImageNet.Std])];
var augmented = new Compose([new RandomResizedCrop(Side, scale: (0.5, 1)), new RandomHorizontalFlip(), .. numbers]);
var middle = new Compose([new Resize(Side), new CenterCrop(Side), .. numbers]);
using var train = new DataLoader(trainSet, batchSize: 16, shuffle: true, augmented) { DamagedLimit = 10 };
using var test = new DataLoader(testSet, batchSize: 32, shuffle: false, middle) { DamagedLimit = 10 };

// 3. A small network, and the loop of the first example as a class. The learning rate falls to zero along a cosine.
const string Name = "resnext_fast";
var model = ModelCatalog.Create(Name, pictures.ClassNames.Count);
var trainer = new Trainer(model, new Adam(model.Parameters(), learningRate: 1e-3)) { Schedule = new CosineSchedule(1e-3, (long)epochs * train.BatchCount) };
trainer.Fit(train, test, epochs, epochCompleted: epoch => Console.WriteLine(
    $"epoch {epoch.Epoch}: training loss {epoch.TrainLoss:F4}, held-out accuracy {epoch.ValidationAccuracy:P1}"));

// 4. The weights, with all that it takes to use them: class names, size, mean and deviation.
var file = Path.Combine(Path.GetTempPath(), "resnext-own.safetensors");
ModelWeights.Save(file, model, new ModelDescription(Name, pictures.ClassNames, ImageNet.Mean, ImageNet.Std, Side, pictures.Name));
Console.WriteLine($"weights: {file}");

// 5. Later, in another program: one picture. "resnext predict" does the same.
var (trained, description) = ModelWeights.Open(file);
var sample = new ImageSample();
sample.Read(testSet, Random.Shared.Next(testSet.Count));
middle.Apply(sample);
var best = Prediction.Predict(trained, Tensor.FromChannelsLast(sample.Values, [1, 3, Side, Side]))[0][0];
Console.WriteLine($"predicted {description.ClassNames[best.Index]} with {best.Probability:P1}; it is {pictures.ClassNames[sample.Label]}");
return 0;

static string WriteShapes(string root)
{
    Console.WriteLine("no folder given: some of the built-in shapes are written into one");
    var (shapes, sample) = (new Shapes(train: true, count: 1000), new ImageSample());
    for (var i = 0; i < shapes.Count; i++)
    {
        shapes.Read(i, sample);
        var classFolder = Directory.CreateDirectory(Path.Combine(root, shapes.ClassNames[sample.Label]));
        File.WriteAllBytes(Path.Combine(classFolder.FullName, $"{i:D4}.png"), new Image(sample.Width, sample.Height, sample.Pixels.ToArray()).ToPng());
    }
    return root;
}
