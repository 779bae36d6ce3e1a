using ResNeXtSharp.Differentiation;
using ResNeXtSharp.Models;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;
using ResNeXtSharp.Training;

namespace ResNeXtSharp.Tests.Golden;

/// <summary>Whole models against PyTorch's float64 values, within three times PyTorch's own float32 error plus 1e-5.</summary>
/// <remarks>
/// PyTorch leaves some of these bounds itself when its number of threads or layout changes, and the engine's order of sums was chosen among several that
/// differ in nothing else because it keeps all of them. A failure after a change of that order asks for a look, and is no proof of an error.
/// </remarks>
public sealed class GoldenTests
{
    public static TheoryData<string> Files => 
        [.. Directory.GetFiles(Path.Combine(GoldenCase.Folder, "pytorch"), "*.json").Select(path => Path.GetFileNameWithoutExtension(path)!).Order()];

    [Theory]
    [MemberData(nameof(Files))]
    public void State_dict_has_torchvisions_keys_shapes_and_order(string file)
    {
        GoldenCase golden = GoldenCase.Read(file);
        ResNet model = golden.Build();
        Assert.Equal(golden.Parameters, model.CountParameters());
        Assert.Equal(golden.StateDict.Select(e => $"{e.Key} [{string.Join(", ", e.Shape)}]"), model.StateDict().Select(e => $"{e.Key} {e.Value.Shape}"));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Evaluation_gives_PyTorchs_logits(string file)
    {
        GoldenCase golden = GoldenCase.Read(file);
        ResNet model = golden.Build();
        model.Eval();
        using (Autograd.NoGrad())
            golden.AssertLogits("eval_logits", model.Forward(HashFill.Input(golden.InputShape)));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Training_gives_PyTorchs_loss_gradients_and_running_statistics(string file)
    {
        GoldenCase golden = GoldenCase.Read(file);
        ResNet model = golden.Build();
        Tensor logits = model.Forward(HashFill.Input(golden.InputShape));
        golden.AssertLogits("train_logits", logits);
        Tensor loss = new CrossEntropyLoss().Forward(logits, golden.Labels);
        Assert.True(Math.Abs(loss.Item() - golden.Loss) <= golden.LossTolerance * golden.Loss, $"loss {loss.Item()} instead of {golden.Loss}");
        loss.Backward();
        golden.AssertGradients(model);
        golden.AssertRunning(model);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Three_steps_of_Adam_give_PyTorchs_parameters(string file) => Train(file, "adam", parameters => new Adam(parameters, 1e-3));

    [Theory]
    [MemberData(nameof(Files))]
    public void Three_steps_of_Sgd_give_PyTorchs_parameters(string file) =>
        Train(file, "sgd", parameters => new Sgd(parameters, 1e-3, momentum: 0.9, nesterov: true, weightDecay: 5e-4));

    static void Train(string file, string name, Func<IEnumerable<Parameter>, Optimizer> create)
    {
        GoldenCase golden = GoldenCase.Read(file);
        ResNet model = golden.Build();
        Optimizer optimizer = create(model.Parameters());
        var losses = new List<double>();
        for (int step = 0; step < 3; step++)
        {
            optimizer.ZeroGrad();
            Tensor loss = new CrossEntropyLoss().Forward(model.Forward(HashFill.Input(golden.InputShape)), golden.Labels);
            loss.Backward();
            optimizer.Step();
            losses.Add(loss.Item());
        }
        golden.AssertAfter(name, losses, model);
    }
}
