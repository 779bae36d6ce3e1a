using ResNeXtSharp.Kernels.Convolution;

namespace ResNeXtSharp.Kernels.Tests.Convolution;

/// <summary>A convolution and both its gradients by definition. Activations are [batch, y, x, channel], weights [out channel, ky, kx, in channel of the group].</summary>
internal sealed class ConvolutionReference
{
    internal ConvolutionReference(ConvGeometry g, float[] input, float[] weight, float[] gradOutput)
    {
        Output = new double[gradOutput.Length];
        GradInput = new double[input.Length];
        GradWeight = new double[weight.Length];
        for (int pixel = 0; pixel < g.Batch * g.OutHeight * g.OutWidth; pixel++)
        {
            int image = pixel / g.OutWidth / g.OutHeight, oy = pixel / g.OutWidth % g.OutHeight, ox = pixel % g.OutWidth;
            for (int ky = 0; ky < g.KernelHeight; ky++)
            {
                for (int kx = 0; kx < g.KernelWidth; kx++)
                {
                    int y = (oy * g.Stride) - g.Padding + ky, x = (ox * g.Stride) - g.Padding + kx;
                    if (y >= 0 && y < g.Height && x >= 0 && x < g.Width)
                        Add(g, input, weight, gradOutput, (((image * g.Height) + y) * g.Width) + x, pixel, (ky * g.KernelWidth) + kx);
                }
            }
        }
    }

    internal double[] Output { get; }

    internal double[] GradInput { get; }

    internal double[] GradWeight { get; }

    void Add(ConvGeometry g, float[] input, float[] weight, float[] gradOutput, int source, int target, int tap)
    {
        int inputs = g.InChannels / g.Groups, outputs = g.OutChannels / g.Groups;
        for (int o = 0; o < g.OutChannels; o++)
        {
            int to = (target * g.OutChannels) + o;
            for (int i = 0; i < inputs; i++)
            {
                int from = (source * g.InChannels) + (o / outputs * inputs) + i;
                int w = (((o * g.KernelHeight * g.KernelWidth) + tap) * inputs) + i;
                Output[to] += (double)input[from] * weight[w];
                GradInput[from] += (double)gradOutput[to] * weight[w];
                GradWeight[w] += (double)gradOutput[to] * input[from];
            }
        }
    }
}
