using Microsoft.Extensions.DependencyInjection;
using ResNeXtSharp.Inference;
using ResNeXtSharp.Web.Api;
using ResNeXtSharp.Web.Batching;
using ResNeXtSharp.Weights;

namespace ResNeXtSharp.Web;

/// <summary>Puts a classifier into an ASP.NET Core application.</summary>
public static class ResNeXtServices
{
    /// <summary>The tag of the health check that turns healthy once the network has run.</summary>
    public const string ReadyTag = "ready";

    /// <summary>The name of the meter of pictures, batches and refusals, for <c>AddMeter</c> of OpenTelemetry.</summary>
    public const string MeterName = BatchMetrics.MeterName;

    /// <summary>Loads the weights of a file that says which model it holds, as <c>resnext train</c> writes them.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="weights">The file.</param>
    /// <param name="configure">Changes limits.</param>
    /// <exception cref="WeightFormatException">The file cannot be used.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A limit is not positive.</exception>
    /// <example><code>
    /// builder.Services.AddResNeXt("best.safetensors");
    /// var app = builder.Build();
    /// app.MapResNeXt();
    /// </code></example>
    public static IServiceCollection AddResNeXt(this IServiceCollection services, string weights, Action<ResNeXtOptions>? configure = null) =>
        services.AddResNeXt(Classifier.Open(weights), options =>
        {
            options.Weights = weights;
            configure?.Invoke(options);
        });

    /// <summary>Adds a classifier that is loaded already, a <see cref="BatchedClassifier"/> around it, and a health check with the tag <see cref="ReadyTag"/>.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="classifier">The model. Nobody else may train or change it from now on.</param>
    /// <param name="configure">Changes limits.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit is not positive.</exception>
    public static IServiceCollection AddResNeXt(this IServiceCollection services, Classifier classifier, Action<ResNeXtOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(classifier);
        var options = new ResNeXtOptions();
        configure?.Invoke(options);
        options.Check();
        services.AddMetrics();
        services.AddSingleton(options);
        services.AddSingleton(classifier);
        services.AddSingleton<BatchMetrics>();
        services.AddSingleton(provider => new BatchedClassifier(classifier, options, provider.GetRequiredService<BatchMetrics>()));
        services.AddSingleton<Admission>();
        services.AddSingleton<PictureDecoding>();
        services.AddSingleton<SampleGallery>();
        services.AddSingleton(_ => ModelAnswer.Of(classifier, options.Weights));
        services.AddHostedService<WarmUp>();
        services.AddHealthChecks().AddCheck<WarmUpCheck>("resnext", tags: [ReadyTag]);
        return services;
    }
}
