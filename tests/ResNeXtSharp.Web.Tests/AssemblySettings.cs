using Xunit.Sdk;
using Xunit.v3;

// Servers share the compute threads of the process, and some tests count its memory.
[assembly: Parallelization(Mode = ParallelMode.None)]
