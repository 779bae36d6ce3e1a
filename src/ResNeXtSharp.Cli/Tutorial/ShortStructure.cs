using System.Text;
using ResNeXtSharp.Models;
using ResNeXtSharp.Nn;

namespace ResNeXtSharp.Cli.Tutorial;

/// <summary>The printed structure of a network, with one block whole and the others counted.</summary>
static class ShortStructure
{
    public static string Of(ResNet model)
    {
        var text = new StringBuilder("ResNet(\n");
        foreach (var (name, part) in model.Children)
        {
            if (part is not Sequential stage) text.Append($"  ({name}): {part}\n");
            else if (stage == model.Stages[0]) AppendFirst(text, name, stage);
            else text.Append($"  ({name}): Sequential( {stage.Count} x {Kind(stage)} )\n");
        }
        return text.Append(')').ToString();
    }

    static void AppendFirst(StringBuilder text, string name, Sequential stage)
    {
        text.Append($"  ({name}): Sequential(\n    (0): {Indented(stage[0])}\n");
        text.Append($"    (1) to ({stage.Count - 1}): {Kind(stage)}, without downsample\n  )\n");
    }

    static string Indented(Module block) => block.ToString().Replace("\n", "\n    ", StringComparison.Ordinal);

    static string Kind(Sequential stage) => stage[0].GetType().Name;
}
