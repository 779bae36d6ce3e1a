using Microsoft.Extensions.DependencyInjection;
using ResNeXtSharp.Web.Batching;

namespace ResNeXtSharp.Web.Tests.Batching;

public sealed class BatchedClassifierTests
{
    [Fact]
    public async Task What_is_queued_is_answered_before_the_end_and_nothing_after_it()
    {
        var services = new ServiceCollection().AddResNeXt(TestModel.Classifier).BuildServiceProvider();
        var batched = services.GetRequiredService<BatchedClassifier>();
        var answers = Enumerable.Range(0, 20).Select(seed => batched.ClassifyAsync(TestModel.Noise(seed), "noise")).ToArray();

        await services.DisposeAsync();

        for (var seed = 0; seed < answers.Length; seed++)
            Assert.Equal(TestModel.Classifier.Classify(TestModel.Noise(seed), "noise").Ranking, (await answers[seed]).Ranking);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => batched.ClassifyAsync(TestModel.Noise(1), "noise"));
    }

    [Fact]
    public async Task A_cancelled_picture_is_not_waited_for()
    {
        await using var services = new ServiceCollection().AddResNeXt(TestModel.Classifier).BuildServiceProvider();
        var batched = services.GetRequiredService<BatchedClassifier>();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => batched.ClassifyAsync(TestModel.Noise(1), "noise", new CancellationToken(canceled: true)));

        Assert.NotNull(await batched.ClassifyAsync(TestModel.Noise(1), "noise"));
    }
}
