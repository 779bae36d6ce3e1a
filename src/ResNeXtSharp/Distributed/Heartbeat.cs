using System.Diagnostics;
using ResNeXtSharp.Kernels.Memory;
using ResNeXtSharp.Kernels.Mpi;

namespace ResNeXtSharp.Distributed;

/// <summary>
/// Tells within seconds that a rank is gone or stopped, which MPI itself does not: its calls wait for ever. Rank 0 hears of all others twice a second and they hear
/// of it; each looks after its own main thread.
/// </summary>
internal sealed class Heartbeat : IDisposable
{
    private const float Beat = 1, Farewell = 2;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.5);

    // A step or a batch of an evaluation takes less; a thread that waits for ever takes more.
    private static readonly TimeSpan LongestStep = TimeSpan.FromMinutes(10);

    private readonly MpiWorld _world;
    private readonly MpiChannel _channel;
    private readonly TimeSpan _silence;
    private readonly Action<string> _lost;
    private readonly Peer[] _peers;
    private readonly ManualResetEventSlim _end = new();
    private readonly Thread _thread;
    private long _life = Stopwatch.GetTimestamp();

    internal Heartbeat(MpiWorld world, MpiChannel channel, TimeSpan silence, Action<string> lost)
    {
        (_world, _channel, _silence, _lost) = (world, channel, silence, lost);
        IEnumerable<int> ranks = world.Rank > 0 ? [0] : Enumerable.Range(1, world.Size - 1);
        _peers = [.. ranks.Select(rank => new Peer(channel, rank))];
        _thread = new Thread(Run) { IsBackground = true, Name = "ResNeXtSharp heartbeat" };
        _thread.Start();
    }

    /// <summary>Tells that the main thread has come forward.</summary>
    internal void ShowLife() => Volatile.Write(ref _life, Stopwatch.GetTimestamp());

    /// <summary>Takes leave. All ranks do, when they need each other no longer.</summary>
    public void Dispose()
    {
        _end.Set();
        _thread.Join();
        _end.Dispose();
    }

    void Run()
    {
        long last = Stopwatch.GetTimestamp();
        try
        {
            do
            {
                // A machine that slept has heard nothing either.
                if (Stopwatch.GetElapsedTime(last) > _silence / 2)
                    Array.ForEach(_peers, peer => peer.Forgive());
                last = Stopwatch.GetTimestamp();
                foreach (Peer peer in _peers)
                {
                    peer.Exchange(_channel, Beat);
                    if (peer.Silence > _silence)
                        _lost($"rank {peer.Rank} lost: nothing was heard of it for {peer.Silence.TotalSeconds:0} s; it was killed or stopped, or its machine or the network is down");
                }
                if (Stopwatch.GetElapsedTime(Volatile.Read(ref _life)) > LongestStep)
                    _lost($"rank {_world.Rank} lost: it has not come forward for {LongestStep.TotalMinutes:0} minutes");
            }
            while (!_end.Wait(Interval));
            TakeLeave();
        }
        catch (MpiException e)
        {
            _lost($"rank {_world.Rank} has lost the others: {e.Message}");
        }
    }

    // Nothing may be under way when MPI ends: each side receives until the other has said that nothing more will come.
    void TakeLeave()
    {
        foreach (Peer peer in _peers)
        {
            while (!peer.Exchange(_channel, Farewell))
                Thread.Sleep(1);
        }
    }

    private sealed class Peer
    {
        private readonly NativeBuffer _sent = BufferPool.Rent(1);
        private readonly NativeBuffer _received = BufferPool.Rent(1);
        private MpiRequest _sending;
        private MpiRequest _receiving;
        private long _heard = Stopwatch.GetTimestamp();
        private bool _saidFarewell;
        private bool _heardFarewell;

        internal Peer(MpiChannel channel, int rank)
        {
            Rank = rank;
            _receiving = channel.Receive(_received, rank);
        }

        internal int Rank { get; }

        internal TimeSpan Silence => _heardFarewell ? TimeSpan.Zero : Stopwatch.GetElapsedTime(_heard);

        internal void Forgive() => _heard = Stopwatch.GetTimestamp();

        /// <summary>Sends a word unless the last is still under way, and notes what has come.</summary>
        /// <returns>Whether both sides have taken leave.</returns>
        internal bool Exchange(MpiChannel channel, float word)
        {
            if (channel.IsDone(ref _sending) && !_saidFarewell)
            {
                _sent.Span[0] = word;
                _sending = channel.Send(_sent, Rank);
                _saidFarewell = word == Farewell;
            }
            if (!_heardFarewell && channel.IsDone(ref _receiving))
            {
                _heard = Stopwatch.GetTimestamp();
                _heardFarewell = _received.Span[0] == Farewell;
                if (!_heardFarewell)
                    _receiving = channel.Receive(_received, Rank);
            }
            return _saidFarewell && _heardFarewell && channel.IsDone(ref _sending);
        }
    }
}
