using System.Text.Json.Serialization;

namespace ResNeXtSharp.Web.Dashboard;

/// <summary>How far a run is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunState>))]
enum RunState
{
    /// <summary>Its training goes on.</summary>
    [JsonStringEnumMemberName("training")]
    Training,

    /// <summary>All planned epochs are done.</summary>
    [JsonStringEnumMemberName("finished")]
    Finished,

    /// <summary>It ended before: early stopping, an interruption, or a machine that went down.</summary>
    [JsonStringEnumMemberName("stopped")]
    Stopped,
}
