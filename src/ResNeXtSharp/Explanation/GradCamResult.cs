namespace ResNeXtSharp.Explanation;

/// <summary>What Grad-CAM found.</summary>
/// <param name="Map">The map in the picture's size.</param>
/// <param name="StageMap">The map in the size of the stage's output, of which <paramref name="Map"/> is an enlargement: no detail is finer than its places.</param>
/// <param name="Stage">The stage it was computed from, from 0.</param>
public sealed record GradCamResult(HeatMap Map, HeatMap StageMap, int Stage);
