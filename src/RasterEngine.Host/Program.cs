using RasterEngine.Host.Cli;

return CommandLine.Run(args);
