using ResNeXtSharp.Cli;

using var interruption = new Interruption();
return await ResnextCommand.RunAsync(args, CommandContext.ForProcess(), interruption.Token);
