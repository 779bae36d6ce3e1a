using System.Runtime.InteropServices;
using System.Text;
using ResNeXtSharp.Kernels.Memory;
using ResNeXtSharp.Kernels.Mpi;

namespace ResNeXtSharp.Distributed;

/// <summary>The processes that train one model together. All of them call the same operations in the same order.</summary>
public sealed class RankGroup : IDisposable
{
    // A file is sent in pieces of 16 MB.
    private const int MostFloats = 1 << 22;

    private readonly MpiWorld _world;
    private readonly MpiChannel _control;
    private readonly Heartbeat _heartbeat;

    RankGroup(MpiWorld world, TimeSpan silence, Action<string> lost)
    {
        _world = world;
        _control = world.OpenChannel();
        (Scattering, Collecting, Statistics) = (world.OpenChannel(), world.OpenChannel(), world.OpenChannel());
        // The last, since opening a channel waits for the other ranks inside the library, where no second thread may be.
        _heartbeat = new Heartbeat(world, world.OpenChannel(), silence, lost);
    }

    /// <summary>This process, from 0.</summary>
    public int Rank => _world.Rank;

    /// <summary>All processes.</summary>
    public int Size => _world.Size;

    /// <summary>The processes on this machine, and which of them this is.</summary>
    public (int Rank, int Size) Local => (_world.Local.Rank, _world.Local.Size);

    /// <summary>Whether this is the process that writes files and speaks to the user.</summary>
    public bool IsFirst => Rank == 0;

    /// <summary>The MPI library.</summary>
    public string Library => _world.Library;

    /// <summary>Time spent on waiting for other ranks, in all.</summary>
    internal TimeSpan Waited { get; private set; }

    /// <summary>Joins the other processes.</summary>
    /// <param name="library">The path of an MPI library, or null to look for one.</param>
    /// <param name="preferred">The family of libraries that is looked for first: the launcher's.</param>
    /// <param name="silence">A rank that nothing is heard of for so long is lost.</param>
    /// <param name="lost">Called with which rank is lost, on another thread. It ends the process (<see cref="Abort"/>).</param>
    /// <exception cref="MpiException">There is no MPI, or it cannot be started.</exception>
    public static RankGroup Join(string? library, MpiFlavor preferred, TimeSpan silence, Action<string> lost) => new(MpiWorld.Start(library, preferred), silence, lost);

    /// <summary>Ends the processes of all ranks.</summary>
    /// <param name="exitCode">What the launcher returns.</param>
    public void Abort(int exitCode) => _world.Abort(exitCode);

    /// <summary>Tells that this rank is alive and at work, where it works long without the others.</summary>
    public void ShowLife() => _heartbeat.ShowLife();

    /// <summary>What every rank has, in the order of ranks.</summary>
    /// <param name="own">This rank's numbers; every rank has as many.</param>
    /// <returns>[ranks, numbers]</returns>
    public double[] Gather(ReadOnlySpan<double> own)
    {
        var all = new double[own.Length * Size];
        Gather(_control, MemoryMarshal.Cast<double, float>(own), MemoryMarshal.Cast<double, float>(all.AsSpan()));
        return all;
    }

    /// <summary>The text of every rank, in the order of ranks.</summary>
    public string[] Gather(string own) => GatherTexts(_control, own);

    /// <summary>The text of every rank of this machine.</summary>
    public string[] GatherLocal(string own) => GatherTexts(_world.Local, own);

    /// <summary>Does something on the first rank of each machine, then on the others: what the first has downloaded is there.</summary>
    public T FirstOnMachine<T>(Func<T> make)
    {
        if (Local.Rank == 0)
        {
            T made = make();
            GatherLocal("");
            return made;
        }
        GatherLocal("");
        return make();
    }

