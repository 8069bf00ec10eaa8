using System.Globalization;

namespace RasterEngine.Host.Cli;

/// <summary>Names, paths and zone ids come from documents and files of others: what would command a terminal or turn its text round is shown as �.</summary>
internal static class Printable
{
    public static string Of(string text) => text.All(IsPlain) ? text : string.Concat(text.Select(c => IsPlain(c) ? c : '\uFFFD'));

    private static bool IsPlain(char c) => !char.IsControl(c) && char.GetUnicodeCategory(c) is not (UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
