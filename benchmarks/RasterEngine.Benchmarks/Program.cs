using System.Globalization;
using BenchmarkDotNet.Running;
using RasterEngine.Benchmarks;

if (args is ["generate", ..])
{
    if (args is not ["generate", "--size", var size, "--out", var folder] || !int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out int side) || side < 1)
    {
        Console.Error.WriteLine("usage: generate --size N --out DIR    (N × N pixels a date)");
        return 2;
    }

    Console.WriteLine(SyntheticFiles.Write(new SyntheticScene(side), folder));
    return 0;
}

if (args is ["decode", ..])
{
    return DecodeRun.Run(args);
}

if (args is ["limits", ..])
{
    return BareDecode.Run([.. args.Skip(1)]);
}

return BenchmarkSwitcher.FromAssembly(typeof(SyntheticScene).Assembly).Run(args, BenchmarkSettings.Make()).All(s => !s.HasCriticalValidationErrors && s.Reports.All(r => r.Success)) ? 0 : 1;
