using System.Text.Json;

namespace RasterEngine.Scenes;

/// <summary>A Landsat metadata file (MTL): values in named groups. The three forms that USGS writes (JSON, ODL text, XML) say the same.</summary>
internal sealed class LandsatMtl
{
    private readonly Dictionary<(string Group, string Key), string> _values = [];

    private LandsatMtl(string path) => Path = path;

    /// <summary>As written, for messages.</summary>
    public string Path { get; }

    /// <exception cref="ScanException">Not readable.</exception>
    public static LandsatMtl Read(string path, string fullPath)
    {
        var mtl = new LandsatMtl(path);
        switch (System.IO.Path.GetExtension(fullPath))
        {
            case ".json":
                MetadataJson.Read(path, fullPath, root => mtl.AddGroup("", root));
                break;
            case ".xml":
                foreach (MetadataElement element in MetadataXml.Read(path, fullPath).Where(e => e.Text.Length > 0))
                {
                    mtl.Add(element.Parent, element.Name, element.Text);
                }

                break;
            default:
                mtl.AddLines(MetadataText.Read(path, fullPath));
                break;
        }

        return mtl;
    }

    /// <summary>A value; null when none of the groups has it. Level 2 repeats level 1's names in other groups, so a key alone says nothing.</summary>
    public string? Value(string key, params ReadOnlySpan<string> groups)
    {
        foreach (string group in groups)
        {
            if (_values.TryGetValue((group, key), out string? value))
            {
                return value;
            }
        }

        return null;
    }

    private bool AddGroup(string name, JsonElement group)
    {
        if (group.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("is not made of groups of values; expected a Landsat MTL file");
        }

        foreach (JsonProperty member in group.EnumerateObject())
        {
            switch (member.Value.ValueKind)
            {
                case JsonValueKind.Object:
                    AddGroup(member.Name, member.Value);
                    break;
                case JsonValueKind.String:
                    Add(name, member.Name, member.Value.GetString()!);
                    break;
                case JsonValueKind.Number:
                    Add(name, member.Name, member.Value.GetRawText());
                    break;
                default:
                    throw new JsonException($"{member.Name} is neither a group nor a value; expected a Landsat MTL file");
            }
        }

        return true;
    }

    // ODL as LPGS writes it: GROUP = NAME, KEY = VALUE, END_GROUP = NAME, at last END, which some files leave out.
    private void AddLines(string text)
    {
        var open = new Stack<string>();
        int number = 0;
        foreach (string line in text.Split('\n').Select(l => l.Trim()))
        {
            number++;
            if (line.Length == 0)
            {
                continue;
            }

            if (line == "END")
            {
                break;
            }

            int equals = line.IndexOf('=', StringComparison.Ordinal);
            string key = equals < 0 ? "" : line[..equals].Trim();
            string value = line[(equals + 1)..].Trim();
            bool isFit = key switch
            {
                "" => false,
                "GROUP" => Open(open, value),
                "END_GROUP" => open.TryPop(out string? ended) && ended == value,
                _ => open.TryPeek(out string? group) && Add(group, key, value.Trim('"')),
            };
            if (!isFit)
            {
                throw MetadataText.Unreadable(Path, $"line {number} is {MetadataText.Quote(line)}; expected KEY = VALUE inside a GROUP");
            }
        }

        if (open.TryPeek(out string? left))
        {
            throw MetadataText.Unreadable(Path, $"ends inside the group {MetadataText.Quote(left)}; expected END_GROUP: the file is cut off");
        }
    }

    private static bool Open(Stack<string> open, string group)
    {
        open.Push(group);
        return open.Count <= 64;
    }

    private bool Add(string group, string key, string value) => _values.TryAdd((group, key), value.Trim())
        ? true
        : throw MetadataText.Unreadable(Path, $"gives {MetadataText.Quote(key)} twice in the group {MetadataText.Quote(group)}");
}
