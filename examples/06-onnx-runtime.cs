#:project ../src/ResNeXtSharp/ResNeXtSharp.csproj
#:package Microsoft.ML.OnnxRuntime

// Export to ONNX, and run the file in ONNX Runtime. "dotnet run examples/06-onnx-runtime.cs -- runs/first/best.safetensors" exports that file;
// without arguments it is a small network that has been trained for a moment.
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using ResNeXtSharp.Data;
using ResNeXtSharp.Differentiation;
using ResNeXtSharp.Models;
using ResNeXtSharp.Onnx;
using ResNeXtSharp.Training;
using ResNeXtSharp.Weights;

var (model, description) = args.Length > 0 ? ModelWeights.Open(args[0]) : TrainForAMoment();

// 1. The file: one float32 graph with its weights inside. Batch norms have become part of the convolutions.
var path = Path.Combine(Path.GetTempPath(), "resnext.onnx");
OnnxFile.Save(path, model, description);
Console.WriteLine($"{description.Model} as ONNX: {path}, {new FileInfo(path).Length:N0} bytes, operator set {OnnxFile.OpsetVersion}");

// 2. Sixteen pictures, brought to the network's size.
const int Count = 16;
var transform = new Compose(new Resize(description.ImageSize, description.ImageSize), new ToTensor(), new Normalize([.. description.Mean], [.. description.Std]));
using var pictures = new DataLoader(new Shapes(train: false, Count), batchSize: Count, shuffle: false, transform);
var inputs = pictures.Single().Inputs;

// 3. The logits of both.
float[] here;
model.Eval();
using (Autograd.NoGrad()) here = model.Forward(inputs).ToArray();
using var session = new InferenceSession(path);
using var results = session.Run([NamedOnnxValue.CreateFromTensor("pictures", new DenseTensor<float>(inputs.ToArray(), inputs.Shape.ToArray()))]);
float[] there = [.. results[0].AsEnumerable<float>()];

// 4. They agree up to rounding.
var classes = description.ClassNames.Count;
int[] Best(float[] logits) => [.. logits.Chunk(classes).Select(row => Array.IndexOf(row, row.Max()))];
var (difference, largest) = (here.Zip(there, (a, b) => Math.Abs(a - b)).Max(), here.Max(Math.Abs));
Console.WriteLine($"logits of up to {largest:F2} differ by {difference:0.0E0}; {Best(here).Zip(Best(there)).Count(pair => pair.First == pair.Second)} of {Count} classes agree");
return difference <= 1e-4f * Math.Max(1, largest) ? 0 : 1;

static (ResNet, ModelDescription) TrainForAMoment()
{
    var small = ModelCatalog.Create("resnext_tiny", Shapes.Names.Count);
    using var train = new DataLoader(new Shapes(train: true, count: 640), batchSize: 32, shuffle: true, new Compose(new ToTensor(), new Normalize(Shapes.Mean, Shapes.Std)));
    new Trainer(small, new Adam(small.Parameters(), learningRate: 1e-3)).Fit(train, validation: null, epochs: 1);
    return (small, new ModelDescription("resnext_tiny", Shapes.Names, [.. Shapes.Mean], [.. Shapes.Std], Shapes.Side, Shapes.Title));
}
