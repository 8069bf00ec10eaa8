namespace RasterEngine.Tests.Gdal;

internal static class OtherThread
{
    /// <summary>What the action throws in another thread; null when it does not.</summary>
    public static Exception? Run(Action action)
    {
        Exception? thrown = null;
        var thread = new Thread(() =>
        {
            try
            {
                action();
            }
            catch (Exception e)
            {
                thrown = e;
            }
        });
        thread.Start();
        thread.Join();
        return thrown;
    }
}
