#!/usr/bin/env python3
"""Reference numbers for seasons of many dates: classes, cycles, days of start, peak, end, bare ground and loss, quartiles over dates.

None of the engine's code; numpy and GDAL only. Debian: python3-numpy python3-gdal; run with /usr/bin/python3

    season_numbers.py            writes season_numbers.json from seasons/*.json (the rasters lie in data-samples and in ../shared/data, beside the checkout)
    season_numbers.py --check    exits 1 when season_numbers.json differs

Pixels are walked one by one in plain Python, whole stored numbers as fractions, so that a threshold is met or not without rounding. Written from
algorithms.md section 18 and FAO ASIS's definitions of start (a quarter of the rise, searched leftwards from the peak) and end (three quarters of the
fall's amplitude, searched rightwards). Scenes of these documents share a lattice; hectares are left to the engine's tested areas.
"""
import datetime
import glob
import json
import os
import sys
from fractions import Fraction

import numpy as np
from osgeo import gdal

HERE = os.path.dirname(os.path.abspath(__file__))
gdal.UseExceptions()
gdal.SetConfigOption("CPL_LOG", os.devnull)
WHOLE = {gdal.GDT_Byte, gdal.GDT_UInt16, gdal.GDT_Int16}


def band(path, number):
    dataset = gdal.Open(os.path.normpath(os.path.join(HERE, "seasons", path)))
    b = dataset.GetRasterBand(number)
    return b.ReadAsArray(), b.GetNoDataValue(), b.DataType in WHOLE, dataset.GetGeoTransform()


def expand(scenes):
    for s in scenes:
        if "dates" not in s:
            yield s["date"], s, None
        else:
            for k, date in enumerate(s["dates"]):
                yield date, s, k + 1


def observe(scene, number):
    """index array of Fractions or floats (None where nothing was observed), and the geotransform."""
    if number is not None or "index" in scene.get("bands", {}):
        v, nodata, whole, place = band(scene["path"], number or scene["bands"]["index"])
        ok = np.isfinite(v) & (np.abs(v) <= 1e15) & ~((v == nodata) if nodata is not None else np.zeros(v.shape, bool))
        n, m = v, np.ones(v.shape, int)
    else:
        r, rn, whole, place = band(scene["path"], scene["bands"]["red"])
        i, inn, _, _ = band(scene["path"], scene["bands"]["nir"])
        ok = np.ones(r.shape, bool)
        for v, nodata in ((r, rn), (i, inn)):
            ok &= np.isfinite(v) & (np.abs(v) <= 1e15) & (v >= 0)
            if nodata is not None:
                ok &= ~(v == nodata)
        wide = np.int64 if whole else np.float64
        n, m = i.astype(wide) - r.astype(wide), i.astype(wide) + r.astype(wide)
        ok &= m > 0
    if "quality" in scene:
        q = scene["quality"]
        c, _, _, _ = band(q.get("path", scene["path"]), number or q.get("band", 1))
        ok &= np.isin(c, q["keep"])
    index = np.full(n.shape, None, dtype=object)
    for at in zip(*np.nonzero(ok)):
        index[at] = Fraction(int(n[at]), int(m[at])) if whole else float(n[at]) / float(m[at])
    return index, place


def walk(series, days, state):
    """Class, cycles, green and days of one pixel."""
    t = {k: Fraction(str(state[k])) for k in ("peakAt", "bareAt", "amplitude")}
    seen = [(d, v) for d, v in zip(days, series) if v is not None]
    green = any(v >= Fraction(str(state["vegetatedAt"])) for _, v in seen)
    if not seen:
        return 0, 0, False, {}
    gaps = [b[0] - a[0] for a, b in zip(seen, seen[1:])]
    if len(seen) < state.get("minClear", 6) or (gaps and max(gaps) > state.get("maxGapDays", 60)):
        return 5, 0, green, {}
    values = sorted(v for _, v in seen)
    low = values[1] if state.get("robustLow") and len(values) >= 8 else values[0]
    high = values[-1]
    if not (high >= t["peakAt"] and low <= t["bareAt"] and high - low >= t["amplitude"]):
        return 4, 0, green, {}
    word = "".join("c" if v >= t["peakAt"] else "b" if v <= t["bareAt"] else "" for _, v in seen)
    cycles = word.count("bc") + (1 if word[0] == "c" and "b" in word else 0)
    peak = next(i for i, (_, v) in enumerate(seen) if v == high)
    found = {"peak": seen[peak][0]}
    before, after = [v for _, v in seen[:peak]], [v for _, v in seen[peak + 1:]]
    if before:
        level = float(min(before)) + 0.25 * (float(high) - float(min(before)))
        i = peak
        while i > 0 and float(seen[i - 1][1]) >= level:
            i -= 1
        if i > 0:
            found["start"] = seen[i][0]
    if after:
        level = float(min(after)) + 0.75 * (float(high) - float(min(after)))
        found.update({"end": d for d, v in reversed(seen[peak + 1:]) if float(v) < level})
    stood = None
    for i, (d, v) in enumerate(seen):
        if v <= t["bareAt"]:
            if stood == "c":
                found["bare"] = d
            if i and seen[i - 1][1] >= t["peakAt"] and d - seen[i - 1][0] <= state.get("lossWithinDays", 20):
                found["loss"] = d
            stood = "b"
        elif v >= t["peakAt"]:
            stood = "c"
    return 6, min(7, cycles), green, found


