#:project ../src/ResNeXtSharp/ResNeXtSharp.csproj

// ResNeXt-50 on small pictures, step by step. Without arguments it trains on the built-in pictures for a minute or two;
// "dotnet run examples/01-tutorial.cs -- cifar10 20" downloads CIFAR-10 and trains for 20 epochs, as long as that takes.
using ResNeXtSharp.Data;
using ResNeXtSharp.Models;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Training;

var cifar = args is ["cifar10", ..];
var (epochs, pictures) = (args.Length > 1 ? int.Parse(args[1]) : 1, args.Length > 2 ? int.Parse(args[2]) : cifar ? 50_000 : 2_000);

// 1. The model, from scratch, with 1,000 classes; its classifier replaced for ten; its structure.
var model = ResNeXt.ResNeXt50_32x4d();
model.Fc = new Linear(model.Fc.InFeatures, 10);
Console.WriteLine(model.Stages[0][0]);
Console.WriteLine($"{model.CountParameters():N0} parameters");

// 2. The pictures, as tensors of mean 0 and deviation 1.
var transform = cifar ? new Compose(new ToTensor(), new Normalize(Cifar10.Mean, Cifar10.Std)) : new Compose(new ToTensor(), new Normalize(Shapes.Mean, Shapes.Std));
Dataset trainSet = cifar ? new Subset(new Cifar10("data", train: true, download: true), pictures) : new Shapes(train: true, pictures);
Dataset testSet = cifar ? new Cifar10("data", train: false, download: true) : new Shapes(train: false, 500);
using var train = new DataLoader(trainSet, batchSize: 32, shuffle: true, transform);
using var test = new DataLoader(testSet, batchSize: 32, shuffle: false, transform);

// 3. The training loop: cross entropy, Adam, loss and accuracy of every epoch.
var trainer = new Trainer(model, new Adam(model.Parameters(), learningRate: 1e-3));
foreach (var epoch in trainer.Fit(train, test, epochs))
    Console.WriteLine($"epoch {epoch.Epoch}: loss {epoch.TrainLoss:F4}, accuracy {epoch.TrainAccuracy:P2}; validation loss {epoch.ValidationLoss:F4}, accuracy {epoch.ValidationAccuracy:P2}");

// 4. A random test picture: class, probability, truth.
model.Eval();
using var single = new DataLoader(testSet, batchSize: 1, shuffle: true, transform, seed: (ulong)Environment.TickCount64);
foreach (var (input, labels) in single)
{
    var best = Prediction.Predict(model, input)[0][0];
    Console.WriteLine($"predicted {testSet.ClassNames[best.Index]} with {best.Probability:P1}; it is {testSet.ClassNames[labels[0]]}");
    break;
}
return 0;
