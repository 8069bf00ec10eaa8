using System.Globalization;

namespace RasterEngine.Samples;

/// <summary>Turns what a table holds into a reference class: a name, a number of the map's legend, or an answer that --label-map translates.</summary>
public sealed class LabelWords
{
    private readonly DesignReport design;
    private readonly IReadOnlyDictionary<string, string> translation;

    /// <param name="design">Its reference classes and legend count.</param>
    /// <param name="translation">From answers to class names; empty for none.</param>
    /// <exception cref="ScanException">It translates to something that is no reference class.</exception>
    public LabelWords(DesignReport design, IReadOnlyDictionary<string, string>? translation = null)
    {
        ArgumentNullException.ThrowIfNull(design);
        this.design = design;
        this.translation = translation ?? new Dictionary<string, string>();
        foreach ((string answer, string name) in this.translation)
        {
            if (name.Length > 0 && Named(name) < 0)
            {
                throw new ScanException("class-unknown", $"--label-map: translates “{answer}” to “{name}”, which is not a reference class of the design; expected one of {Names}.");
            }
        }
    }

    private string Names => string.Join(", ", design.ReferenceClasses.Select(c => c.Name));

    /// <summary>Shares of the reference classes; null when the cell is empty or its answer is translated to nothing.</summary>
    /// <param name="text">The cell.</param>
    /// <param name="place">File and line, for the refusal.</param>
    public double[]? Shares(string text, string place)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = text.Trim();
        if (translation.TryGetValue(text, out string? translated))
        {
            text = translated;
        }

        if (text.Length == 0)
        {
            return null;
        }

        int found = Named(text) is >= 0 and int named ? named : Numbered(text);
        return found >= 0 ? Estimates.UnitGroup.Whole(found, design.ReferenceClasses.Count) : throw new ScanException(
            "label-unknown", $"{place}: is labelled “{text}”, which is not a reference class of the design; expected one of {Names} (or nothing, for a unit that could not be judged), or --label-map \"{text}=…\".");
    }

    private int Named(string name)
    {
        for (int i = 0; i < design.ReferenceClasses.Count; i++)
        {
            if (string.Equals(design.ReferenceClasses[i].Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }

    // A number of the legend, when the class it names is one that interpreters tell apart by itself.
    private int Numbered(string text)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
        {
            return -1;
        }

        string? name = design.Map.Classes.Where(c => c.Value == number).Select(c => c.Name).FirstOrDefault();
        if (name is null)
        {
            return -1;
        }

        SampledClassEntry? only = design.ReferenceClasses.FirstOrDefault(c => c.MapTo.Count == 1 && c.MapTo[0] == name);
        return only is null ? Named(name) : Named(only.Name);
    }
}
