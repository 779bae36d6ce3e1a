namespace ResNeXtSharp.Kernels.Threading;

/// <summary>Work split into items that may run in any order on any thread. An item's result must not depend on who runs it.</summary>
public interface IJob
{
    /// <summary>Does item <paramref name="index"/>.</summary>
    void Run(int index);
}
