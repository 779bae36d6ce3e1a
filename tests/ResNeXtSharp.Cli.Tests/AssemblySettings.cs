using Xunit.Sdk;
using Xunit.v3;

// Commands set the number of threads of the whole process.
[assembly: Parallelization(Mode = ParallelMode.None)]
