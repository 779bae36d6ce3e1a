using ResNeXtSharp.Nn;

namespace ResNeXtSharp.Models;

/// <summary>What a network costs, reckoned from its shape without building it.</summary>
/// <param name="Parameters">Trainable scalars.</param>
/// <param name="MultAdds">
/// Multiply-adds of one picture's forward pass in convolutions and the classifier, zeros of the padding included: the number that torchvision and papers
/// publish (as "FLOPs" at times).
/// </param>
public readonly record struct ModelSize(long Parameters, long MultAdds)
{
    /// <summary>The cost of a network for so many classes on pictures of so many pixels.</summary>
    public static ModelSize Of(ResNetGeometry geometry, int classes, int height, int width)
    {
        IReadOnlyList<NetworkPart> parts = PartsOf(geometry, classes, height, width);
        return new ModelSize(parts.Sum(part => part.Size.Parameters), parts.Sum(part => part.Size.MultAdds));
    }

    /// <summary>The same part by part, from the picture to the classes.</summary>
    public static IReadOnlyList<NetworkPart> PartsOf(ResNetGeometry geometry, int classes, int height, int width)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        return new Count(height, width).Network(geometry, classes);
    }

    /// <summary>Goes through a network's layers and keeps the size of the map between them.</summary>
    private sealed class Count(int height, int width)
    {
        private readonly List<NetworkPart> _parts = [];
        private readonly List<ConvolutionCost> _path = [];
        private int _height = height;
        private int _width = width;
        private long _parameters;
        private long _multAdds;

        internal List<NetworkPart> Network(ResNetGeometry geometry, int classes)
        {
            int channels = geometry.FirstPlanes;
            Stem(geometry.Stem, channels);
            End("conv1", blocks: 0, channels);
            for (int stage = 0; stage < geometry.Layers.Count; stage++)
            {
                for (int block = 0; block < geometry.Layers[stage]; block++)
                    channels = Block(geometry, geometry.Planes(stage), channels, block == 0 ? ResNetGeometry.Stride(stage) : 1);
                End($"layer{stage + 1}", geometry.Layers[stage], channels);
            }
            (_height, _width, _parameters, _multAdds) = (1, 1, ((long)channels + 1) * classes, (long)channels * classes);
            End("fc", blocks: 0, classes);
            return _parts;
        }

        void End(string name, int blocks, int channels)
        {
            _parts.Add(new NetworkPart(name, blocks, channels, _height, _width, new ModelSize(_parameters, _multAdds), [.. _path]));
            (_parameters, _multAdds) = (0, 0);
            _path.Clear();
        }

        void Stem(StemKind kind, int channels)
        {
            switch (kind)
            {
                case StemKind.Cifar:
                    Convolution(3, channels, kernel: 3);
                    return;
                case StemKind.PooledCifar:
                    Convolution(3, channels, kernel: 3);
                    break;
                case StemKind.Deep:
                    Convolution(3, channels / 2, kernel: 3, stride: 2);
                    Convolution(channels / 2, channels / 2, kernel: 3);
                    Convolution(channels / 2, channels, kernel: 3);
                    break;
                default:
                    Convolution(3, channels, kernel: 7, stride: 2);
                    break;
            }
            (_height, _width) = (Shrunk(_height, 2), Shrunk(_width, 2));
        }

        int Block(ResNetGeometry geometry, int planes, int channels, int stride)
        {
            int outChannels = planes * geometry.Expansion;
            if (stride != 1 || channels != outChannels)
                Shortcut(channels, outChannels, stride);
            _path.Clear();
            if (geometry.Block == BlockKind.Basic)
            {
                Convolution(channels, planes, kernel: 3, stride);
                Convolution(planes, planes, kernel: 3);
                return outChannels;
            }
            int blockWidth = Bottleneck.Width(planes, geometry.Groups, geometry.WidthAt64Planes);
            Convolution(channels, blockWidth, kernel: 1);
            Convolution(blockWidth, blockWidth, kernel: 3, stride, geometry.Groups);
            Convolution(blockWidth, outChannels, kernel: 1);
            if (geometry.Block == BlockKind.SqueezeExcite)
                Gates(outChannels);
            return outChannels;
        }

        /// <summary>The projection, whose map the block's own path reaches later.</summary>
        void Shortcut(int channels, int outChannels, int stride)
        {
            (int Height, int Width) before = (_height, _width);
            Convolution(channels, outChannels, kernel: 1, stride);
            (_height, _width) = before;
        }

        void Gates(int channels)
        {
            int reduced = SqueezeExcite.ReducedChannels(channels);
            _parameters += (2L * channels * reduced) + channels + reduced;
            _multAdds += 2L * channels * reduced;
        }

        /// <summary>A convolution without bias, padded to keep the map's size at stride 1, and the norm behind it.</summary>
        void Convolution(int inChannels, int outChannels, int kernel, int stride = 1, int groups = 1)
        {
            var convolution = new ConvolutionCost(inChannels, outChannels, kernel, groups);
            _path.Add(convolution);
            (_height, _width) = (Shrunk(_height, stride), Shrunk(_width, stride));
            _parameters += convolution.Parameters + (2L * outChannels);
            _multAdds += convolution.MultAdds(_height * _width);
        }

        static int Shrunk(int size, int stride) => (size + stride - 1) / stride;
    }
}
