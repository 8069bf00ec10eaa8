namespace RasterEngine.Cogs;

/// <summary>One encoded block in the spool.</summary>
/// <param name="Position">Of its record: four bytes of length, the encoded bytes, the last four of them once more.</param>
/// <param name="Bytes">Encoded bytes; 0 when it is not there yet.</param>
/// <param name="Hash">XXH128 of what it decodes to.</param>
/// <param name="RecordHash">XXH3 of the record: a few bits of a DEFLATE stream can change and it decodes to the same.</param>
internal readonly record struct CogBlock(long Position, int Bytes, ContentHash Hash, ulong RecordHash)
{
    /// <summary>What surrounds the encoded bytes: a leader and a trailer.</summary>
    public const int RecordOverhead = 8;

    public int RecordBytes => Bytes + RecordOverhead;
}
