using ResNeXtSharp.Models;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;
using ResNeXtSharp.Tests.Golden;

namespace ResNeXtSharp.Tests.Nn;

public sealed class SummaryTests
{
    private static readonly SummaryColumn[] AllOfTorchinfo =
        [SummaryColumn.InputSize, SummaryColumn.OutputSize, SummaryColumn.Parameters, SummaryColumn.KernelSize, SummaryColumn.MultAdds];

    [Theory]
    [InlineData("resnext50_32x4d")]
    [InlineData("resnet18")]
    public void The_text_is_torchinfos(string name)
    {
        Summary summary = Summary.Of(ModelCatalog.Create(name, classes: 10, seed: null), [32, 3, 32, 32]);
        Assert.Equal(Golden($"{name}-10.summary-32x3x32x32.txt"), summary.ToString());
    }

    [Fact]
    public void The_text_is_torchinfos_with_more_depth_and_columns()
    {
        var options = new SummaryOptions { Depth = 4, Columns = AllOfTorchinfo };
        Summary summary = Summary.Of(ModelCatalog.Create("resnext50_32x4d", seed: null), [1, 3, 224, 224], options);
        Assert.Equal(Golden("resnext50_32x4d-1000.summary-1x3x224x224.txt"), summary.ToString());
    }

    [Fact]
    public void Frozen_parameters_stand_in_brackets_and_do_not_count_as_trainable()
    {
        ResNet model = ModelCatalog.Create("resnet18", classes: 10, seed: null);
        foreach (Parameter parameter in model.Parameters())
            parameter.RequiresGrad = false;
        model.Fc.Weight.RequiresGrad = true;
        var options = new SummaryOptions { Columns = [SummaryColumn.Parameters, SummaryColumn.Trainable] };

        string[] lines = Lines(Summary.Of(model, [1, 3, 32, 32], options));

        Assert.Equal("ResNet                                   --                        Partial", lines[3]);
        Assert.Equal("├─Conv2d: 1-1                            (9,408)                   False", lines[4]);
        Assert.Equal("├─ReLU: 1-3                              --                        --", lines[6]);
        Assert.Contains("│    │    └─Sequential: 3-18             (8,448)                   False", lines);
        Assert.Contains("├─Linear: 1-10                           5,130                     Partial", lines);
        Assert.Contains("Trainable params: 5,120", lines);
        Assert.Contains("Non-trainable params: 11,176,522", lines);
    }

    [Fact]
    public void A_module_that_is_used_again_is_recursive_and_counted_once()
    {
        var layer = new Conv2d(64, 64, kernelSize: 3, padding: 1);
        string[] lines = Lines(Summary.Of(new Sequential(layer, layer, layer, layer, layer, layer), [1, 64, 28, 28]));

        // The numbers of torchinfo's own test of recursion.
        Assert.Equal("├─Conv2d: 1-1                            [1, 64, 28, 28]           36,928", lines[4]);
        Assert.Equal("├─Conv2d: 1-2                            [1, 64, 28, 28]           (recursive)", lines[5]);
        Assert.Equal("├─Conv2d: 1-3                            [1, 64, 28, 28]           (recursive)", lines[6]);
        Assert.Contains("Total params: 36,928", lines);
        Assert.Contains("Total mult-adds (M): 173.71", lines);
        Assert.Contains("Forward/backward pass size (MB): 2.41", lines);
        Assert.Contains("Params size (kB): 147.71", lines);
        Assert.Contains("Estimated Total Size (MB): 2.76", lines);
    }

