using ResNeXtSharp.Models;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Tests.Nn;

public sealed class StateDictTests
{
    [Fact]
    public void A_loaded_state_dict_gives_the_same_values()
    {
        ResNet source = Small(seed: 1), target = Small(seed: 2);
        target.LoadStateDict(source.StateDict());
        foreach ((string key, Tensor tensor) in source.StateDict())
            Assert.Equal(tensor.ToArray(), target.StateDict()[key].ToArray());
    }

    [Fact]
    public void Another_models_state_dict_is_refused_by_key_and_changes_nothing()
    {
        ResNet model = Small(seed: 1);
        float[] before = model.Fc.Weight.Value.ToArray();
        var other = new ResNet(BlockKind.Basic, [1, 1, 1, 1], classes: 7);
        var error = Assert.Throws<ArgumentException>(() => model.LoadStateDict(other.StateDict()));
        Assert.Contains("missing: layer1.0.conv3.weight, layer1.0.bn3.weight, ", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, model.Fc.Weight.Value.ToArray());
    }

    [Fact]
    public void Keys_may_be_missing_or_unexpected_when_not_strict_and_are_reported()
    {
        ResNet source = Small(seed: 1), target = Small(seed: 2);
        Dictionary<string, Tensor> state = source.StateDict().Where(entry => entry.Key != "fc.bias").ToDictionary();
        state.Add("fc.gain", Tensor.Ones([1]));
        float[] bias = target.Fc.Bias!.Value.ToArray();
        LoadReport report = target.LoadStateDict(state, strict: false);
        Assert.Equal(["fc.bias"], report.Missing);
        Assert.Equal(["fc.gain"], report.Unexpected);
        Assert.Equal(bias, target.Fc.Bias!.Value.ToArray());
        Assert.Equal(source.Fc.Weight.Value.ToArray(), target.Fc.Weight.Value.ToArray());
    }

    [Fact]
    public void Another_shape_is_refused_even_when_not_strict()
    {
        ResNet model = Small(seed: 1);
        Dictionary<string, Tensor> state = model.StateDict().ToDictionary();
        state["fc.bias"] = Tensor.Ones([7]);
        var error = Assert.Throws<ArgumentException>(() => model.LoadStateDict(state, strict: false));
        Assert.Contains("fc.bias is [7] instead of [5]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_replaced_classifier_takes_the_old_ones_place_in_the_state_dict()
    {
        ResNet model = Small(seed: 1);
        string[] keys = [.. model.StateDict().Keys];
        model.Fc = new Linear(model.Fc.InFeatures, 3);
        Assert.Equal(keys, model.StateDict().Keys);
        Assert.Equal(new Shape(3, 2048), model.StateDict()["fc.weight"].Shape);
    }

    static ResNet Small(ulong seed) => new(BlockKind.Bottleneck, [1, 1, 1, 1], classes: 5, groups: 8, widthPerGroup: 4, seed: seed);
}
