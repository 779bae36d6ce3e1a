using Xunit.Sdk;
using Xunit.v3;

// Models of hundreds of megabytes, one after another.
[assembly: Parallelization(Mode = ParallelMode.None)]
