// Micro-benchmarks of single kernels at the shapes of ResNeXt-50 (32x4d).
//     dotnet run -c Release --project bench/ResNeXtSharp.Benchmarks                          all of them, a few minutes
//     dotnet run -c Release --project bench/ResNeXtSharp.Benchmarks -- --filter '*Grouped*'
using BenchmarkDotNet.Running;
using ResNeXtSharp.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(GflopsColumn).Assembly).Run(args is [] ? ["--filter", "*"] : args, new ShortConfig());
