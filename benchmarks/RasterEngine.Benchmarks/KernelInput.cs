using RasterEngine.Kernels;

namespace RasterEngine.Benchmarks;

/// <summary>The near infrared and red of a synthetic pair as a kernel gets them, in one of the stored types.</summary>
/// <typeparam name="TStored">byte, ushort, short or float.</typeparam>
internal sealed class KernelInput<TStored>
    where TStored : unmanaged
{
    private const double Missing = -9999;
    private static readonly decimal[] Thresholds = [0.35m, 0.4m, 0.45m];
    private static readonly decimal[] Changes = [0.1m, 0.15m, 0.2m];

    public KernelInput(int side)
    {
        var scene = new SyntheticScene(side);
        X1 = Read(scene, false, SyntheticScene.NearInfrared);
        Y1 = Read(scene, false, SyntheticScene.Red);
        X2 = Read(scene, true, SyntheticScene.NearInfrared);
        Y2 = Read(scene, true, SyntheticScene.Red);
    }

    public TStored[] X1 { get; }

    public TStored[] Y1 { get; }

    public TStored[] X2 { get; }

    public TStored[] Y2 { get; }

    /// <summary>NDVI at the thresholds of a rule of 0.4 and 0.15.</summary>
    public static PairForm Form
    {
        get
        {
            var date = new DateForm(IndexForm.NormalisedDifference, Band, Band);
            return new PairForm(date, date, Thresholds, Changes);
        }
    }

    private static BandForm Band =>
        typeof(TStored) == typeof(ushort) ? new(SyntheticScene.Scale, SyntheticScene.Offset, SyntheticScene.NoData, ushort.MaxValue)
        : typeof(TStored) == typeof(byte) ? new(0.004m, 0m, 0)
        : typeof(TStored) == typeof(short) ? new(0.0001m, 0m, Missing)
        : new(1m, 0m, Missing);

    private static TStored[] Read(SyntheticScene scene, bool later, int band)
    {
        var pixels = new TStored[scene.Side * scene.Side];
        ushort[] line = new ushort[scene.Side];
        for (int row = 0; row < scene.Side; row++)
        {
            scene.Fill(later, band, 0, row, scene.Side, line);
            for (int column = 0; column < line.Length; column++)
            {
                pixels[(row * scene.Side) + column] = Stored(line[column]);
            }
        }

        return pixels;
    }

    private static TStored Stored(ushort sentinel)
    {
        int reflectance = sentinel - SyntheticScene.StoredZero;
        bool seen = sentinel != SyntheticScene.NoData;
        if (typeof(TStored) == typeof(byte))
        {
            return (TStored)(object)(byte)(seen ? Math.Clamp(reflectance / 40, 1, 255) : 0);
        }

        if (typeof(TStored) == typeof(short))
        {
            return (TStored)(object)(short)(seen ? reflectance : (int)Missing);
        }

        return typeof(TStored) == typeof(float) ? (TStored)(object)(seen ? reflectance * 1e-4f : (float)Missing) : (TStored)(object)sentinel;
    }
}
