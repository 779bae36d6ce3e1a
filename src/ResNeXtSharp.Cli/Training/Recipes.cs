namespace ResNeXtSharp.Cli.Training;

/// <summary>Named settings of a training, under the names that a configuration file has for them.</summary>
static class Recipes
{
    /// <summary>The recipe that nothing has to be said for.</summary>
    public const string Seed = "seed";

    static readonly Dictionary<string, Dictionary<string, string[]>> All = new()
    {
        [Seed] = [],

        // facebookresearch/ResNeXt on CIFAR: decay on all parameters, learning rate divided at 49 % and 74 % of 300 epochs, padding of the mean colour.
        ["paper-cifar"] = new()
        {
            ["model"] = ["resnext29_8x64d"], ["optimizer"] = ["sgd"], ["learning_rate"] = ["0.1"], ["momentum"] = ["0.9"], ["nesterov"] = ["true"],
            ["weight_decay"] = ["5e-4"], ["batch_size"] = ["128"], ["epochs"] = ["300"], ["schedule"] = ["multi-step"], ["milestones"] = ["147", "222"],
            ["crop_padding"] = ["4"], ["flip"] = ["true"],
        },
        ["fast"] = new()
        {
            ["model"] = ["resnext_fast"], ["optimizer"] = ["sgd"], ["learning_rate"] = ["0.2"], ["momentum"] = ["0.9"], ["nesterov"] = ["true"],
            ["weight_decay"] = ["5e-4"], ["spare_vectors"] = ["true"], ["batch_size"] = ["128"], ["epochs"] = ["22"], ["schedule"] = ["one-cycle"],
            ["label_smoothing"] = ["0.1"], ["crop_padding"] = ["2"], ["flip"] = ["true"], ["ema"] = ["0.998"], ["hold_out"] = ["0.02"],
        },
    };

    /// <summary>The names.</summary>
    public static IEnumerable<string> Names => All.Keys;

    /// <summary>The settings of a recipe.</summary>
    public static IReadOnlyDictionary<string, string[]> Get(string name) => All[name];
}
