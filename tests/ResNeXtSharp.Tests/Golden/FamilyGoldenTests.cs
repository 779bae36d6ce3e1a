using ResNeXtSharp.Differentiation;
using ResNeXtSharp.Models;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Tests.Golden;

/// <summary>
/// The parts that torchvision's models lack (squeeze-and-excitation, ResNet-D's stem and shortcuts, CIFAR's stem and three stages) against float64 values of
/// PyTorch, from networks written with timm's names and filled like the other golden files. Small pictures with odd sides: few activations lie so near to
/// zero that rounding decides about them, and every average over a window at the border occurs.
/// </summary>
public sealed class FamilyGoldenTests
{
    private const string Set = "family";

    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(Path.Combine(GoldenCase.Folder, Set), "*.json").Select(path => Path.GetFileNameWithoutExtension(path)!).Order()];

    [Theory]
    [MemberData(nameof(Files))]
    public void State_dict_has_timms_keys_shapes_and_order(string file)
    {
        GoldenCase golden = GoldenCase.Read(file, Set);
        ResNet model = golden.Build();
        Assert.Equal(golden.Parameters, model.CountParameters());
        Assert.Equal(golden.StateDict.Select(e => $"{e.Key} [{string.Join(", ", e.Shape)}]"), model.StateDict().Select(e => $"{e.Key} {e.Value.Shape}"));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Evaluation_gives_PyTorchs_logits(string file)
    {
        GoldenCase golden = GoldenCase.Read(file, Set);
        ResNet model = golden.Build();
        model.Eval();
        using (Autograd.NoGrad())
            golden.AssertLogits("eval_logits", model.Forward(HashFill.Input(golden.InputShape)));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Training_gives_PyTorchs_loss_gradients_and_running_statistics(string file)
    {
        GoldenCase golden = GoldenCase.Read(file, Set);
        ResNet model = golden.Build();
        Tensor logits = model.Forward(HashFill.Input(golden.InputShape));
        golden.AssertLogits("train_logits", logits);
        Tensor loss = new CrossEntropyLoss().Forward(logits, golden.Labels);
        Assert.True(Math.Abs(loss.Item() - golden.Loss) <= golden.LossTolerance * golden.Loss, $"loss {loss.Item()} instead of {golden.Loss}");
        loss.Backward();
        golden.AssertGradients(model);
        golden.AssertRunning(model);
    }
}
