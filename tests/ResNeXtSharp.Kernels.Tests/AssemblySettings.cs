using Xunit.Sdk;
using Xunit.v3;

// SIMD level and thread count are process-wide: two tests at once would change them under each other.
[assembly: Parallelization(Mode = ParallelMode.None)]
