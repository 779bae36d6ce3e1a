#:project ../src/ResNeXtSharp/ResNeXtSharp.csproj

// Weights from PyTorch, and fine-tuning. "dotnet run examples/05-pytorch-weights.cs -- resnext50_32x4d-7cdf4587.pth" starts from that file of torchvision.
// Without arguments a small network is trained here for a moment and saved as PyTorch would save it, a stand-in of the same kind.
using ResNeXtSharp.Data;
using ResNeXtSharp.Models;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Training;
using ResNeXtSharp.Weights;

// What the pictures of the new task are: ten shapes.
var transform = new Compose(new Resize(48), new ToTensor(), new Normalize([.. ImageNet.Mean], [.. ImageNet.Std]));
using var train = new DataLoader(new Shapes(train: true, count: 640), batchSize: 32, shuffle: true, transform);
using var test = new DataLoader(new Shapes(train: false, count: 300), batchSize: 100, shuffle: false, transform);
var path = args.Length > 0 ? args[0] : MakeStandIn();

// 1. What is in the file? A .pth is a pickle, which in Python can run any code; here it is only read.
using var file = TensorFile.Open(path);
var found = CheckpointGeometry.Detect(file.Entries) ?? throw new InvalidDataException($"{path} holds no residual network that is known.");
var name = found.ModelName ?? throw new InvalidDataException($"{path} holds a network without a name here.");
Console.WriteLine($"{Path.GetFileName(path)}: {file.Entries.Count} tensors, {name} with {found.Classes} classes");

// 2. Does it fit a model for ten classes? The report names every key that does not.
var model = ModelCatalog.Create(name, test.Dataset.ClassNames.Count);
Console.WriteLine($"strictly it does not fit: {ModelWeights.Compare(path, model).Summary}");

// 3. All but the head is loaded; the head stays the new, untrained one.
var report = ModelWeights.Load(path, model, ignoreHead: true);
Console.WriteLine($"loaded without the head: exact is {report.IsExact}, ignored are {string.Join(", ", report.Ignored)}");
Console.WriteLine($"accuracy with an untrained head: {Evaluation.Run(model, test).Accuracy:P1}");

// 4. First the head alone: everything before it is frozen, its batch norms included.
model.FreezeBackbone();
new Trainer(model, new Adam(model.Fc.Parameters(), learningRate: 3e-3)).Fit(train, validation: null, epochs: 1);
Console.WriteLine($"after an epoch of the head alone ({model.Fc.CountParameters():N0} parameters): {Evaluation.Run(model, test).Accuracy:P1}");

// 5. Then all of it, the backbone ten times slower than the head, so that it keeps what it has learnt.
model.Unfreeze();
var depths = model.ParametersByDepth(); // stem, stages, head
var groups = new[] { new ParameterGroup([.. depths.SkipLast(1).SelectMany(part => part)], LearningRateScale: 0.1), new ParameterGroup(depths[^1]) };
new Trainer(model, new Adam(groups, learningRate: 1e-3)).Fit(train, validation: null, epochs: 1);
Console.WriteLine($"after an epoch of everything ({model.CountParameters():N0} parameters): {Evaluation.Run(model, test).Accuracy:P1}");
return 0;

// A network of a thousand classes that has seen shapes of other colours and places.
string MakeStandIn()
{
    Console.WriteLine("no file given: a small network is trained for a moment and saved as a .pth");
    var small = ModelCatalog.Create("resnext14_8x4d", classes: 1000, seed: 1);
    using var others = new DataLoader(new Shapes(train: true, count: 1280, seed: 1), batchSize: 32, shuffle: true, transform);
    new Trainer(small, new Adam(small.Parameters(), learningRate: 1e-3)).Fit(others, validation: null, epochs: 2);
    var saved = Path.Combine(Path.GetTempPath(), "resnext14_8x4d.pth");
    ModelWeights.SaveForPyTorch(saved, small);
    return saved;
}
