using ResNeXtSharp.Data;
using ResNeXtSharp.Explanation;
using ResNeXtSharp.Models;
using ResNeXtSharp.Tensors;
using ResNeXtSharp.Training;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Inference;

/// <summary>
/// Weights and all that it takes to use them: pictures of any size in, names of classes out. Several threads may share one; pictures are prepared at the same
/// time, and the network takes one batch after another.
/// </summary>
/// <example><code>
/// var classifier = Classifier.Open("best.safetensors");
/// Console.WriteLine(classifier.Classify(ImageFile.Load("frog.png"), "frog.png").Class);
/// </code></example>
public sealed class Classifier
{
    readonly Lock _gate = new();
    readonly Compose _transform;
    readonly Compose _cut;
    readonly PixelNumbers _numbers;
    float[] _inputs = [];

    /// <summary>A classifier of a model that was made or trained here.</summary>
    /// <param name="model">The network. Nobody else may use it while this does.</param>
    /// <param name="description">Its classes, and the pictures it was trained on.</param>
    /// <exception cref="ArgumentException">The description names another number of classes than the model has.</exception>
    public Classifier(ResNet model, ModelDescription description)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(description);
        if (model.Fc.OutFeatures != description.ClassNames.Count)
            throw new ArgumentException($"The model has {model.Fc.OutFeatures} classes, its description names {description.ClassNames.Count}.", nameof(description));
        (Model, Description, Preprocessing) = (model, description, Preprocessing.Of(description));
        (_transform, _cut, _numbers) = (Preprocessing.Transform(), Preprocessing.CutTransform(), new PixelNumbers(Preprocessing));
    }

    /// <summary>The network.</summary>
    public ResNet Model { get; }

    /// <summary>Its classes, and the pictures it was trained on.</summary>
    public ModelDescription Description { get; }

    /// <summary>What makes the network's input from a picture.</summary>
    public Preprocessing Preprocessing { get; }

    /// <summary><see cref="Preprocessing"/> as a transform.</summary>
    public ITransform Transform => _transform;

    /// <summary>Loads the model that a weights file describes.</summary>
    /// <exception cref="WeightFormatException">The file cannot be used, or does not say what it holds.</exception>
    public static Classifier Open(string weights)
    {
        (ResNet model, ModelDescription description) = ModelWeights.Open(weights);
        return new Classifier(model, description);
    }

    /// <summary>Loads weights into a model of a given name; what the file does not say of itself is taken from a description.</summary>
    /// <exception cref="WeightFormatException">The file cannot be used, or holds another model.</exception>
    public static Classifier Open(string weights, ModelDescription otherwise, bool ignoreHead = false)
    {
        (ResNet model, ModelDescription description) = ModelWeights.Open(weights, otherwise, ignoreHead);
        return new Classifier(model, description);
    }

    /// <summary>Turns a picture into the network's input.</summary>
    /// <param name="picture">A picture of any size.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="DatasetException">The picture is far too long for its width; the message names it.</exception>
    public PreparedPicture Prepare(Image picture, string name)
    {
        ArgumentNullException.ThrowIfNull(picture);
        if (Preprocessing.ScaledPixels(picture.Width, picture.Height) > ImageFile.MaxPixels)
            throw new DatasetException($"{name} cannot be classified: {picture.Width}x{picture.Height} is far too long for its width.");
        return new PreparedPicture(Preprocessing.Keeps(picture.Width, picture.Height) ? picture : picture.Apply(_cut));
    }

    /// <summary>Classifies a picture.</summary>
    /// <param name="picture">A picture of any size.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="DatasetException">The picture is far too long for its width; the message names it.</exception>
    public Classification Classify(Image picture, string name) => Classify([Prepare(picture, name)])[0];

    /// <summary>Classifies pictures together. Each gets the bits it would get alone.</summary>
    /// <returns>A classification for each picture, in order.</returns>
    /// <exception cref="ArgumentException">There is no picture, or another classifier prepared one for another size.</exception>
    public IReadOnlyList<Classification> Classify(IReadOnlyList<PreparedPicture> pictures)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        if (pictures.Count == 0)
            throw new ArgumentException("There is no picture to classify.", nameof(pictures));
        lock (_gate)
        {
            Tensor input = Stack(pictures);
            IReadOnlyList<IReadOnlyList<ClassProbability>> rankings = Prediction.Predict(Model, input);
            input.Release();
            return [.. rankings.Select(Named)];
        }
    }

    /// <summary>Classifies a picture and finds the place in it that speaks for a class (<see cref="GradCam"/>).</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="target">The class to look for, one of the description's; null takes the likeliest.</param>
    /// <exception cref="ArgumentException">The model has no such class.</exception>
    public ExplainedClassification Explain(PreparedPicture picture, string? target = null)
    {
        ArgumentNullException.ThrowIfNull(picture);
        lock (_gate)
        {
            Classification classification = Classify([picture])[0];
            string name = target ?? classification.Class;
            Tensor input = Stack([picture]);
            GradCamResult result = GradCam.Compute(Model, input, IndexOf(name));
            input.Release();
            return new ExplainedClassification(classification, name, result.Map);
        }
    }

    int IndexOf(string name)
    {
        for (int i = 0; i < Description.ClassNames.Count; i++)
        {
            if (Description.ClassNames[i] == name)
                return i;
        }
        throw new ArgumentException($"The model has no class {name}.", nameof(name));
    }

    Tensor Stack(IReadOnlyList<PreparedPicture> pictures)
    {
        int side = Preprocessing.ImageSize, length = side * side * Image.Channels;
        if (_inputs.Length < pictures.Count * length)
            _inputs = new float[pictures.Count * length];
        for (int i = 0; i < pictures.Count; i++)
        {
            Image picture = pictures[i].Picture;
            if (picture.Width != side || picture.Height != side)
                throw new ArgumentException($"Picture {i} was prepared for another size than {side}x{side}.", nameof(pictures));
            _numbers.Write(picture.Pixels, _inputs.AsSpan(i * length, length));
        }
        return Tensor.FromChannelsLast(_inputs.AsSpan(0, pictures.Count * length), new Shape(pictures.Count, Image.Channels, side, side));
    }

    Classification Named(IReadOnlyList<ClassProbability> ranking) => new([.. ranking.Select(each => new ClassScore(Description.ClassNames[each.Index], each.Probability))]);
}
