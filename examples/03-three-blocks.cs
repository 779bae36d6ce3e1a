#:project ../src/ResNeXtSharp/ResNeXtSharp.csproj

// The three forms of a ResNeXt block (Xie et al. 2017, figure 3) with the same values: a branch each, early concatenation, grouped convolution.
using ResNeXtSharp.Models;
using ResNeXtSharp.Models.Forms;
using ResNeXtSharp.Nn;
using ResNeXtSharp.Tensors;

var grouped = (Bottleneck)ResNeXt.ResNeXt50_32x4d(seed: 1).Stages[0][1];
grouped.Eval();
var input = Tensor.FromArray([.. Enumerable.Range(0, 256 * 14 * 14).Select(i => MathF.Sin(i))], [1, 256, 14, 14]);
var expected = grouped.Forward(input).ToArray();

var worst = 0f;
foreach (var block in new Module[] { new SplitTransformMergeBlock(grouped), new EarlyConcatenationBlock(grouped), grouped })
{
    var output = block.Forward(input).ToArray();
    var difference = output.Zip(expected, (a, b) => Math.Abs(a - b)).Max();
    var convolutions = block.NamedModules().Count(named => named.Module is Conv2d);
    Console.WriteLine($"{block.GetType().Name,-25} {convolutions,3} convolutions, {block.CountParameters():N0} parameters, largest difference {difference:0.0E0}");
    worst = Math.Max(worst, difference);
}
Console.WriteLine("resnext explain block measures the time of each.");
return worst < 1e-4 ? 0 : 1;
