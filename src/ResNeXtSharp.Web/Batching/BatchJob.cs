using ResNeXtSharp.Inference;

namespace ResNeXtSharp.Web.Batching;

/// <summary>Something the network is to do, and who waits for it.</summary>
abstract class BatchJob(PreparedPicture picture, CancellationToken cancellation)
{
    public PreparedPicture Picture => picture;

    /// <summary>Whether nobody waits any longer.</summary>
    public bool IsAbandoned => cancellation.IsCancellationRequested;

    public abstract void Fail(Exception exception);
}

/// <summary>A picture to classify, together with others.</summary>
sealed class ClassifyJob(PreparedPicture picture, CancellationToken cancellation) : BatchJob(picture, cancellation)
{
    public TaskCompletionSource<Classification> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override void Fail(Exception exception) => Answer.TrySetException(exception);
}

/// <summary>A picture to explain, alone.</summary>
sealed class ExplainJob(PreparedPicture picture, string? target, CancellationToken cancellation) : BatchJob(picture, cancellation)
{
    public string? Target => target;

    public TaskCompletionSource<ExplainedClassification> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override void Fail(Exception exception) => Answer.TrySetException(exception);
}
