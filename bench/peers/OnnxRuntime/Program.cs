// Times ONNX Runtime on forward passes of an ONNX model and prints one JSON line, in the form that all engines use (see bench/compare).
//     OnnxRuntime MODEL BATCH SIZE THREADS ROUNDS SECONDS
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.ML.OnnxRuntime;

if (args is not [var path, .. var numbers] || numbers.Length != 5)
{
    Console.Error.WriteLine("usage: OnnxRuntime MODEL BATCH SIZE THREADS ROUNDS SECONDS");
    return 2;
}
var (batch, size, threads, rounds) = (Int(numbers[0]), Int(numbers[1]), Int(numbers[2]), Int(numbers[3]));
var seconds = double.Parse(numbers[4], CultureInfo.InvariantCulture);

using var options = new SessionOptions { IntraOpNumThreads = threads, GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL };
using var session = new InferenceSession(path, options);
using var input = OrtValue.CreateTensorValueFromMemory(Pixels(batch * 3 * size * size), [batch, 3, size, size]);
using var run = new RunOptions();

MillisecondsPerRun(seconds / 2); // the first run makes its buffers
var milliseconds = Enumerable.Range(0, rounds).Select(_ => MillisecondsPerRun(seconds)).ToArray();
using var process = Process.GetCurrentProcess();
Console.WriteLine(new JsonObject
{
    ["engine"] = "ONNX Runtime",
    ["version"] = OrtEnv.Instance().GetVersionString(),
    ["work"] = "inference",
    ["batch"] = batch,
    ["size"] = size,
    ["threads"] = threads,
    ["milliseconds"] = new JsonArray([.. milliseconds.Select(value => JsonValue.Create(value))]),
    ["peak_memory_bytes"] = process.PeakWorkingSet64,
}.ToJsonString());
return 0;

double MillisecondsPerRun(double leastSeconds)
{
    var clock = Stopwatch.StartNew();
    var runs = 0;
    do
    {
        using var outputs = session.Run(run, ["input"], [input], ["output"]);
        runs++;
    }
    while (clock.Elapsed.TotalSeconds < leastSeconds);
    return clock.Elapsed.TotalMilliseconds / runs;
}

static int Int(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static float[] Pixels(int count)
{
    var random = new Random(0);
    return [.. Enumerable.Range(0, count).Select(_ => (float)(2 * random.NextDouble() - 1))];
}
