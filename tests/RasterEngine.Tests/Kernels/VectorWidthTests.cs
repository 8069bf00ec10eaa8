using System.Globalization;
using System.Runtime.Intrinsics;
using Xunit;

namespace RasterEngine.Tests.Kernels;

/// <summary>A run that means to test a narrower width must have that width: a misspelt runtime switch is silently ignored.</summary>
public sealed class VectorWidthTests
{
    /// <summary>The environment variable that states the width in bits this run expects; 0 = no vectors.</summary>
    public const string ExpectedWidth = "RASTERENGINE_EXPECTED_WIDTH";

    [Fact]
    public void Run_HasTheWidthItWasAskedFor()
    {
        int width = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;
        string? expected = Environment.GetEnvironmentVariable(ExpectedWidth);
        if (expected is null)
        {
            Assert.Contains(width, new[] { 0, 128, 256, 512 });
        }
        else
        {
            Assert.Equal(int.Parse(expected, CultureInfo.InvariantCulture), width);
        }
    }
}
