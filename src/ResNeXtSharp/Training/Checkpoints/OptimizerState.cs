using ResNeXtSharp.Kernels.Memory;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;

namespace ResNeXtSharp.Training;

/// <summary>An optimizer's steps, learning rate and moments. Moments are stored under their parameters' names and in the order of their elements.</summary>
/// <param name="optimizer">The optimizer.</param>
/// <param name="model">Where the parameters get their names from.</param>
internal sealed class OptimizerState(Optimizer optimizer, Module model) : ITrainingState
{
    private const string Steps = "steps";
    private const string LearningRate = "learning_rate";

    public string Name => "optimizer";

    public void Save(StateWriter writer)
    {
        writer.Add(Steps, optimizer.StepCount);
        writer.Add(LearningRate, optimizer.LearningRate);
        foreach ((string name, TensorCell like, NativeBuffer moment) in Moments())
            writer.Add(name, like.Shape.ToArray(), values => like.Layout.Load(like.Shape, moment.Span, values));
    }

    public void Load(StateReader reader)
    {
        optimizer.StepCount = reader.Integer(Steps);
        optimizer.LearningRate = reader.Number(LearningRate);
        foreach ((string name, TensorCell like, NativeBuffer moment) in Moments())
            like.Layout.Store(like.Shape, reader.Floats(name, like.Shape.ToArray()), moment.Span);
    }

    IEnumerable<(string Name, TensorCell Like, NativeBuffer Moment)> Moments()
    {
        Dictionary<Parameter, string> names = model.NamedParameters().ToDictionary(named => named.Parameter, named => named.Name);
        foreach (((Parameter parameter, NativeBuffer? first, NativeBuffer? second), int index) in optimizer.Moments.Select((each, index) => (each, index)))
        {
            string name = names.GetValueOrDefault(parameter) ?? $"parameter{index}";
            if (first is not null)
                yield return ($"first.{name}", parameter.Value.Cell, first);
            if (second is not null)
                yield return ($"second.{name}", parameter.Value.Cell, second);
        }
    }
}