    /// <summary>A file of rank 0, for all ranks: itself on rank 0, a copy in a temporary folder on the others.</summary>
    /// <param name="path">The file on rank 0, or null if there is none; of no interest on others.</param>
    /// <returns>Where this rank can read it, or null if there is none.</returns>
    /// <exception cref="IOException">The copy cannot be written, or the file cannot be read.</exception>
    public string? ShareFile(string? path)
    {
        byte[] content = IsFirst && path is not null ? File.ReadAllBytes(path) : [];
        long length = (long)Gather([IsFirst ? path is null ? -1 : content.Length : 0])[0];
        if (length < 0)
            return null;
        if (!IsFirst)
            content = new byte[length];
        for (int first = 0; first < content.Length; first += MostFloats * sizeof(float))
            Broadcast(content.AsSpan(first, Math.Min(MostFloats * sizeof(float), content.Length - first)));
        if (IsFirst)
            return path;
        string copy = Path.Combine(Directory.CreateTempSubdirectory("resnext-").FullName, "shared");
        File.WriteAllBytes(copy, content);
        return copy;
    }

    /// <summary>For gradients on their way to the rank that adds them.</summary>
    internal MpiChannel Scattering { get; }

    /// <summary>For sums on their way back.</summary>
    internal MpiChannel Collecting { get; }

    /// <summary>For the statistics of batch normalisations, which are asked for while gradients are under way.</summary>
    internal MpiChannel Statistics { get; }

    /// <summary>What every rank has, in the order of ranks.</summary>
    internal void Gather(MpiChannel channel, ReadOnlySpan<float> own, Span<float> all)
    {
        NativeBuffer mine = BufferPool.Rent(own.Length), received = BufferPool.Rent(all.Length);
        own.CopyTo(mine.Span);
        MpiRequest request = channel.AllGather(mine, received, own.Length);
        Wait(channel, ref request);
        received.Span.CopyTo(all);
        BufferPool.Return(mine);
        BufferPool.Return(received);
    }

    /// <summary>Waits until a request has ended.</summary>
    internal void Wait(MpiChannel channel, ref MpiRequest request)
    {
        var patience = new Patience(this);
        while (!channel.IsDone(ref request))
            patience.Wait();
        patience.End();
    }

    /// <summary>Waits for the other ranks to have come so far, and leaves them.</summary>
    public void Dispose()
    {
        _ = Gather("");
        _heartbeat.Dispose();
        _world.Leave();
    }

    void Broadcast(Span<byte> bytes)
    {
        NativeBuffer buffer = BufferPool.Rent((bytes.Length + sizeof(float) - 1) / sizeof(float));
        Span<byte> sent = MemoryMarshal.AsBytes(buffer.Span);
        bytes.CopyTo(sent);
        MpiRequest request = _control.Broadcast(buffer, root: 0);
        Wait(_control, ref request);
        sent[..bytes.Length].CopyTo(bytes);
        BufferPool.Return(buffer);
    }

    string[] GatherTexts(MpiChannel channel, string own)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(own);
        var lengths = new float[channel.Size];
        Gather(channel, [BitConverter.Int32BitsToSingle(bytes.Length)], lengths);
        int most = lengths.Max(BitConverter.SingleToInt32Bits), floats = (most + sizeof(float) - 1) / sizeof(float);
        if (floats == 0)
            return [.. lengths.Select(_ => "")];
        var (padded, all) = (new float[floats], new float[floats * channel.Size]);
        bytes.CopyTo(MemoryMarshal.AsBytes(padded.AsSpan()));
        Gather(channel, padded, all);
        return [.. lengths.Select((length, rank) => Encoding.UTF8.GetString(MemoryMarshal.AsBytes(all.AsSpan(rank * floats, floats))[..BitConverter.SingleToInt32Bits(length)]))];
    }

    /// <summary>Waiting: at first at full speed, then so that others may compute, at last so that the processor rests.</summary>
    internal struct Patience(RankGroup group)
    {
        private const int Spins = 50;
        private const int Yields = 2000;

        private readonly long _start = System.Diagnostics.Stopwatch.GetTimestamp();
        private int _waits;

        internal void Wait()
        {
            if (++_waits < Spins)
                Thread.SpinWait(20);
            else if (_waits < Yields)
                Thread.Yield();
            else
                Thread.Sleep(1);
            // Who waits is alive, however long.
            group.ShowLife();
        }

        internal readonly void End() => group.Waited += System.Diagnostics.Stopwatch.GetElapsedTime(_start);
    }
}
