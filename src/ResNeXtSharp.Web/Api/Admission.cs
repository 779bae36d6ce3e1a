using ResNeXtSharp.Web.Batching;

namespace ResNeXtSharp.Web.Api;

/// <summary>
/// Refuses requests that would only wait: a queue that grows helps nobody. Bodies that arrive share some memory, and requests whose body is there share some
/// places; a client that sends nothing, or slowly, holds no place.
/// </summary>
sealed class Admission(ResNeXtOptions options, BatchMetrics metrics)
{
    long _bytes;
    int _inside;

    /// <summary>Whether a request that comes now would only be refused; where it is, the refusal is counted.</summary>
    public bool Refuses()
    {
        if (Volatile.Read(ref _inside) < Places) return false;
        metrics.Refused();
        return true;
    }

    /// <summary>What a request takes; gives it all back when it is disposed.</summary>
    public Claim Begin() => new(this);

    long Most => options.MaxBufferedBytes;

    int Places => options.MaxRequests;

    ProblemException Busy()
    {
        metrics.Refused();
        return new ProblemException(503, BusyAnswer.Detail) { RetryAfterSeconds = BusyAnswer.RetryAfterSeconds };
    }

    public sealed class Claim(Admission admission) : IDisposable
    {
        long _bytes;
        bool _isInside;

        /// <summary>Takes memory for more of the body.</summary>
        /// <exception cref="ProblemException">All of it is taken.</exception>
        public void Reserve(int bytes)
        {
            _bytes += bytes;
            if (Interlocked.Add(ref admission._bytes, bytes) > admission.Most) throw admission.Busy();
        }

        /// <summary>Takes a place.</summary>
        /// <exception cref="ProblemException">All places are taken.</exception>
        public void Enter()
        {
            _isInside = true;
            if (Interlocked.Increment(ref admission._inside) > admission.Places) throw admission.Busy();
        }

        public void Dispose()
        {
            Interlocked.Add(ref admission._bytes, -_bytes);
            if (_isInside) Interlocked.Decrement(ref admission._inside);
        }
    }
}
