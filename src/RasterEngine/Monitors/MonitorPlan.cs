using RasterEngine.Kernels;
using RasterEngine.Scenes;
using RasterEngine.Tiling;

namespace RasterEngine.Monitors;

/// <summary>A monitor held against its saved state and its files: which scenes are still to be read, and where.</summary>
/// <param name="Question">The document.</param>
/// <param name="Grid">What is monitored: the lattice and extent of the history's first scene.</param>
/// <param name="Layout">How it is cut.</param>
/// <param name="History">Scenes to fit; empty when the state is there.</param>
/// <param name="New">Scenes to add, oldest first.</param>
/// <param name="Facts">What all scenes have in common.</param>
internal sealed record MonitorPlan(
    MonitorQuestion Question, Grid Grid, StateLayout Layout, IReadOnlyList<(MonitorScene Entry, Scene Scene)> History, IReadOnlyList<(MonitorScene Entry, Scene Scene)> New, SceneFacts Facts)
{
    /// <param name="question">The document.</param>
    /// <param name="state">The head of the saved state; null when there is none yet.</param>
    /// <param name="displayed">How messages call the state.</param>
    /// <exception cref="ScanException">The state belongs to another design, a scene comes too late, or a file is unusable.</exception>
    public static MonitorPlan Make(MonitorQuestion question, StateHeader? state, string displayed)
    {
        if (state is not null && state.DesignHash != question.DesignHash)
        {
            throw new ScanException(
                "state-design", $"{displayed}: was made for another monitor (design {state.DesignHash[..12]}…, this document's is {question.DesignHash[..12]}…); expected the same history, model and rules, or a new state file.");
        }

        IReadOnlyList<(MonitorScene, Scene)> history = state is null ? [.. question.History.Select(Find)] : [], added = [.. NewScenes(question, state, displayed).Select(Find)];
        SceneFacts? facts = state?.Facts;
        Grid grid = state?.Grid() ?? history[0].Item2.Grid.NorthUp;
        foreach ((_, Scene scene) in history.Concat(added))
        {
            SceneFacts own = SceneFacts.Of(scene, question.Index);
            facts?.CheckComparable(own);
            facts ??= own;
            if (question.Resampling is null && grid.LatticeDifference(scene.Grid) is { } difference)
            {
                throw new ScanException(
                    "different-lattice", $"{scene.Files[0].Path} does not share the lattice of the history's first scene: {difference}; expected one CRS, one pixel size and origins whole pixels apart, or this entry in the document: \"resampling\": \"nearest\".");
            }
        }

        return new MonitorPlan(question, grid, new StateLayout(question.Design, grid, question.History.Count), history, added, facts!);

        (MonitorScene, Scene) Find(MonitorScene entry) => (entry, Scene.Find(entry.Source, [question.Index.FirstRole, question.Index.SecondRole], []));
    }

    /// <summary>A reader of one scene, and what its numbers mean. Belongs to the thread that opens it.</summary>
    public (SceneReader<double> Reader, IndexOrder<double> Index) Open(Scene scene)
    {
        string[] roles = SceneFacts.Roles(scene, Question.Index);
        var form = new DateForm(scene.Source.HoldsIndex ? IndexForm.Identity : Question.Index.Form, scene.Bands[roles[0]].Form, scene.Bands[roles[1]].Form);
        return (new SceneReader<double>(scene, roles[0], roles[1], Grid, Question.Resampling ?? Resampling.Nearest), new IndexOrder<double>(form));
    }

    // A scene that is in the state already is passed over; one that belongs before the state's last day cannot be added any more.
    private static List<MonitorScene> NewScenes(MonitorQuestion question, StateHeader? state, string displayed)
    {
        var found = new List<MonitorScene>();
        foreach (MonitorScene scene in question.Scenes)
        {
            AddedScene? same = state?.Scenes.FirstOrDefault(s => s.Day == scene.Day);
            if (same is not null && same.EntryHash != scene.EntryHash)
            {
                throw new ScanException("scene-out-of-order", $"{displayed}: holds another scene of {scene.Day:yyyy-MM-dd} than the document's {Path(scene)}; expected the one that was added, or a new state file.");
            }

            if (same is null && state is not null && scene.Day <= state.LastDay)
            {
                throw new ScanException("scene-out-of-order", $"{Path(scene)}: is of {scene.Day:yyyy-MM-dd}, but the state already reaches {state.LastDay:yyyy-MM-dd}; expected later scenes only, or a new state file.");
            }

            if (same is null)
            {
                found.Add(scene);
            }
        }

        return found;

        static string Path(MonitorScene scene) => scene.Source.Whole?.Path ?? scene.Source.Metadata?.Sources[0].Path ?? scene.Source.Bands.Values.FirstOrDefault()?.Path ?? scene.Source.Field;
    }
}
