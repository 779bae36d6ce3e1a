#:project ../src/ResNeXtSharp/ResNeXtSharp.csproj

// A grouped convolution by hand: each output channel sees the input channels of its own group, and no other.
using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;

const int Channels = 8, Groups = 4, PerGroup = Channels / Groups, Side = 5;

var convolution = new Conv2d(Channels, Channels, kernelSize: 3, padding: 1, groups: Groups, bias: false, seed: 1);
var input = Tensor.FromArray([.. Enumerable.Range(0, Channels * Side * Side).Select(i => MathF.Sin(i))], [1, Channels, Side, Side]);

float[] x = input.ToArray(), weight = convolution.Weight.Value.ToArray(); // weight is [out, in / groups, 3, 3]
var byHand = new float[Channels * Side * Side];
for (var output = 0; output < Channels; output++)
    for (var row = 0; row < Side; row++)
        for (var column = 0; column < Side; column++)
            for (var i = 0; i < PerGroup; i++)
                for (var ky = 0; ky < 3; ky++)
                    for (var kx = 0; kx < 3; kx++)
                    {
                        int y = row + ky - 1, z = column + kx - 1, channel = output / PerGroup * PerGroup + i; // the group's own channels
                        if (y is < 0 or >= Side || z is < 0 or >= Side) continue;                              // padding is zero
                        byHand[(output * Side + row) * Side + column] += weight[((output * PerGroup + i) * 3 + ky) * 3 + kx] * x[(channel * Side + y) * Side + z];
                    }

var fast = convolution.Forward(input).ToArray();
var difference = byHand.Zip(fast, (a, b) => Math.Abs(a - b)).Max();
Console.WriteLine($"{Channels} channels in {Groups} groups: {convolution.CountParameters()} weights; one group would have {Channels * Channels * 9}");
Console.WriteLine($"largest difference between the loops and Conv2d: {difference:0.0E0}");
return difference < 1e-5 ? 0 : 1;
