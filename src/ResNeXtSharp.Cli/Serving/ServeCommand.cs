using System.CommandLine;
using ResNeXtSharp.Cli.Data;
using ResNeXtSharp.Cli.HtmlReport;
using ResNeXtSharp.Cli.Options;
using ResNeXtSharp.Cli.Reports;
using ResNeXtSharp.Data;
using ResNeXtSharp.Inference;
using ResNeXtSharp.Web;
using ResNeXtSharp.Web.Hosting;

namespace ResNeXtSharp.Cli.Serving;

/// <summary><c>resnext serve</c>: answers pictures over HTTP, and shows a page to try it.</summary>
sealed class ServeCommand
{
    readonly CommandContext _context;
    readonly Option<string?> _file = new("--weights", "-w") { Description = "A .safetensors file, such as best.safetensors of a run folder, or PyTorch's .pth", HelpName = "FILE" };
    readonly Option<string?> _run = new("--run") { Description = "The best weights of a training run's folder, and its test pictures", HelpName = "RUN" };
    readonly WeightsOptions _weights = new();
    readonly DataOptions _data = new("what the weights were trained on, if it is there");
    readonly ServerOptions _server = new(port: 8080);
    readonly Option<int> _maxBatch = new Option<int>("--max-batch")
    {
        Description = "The most pictures that the network takes at once",
        HelpName = "N",
        DefaultValueFactory = _ => 32,
    }.AtLeast(1).AtMost(1024);

    readonly Option<double> _maxLatency = new Option<double>("--max-latency")
    {
        Description = "How many milliseconds a batch that is not full waits for pictures that are being decoded; one that comes alone never waits",
        HelpName = "MS",
        DefaultValueFactory = _ => 5,
    }.NotNegative().AtMost(10_000);

    readonly Option<int> _maxRequests = new Option<int>("--max-requests")
    {
        Description = "How many requests are worked on or wait; further ones are refused at once (503)",
        HelpName = "N",
        DefaultValueFactory = _ => 64,
    }.AtLeast(1).AtMost(900);

    ServeCommand(CommandContext context) => _context = context;

    public static Command Create(CommandContext context)
    {
        var serve = new ServeCommand(context);
        var command = new DocumentedCommand("serve", "Classify pictures over HTTP, with a page to try it in the browser.")
        {
            Examples =
            [
                ("serve --run runs/first", "a run's best weights on http://127.0.0.1:8080, for this computer alone"),
                ("serve --weights best.safetensors --port 0", "a weights file on a free port, which is printed"),
                ("serve --weights best.safetensors --host 0.0.0.0 --max-requests 200", "for every network this computer is in"),
            ],
        };
        foreach (var option in (IEnumerable<Option>)[
            serve._file, serve._run, serve._weights.Model, serve._data.Place, serve._data.Offline, .. serve._server.All, serve._maxBatch, serve._maxLatency, serve._maxRequests])
            command.Options.Add(option);
        command.SetAction(serve.RunAsync);
        return command;
    }

    Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var settings = _server.Resolve(parsed);
        var run = parsed.GetValue(_run) is { } folder ? RunFolder.Open(folder) : null;
        var file = parsed.GetValue(_file);
        if (run is not null == file is not null) throw new UsageException("Name what to serve: a weights file with --weights FILE, or a training run with --run RUN.");
        var weights = file ?? run!.BestWeights;
        var classifier = _weights.Open(parsed, weights, () => Source(parsed, weights, run, preprocessing: null, cancellation));
        var app = PredictionServer.Create(settings, classifier, options =>
        {
            options.MaxBatch = parsed.GetValue(_maxBatch);
            options.MaxLatency = TimeSpan.FromMilliseconds(parsed.GetValue(_maxLatency));
            options.MaxRequests = parsed.GetValue(_maxRequests);
            options.Weights = weights;
            options.Samples = () => TestPictures(() => Source(parsed, weights, run, classifier.Preprocessing, cancellation));
        });
        return RunningServer.RunAsync(app, url => _context.Output.WriteLine($"{classifier.Description.Model} on {url}; Ctrl-C ends it"), cancellation);
    }

    /// <summary>Where the model's pictures are. Only a place that is named is downloaded: samples are an extra.</summary>
    DataSource Source(ParseResult parsed, string weights, RunFolder? run, Preprocessing? preprocessing, CancellationToken cancellation)
    {
        if (parsed.GetValue(_data.Place) is not null) return _data.Resolve(parsed, _context, json: true, () => "", cancellation, preprocessing);
        var settings = run?.DataSettings(preprocessing ?? Preprocessing.ImageNet) ?? new DataSettings { Preprocessing = preprocessing ?? Preprocessing.ImageNet };
        return DataSource.At(run?.DataPlace ?? WeightsOptions.TrainingPlace(weights), settings, new DownloadReport(_context.ErrorConsole), cancellation);
    }

    // A server whose weights are fine serves; that it has no samples is told where they would be.
    static Dataset TestPictures(Func<DataSource> source)
    {
        try
        {
            return source().OpenTest();
        }
        catch (UsageException e)
        {
            throw new DatasetException(e.Message, e);
        }
    }
}
