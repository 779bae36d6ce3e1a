using Xunit.Sdk;
using Xunit.v3;

// One browser, and trainings that would take each other's time.
[assembly: Parallelization(Mode = ParallelMode.None)]