def season(scenes, window, state):
    start, end = (datetime.date.fromisoformat(d) for d in window) if window else (datetime.date.min, datetime.date.max)
    used = [(datetime.date.fromisoformat(d), s, k) for d, s, k in expand(scenes)]
    used = [u for u in used if start <= u[0] <= end]
    year = used[0][0].year
    days = [(u[0] - datetime.date(year, 1, 1)).days + 1 for u in used]
    read = [observe(s, k) for _, s, k in used]
    left, top = min(p[0] for _, p in read), max(p[3] for _, p in read)
    dx, dy = read[0][1][1], -read[0][1][5]
    offsets = [(round((p[0] - left) / dx), round((top - p[3]) / dy)) for _, p in read]
    width = max(o[0] + a.shape[1] for (a, _), o in zip(read, offsets))
    height = max(o[1] + a.shape[0] for (a, _), o in zip(read, offsets))
    stack = np.full((len(used), height, width), None, dtype=object)
    for k, ((a, _), (c, r)) in enumerate(zip(read, offsets)):
        stack[k, r:r + a.shape[0], c:c + a.shape[1]] = a
    cells = np.empty((height, width), dtype=object)
    for r in range(height):
        for c in range(width):
            cells[r, c] = walk(stack[:, r, c], days, state)
    quartiles = []
    for k in range(len(used)):
        seen = np.array([float(v) for v in stack[k].ravel() if v is not None])
        quartiles.append([len(seen)] + ([round(float(np.quantile(seen, q, method="inverted_cdf")), 4) for q in (.25, .5, .75)] if len(seen) else [None] * 3))
    return cells, quartiles


def histogram(values):
    counts = {}
    for v in values:
        counts[str(v)] = counts.get(str(v), 0) + 1
    return dict(sorted(counts.items(), key=lambda kv: int(kv[0])))


def main():
    answers = {}
    for path in sorted(glob.glob(os.path.join(HERE, "seasons", "*.json"))):
        document = json.load(open(path))
        s, state = document["season"], dict(document["season"]["state"])
        state["vegetatedAt"] = document["rule"]["vegetatedAt"]
        cells, quartiles = season(s["scenes"], document.get("target", {}).get("season"), state)
        keep = np.ones(cells.shape, bool)
        if "land" in document:
            keep = np.isin(band(document["land"]["path"], 1)[0], document["land"]["keep"])
        inside = [c for c, k in zip(cells.ravel(), keep.ravel()) if k]
        answer = {
            "width": cells.shape[1], "height": cells.shape[0],
            "classes": histogram(c[0] for c in inside), "cycles": histogram(c[1] for c in inside if c[0] == 6),
            "green": sum(1 for c in inside if c[2]), "passesOffLand": sum(1 for c, k in zip(cells.ravel(), keep.ravel()) if not k and c[0] == 6),
        }
        for what in ("start", "peak", "end", "bare", "loss"):
            answer[what] = histogram(c[3][what] for c in inside if what in c[3])
        if "land" not in document:
            answer["series"] = quartiles
        if "against" in s:
            earlier, _ = season(s["against"]["scenes"], s["against"].get("season"), state)
            pairs = [(a[0], b[0]) for a, b in zip(earlier.ravel(), cells.ravel())]
            change = [0 if 0 in p else 5 if 5 in p else {(6, 6): 1, (4, 6): 2, (6, 4): 3, (4, 4): 4}[p] for p in pairs]
            answer["change"] = histogram(change)
            answer["earlier"] = histogram(a for a, _ in pairs)
        answers[os.path.basename(path)[:-5]] = answer
    text = json.dumps(answers, indent=1, sort_keys=True) + "\n"
    target = os.path.join(HERE, "season_numbers.json")
    if "--check" in sys.argv:
        same = open(target).read() == text
        print("season_numbers.json", "agrees" if same else "DIFFERS")
        sys.exit(0 if same else 1)
    open(target, "w").write(text)


if __name__ == "__main__":
    main()
