#:project ../src/ResNeXtSharp/ResNeXtSharp.csproj
#:package ScottPlot

// ResNeXt-50 on small pictures, step by step. Without arguments it trains on the built-in pictures for a minute or two;
// "dotnet run examples/01-tutorial.cs -- cifar10 20" downloads CIFAR-10 and trains for 20 epochs, as long as that takes.
using ResNeXtSharp.Data;
using ResNeXtSharp.Differentiation;
using ResNeXtSharp.Models;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;
using ResNeXtSharp.Training;

var cifar = args is ["cifar10", ..];
var (epochs, pictures) = (args.Length > 1 ? int.Parse(args[1]) : 2, args.Length > 2 ? int.Parse(args[2]) : cifar ? 50_000 : 2_000);

// 1. The model, from scratch, with 1,000 classes; its classifier replaced for ten; its structure.
var model = ResNeXt.ResNeXt50_32x4d();
model.Fc = new Linear(model.Fc.InFeatures, 10);
Console.WriteLine(model);

// 2. The pictures, downloaded where need be, as tensors of mean 0 and deviation 1.
Dataset trainSet = cifar ? new Subset(new Cifar10("data", train: true, download: true), pictures) : new Shapes(train: true, pictures);
Dataset testSet = cifar ? new Cifar10("data", train: false, download: true) : new Shapes(train: false, 500);
var transform = new Compose(new ToTensor(), cifar ? new Normalize(Cifar10.Mean, Cifar10.Std) : new Normalize(Shapes.Mean, Shapes.Std));
using var train = new DataLoader(trainSet, batchSize: 32, shuffle: true, transform);
using var test = new DataLoader(testSet, batchSize: 32, shuffle: false, transform);

// 3. The training loop.
var optimizer = new Adam(model.Parameters(), learningRate: 1e-3);
var criterion = new CrossEntropyLoss();
List<double> trainLosses = [], testLosses = [], accuracies = [];
for (var epoch = 1; epoch <= epochs; epoch++)
{
    double sum = 0;
    model.Train();
    foreach (var (inputs, labels) in train)
    {
        optimizer.ZeroGrad();
        var outputs = model.Forward(inputs);
        var loss = criterion.Forward(outputs, labels);
        loss.Backward();
        optimizer.Step();
        sum += loss.Item() * labels.Count;
    }
    trainLosses.Add(sum / trainSet.Count);

    var (testSum, correct) = (0.0, 0);
    model.Eval();
    using (Autograd.NoGrad())
    {
        foreach (var (inputs, labels) in test)
        {
            var outputs = model.Forward(inputs);
            testSum += criterion.Forward(outputs, labels).Item() * labels.Count;
            correct += outputs.ArgMax().Zip(labels).Count(pair => pair.First == pair.Second);
        }
    }
    testLosses.Add(testSum / testSet.Count);
    accuracies.Add((double)correct / testSet.Count);
    Console.WriteLine($"epoch {epoch}: training loss {trainLosses[^1]:F4}, test loss {testLosses[^1]:F4}, test accuracy {accuracies[^1]:P1}");
}

// 4. The graph of the losses.
var plot = new ScottPlot.Plot();
var numbers = Enumerable.Range(1, epochs).Select(epoch => (double)epoch).ToArray();
plot.Add.Scatter(numbers, trainLosses.ToArray()).LegendText = "training loss";
plot.Add.Scatter(numbers, testLosses.ToArray()).LegendText = "test loss";
plot.XLabel("epoch");
var graph = Path.Combine(Path.GetTempPath(), "resnext-losses.png");
plot.SavePng(graph, 800, 500);
Console.WriteLine($"graph: {graph}");

// 5. A random test picture: class, probability, truth.
var sample = new ImageSample();
sample.Read(testSet, Random.Shared.Next(testSet.Count));
transform.Apply(sample);
var best = Prediction.Predict(model, Tensor.FromChannelsLast(sample.Values, [1, 3, sample.Height, sample.Width]))[0][0];
Console.WriteLine($"predicted {testSet.ClassNames[best.Index]} with {best.Probability:P1}; it is {testSet.ClassNames[sample.Label]}");
return 0;
