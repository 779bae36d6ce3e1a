using System.IO.Pipelines;

namespace ResNeXtSharp.Web.Api;

/// <summary>
/// A body whose pending read can be given up. A read that ends so has to be finished all the same: the web server reads what is left of the body, and finds
/// a reader that says it is in the middle of a read. .NET's own stream over a reader leaves it there.
/// </summary>
sealed class GivenUpReader(PipeReader reader) : PipeReader
{
    /// <exception cref="OperationCanceledException">The read was given up (<see cref="CancelPendingRead"/>).</exception>
    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) => Finish(await reader.ReadAsync(cancellationToken));

    /// <exception cref="OperationCanceledException">The read was given up (<see cref="CancelPendingRead"/>).</exception>
    public override bool TryRead(out ReadResult result)
    {
        if (!reader.TryRead(out result)) return false;
        Finish(result);
        return true;
    }

    public override void AdvanceTo(SequencePosition consumed) => reader.AdvanceTo(consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => reader.AdvanceTo(consumed, examined);

    public override void CancelPendingRead() => reader.CancelPendingRead();

    public override void Complete(Exception? exception = null) => reader.Complete(exception);

    ReadResult Finish(ReadResult result)
    {
        if (!result.IsCanceled) return result;
        reader.AdvanceTo(result.Buffer.Start);
        throw new OperationCanceledException();
    }
}