    [Fact]
    public void A_module_at_the_last_depth_shows_what_lies_inside_it()
    {
        var options = new SummaryOptions { Depth = 1, Columns = [SummaryColumn.Parameters, SummaryColumn.ParametersPercent, SummaryColumn.MultAdds] };
        string[] lines = Lines(Summary.Of(ModelCatalog.Create("resnet18", seed: null), [1, 3, 64, 64], options));

        Assert.Equal(4 + 10, Array.FindIndex(lines, 4, line => line.StartsWith('=')));
        Assert.Equal("├─ReLU: 1-3                              --                             --                   --", lines[6]);
        Assert.Equal("├─Sequential: 1-6                        525,568                     4.50%                   33,555,712", lines[9]);
        Assert.Equal("├─Sequential: 1-8                        8,393,728                  71.81%                   33,559,552", lines[11]);
    }

    [Fact]
    public void Depth_0_shows_the_model_alone()
    {
        string[] lines = Lines(Summary.Of(ModelCatalog.Create("resnet18", classes: 10, seed: null), [1, 3, 32, 32], new SummaryOptions { Depth = 0 }));
        Assert.Equal("ResNet                                   [1, 10]                   11,181,642", lines[3]);
        Assert.StartsWith("=", lines[4], StringComparison.Ordinal);
    }

    [Fact]
    public void Ascii_draws_the_tree_without_box_characters()
    {
        string text = Summary.Of(ModelCatalog.Create("resnet18", classes: 10, seed: null), [1, 3, 32, 32], new SummaryOptions { Ascii = true }).ToString();
        Assert.All(text, letter => Assert.True(letter < 128));
        Assert.Contains("\n+ Conv2d: 1-1                            [1, 64, 16, 16]           9,408\n", text, StringComparison.Ordinal);
        Assert.Contains("\n|    |    + Conv2d: 3-1                  [1, 64, 8, 8]             36,864\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_layer_alone_has_sizes_in_bytes()
    {
        // torchinfo's own test of a single linear layer.
        string[] lines = Lines(Summary.Of(new Linear(2, 5), [1, 2]));
        Assert.Equal("Linear                                   [1, 5]                    15", lines[3]);
        Assert.Equal(["Total mult-adds: 15", lines[0], "Input size: 64", "Forward/backward pass size: 40", "Params size: 60", "Estimated Total Size: 164", lines[0]], lines[8..]);
    }

    [Fact]
    public void Groups_are_a_column()
    {
        // torchinfo's own test of groups.
        var options = new SummaryOptions { Columns = [SummaryColumn.Groups, SummaryColumn.MultAdds] };
        string[] lines = Lines(Summary.Of(new Conv2d(16, 32, kernelSize: 3, groups: 4), [7, 16, 28, 28], options));
        Assert.Equal("Conv2d                                   4                         5,602,688", lines[3]);
        Assert.Contains("Input size (kB): 351.29", lines);
        Assert.Contains("Estimated Total Size (MB): 1.57", lines);
    }

    [Fact]
    public void The_model_stays_as_it_was()
    {
        ResNet model = ModelCatalog.Create("resnet18", classes: 10, seed: null);
        model.Bn1.Eval();
        _ = Summary.Of(model, [2, 3, 32, 32]);
        Assert.True(model.IsTraining);
        Assert.True(model.Stages[3].IsTraining);
        Assert.False(model.Bn1.IsTraining);
        Assert.All(model.Bn1.RunningMean.ToArray(), mean => Assert.Equal(0f, mean));
        Assert.DoesNotContain(model.Parameters(), parameter => parameter.Value.HasGrad);
    }

    [Fact]
    public void A_shape_that_does_not_fit_is_refused_and_leaves_the_model_as_it_was()
    {
        ResNet model = ModelCatalog.Create("resnet18", classes: 10, seed: null);
        Assert.Throws<ArgumentException>(() => Summary.Of(model, [1, 4, 32, 32]));
        Assert.True(model.IsTraining);
        Assert.Equal(11_181_642, Summary.Of(model, [1, 3, 32, 32]).ParameterCount);
    }

    static string[] Lines(Summary summary) => summary.ToString().Split('\n');

    static string Golden(string file) => File.ReadAllText(Path.Combine(GoldenCase.Folder, "print", file)).TrimEnd('\n');
}
