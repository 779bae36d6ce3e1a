using System.CommandLine;
using ResNeXtSharp.Cli.Serving;

namespace ResNeXtSharp.Cli.Commands;

static partial class CommandList
{
    static partial void AddServers(List<Command> commands, CommandContext context) =>
        commands.AddRange([ServeCommand.Create(context), DashboardCommand.Create(context)]);
}
