"""The page that run.py writes from its rows: ratios first, then every figure, what they do not show, and the raw rows."""
import os
import platform
import shutil
import statistics
import subprocess
import time

YARDSTICKS = ("bare codec", "bare libgdal", "bare codec in C", "bare libgdal in C", "rasterio+numba", "gdal_calc", "rasterio+numpy", "dask", "otb")
BARS = {("band", "bare codec"): 1.45, ("band", "bare libgdal"): 1.0, ("cogz", "bare libgdal"): 0.75, ("lerc", "bare libgdal"): 1.3,
        ("band", "rasterio+numba"): 0.45, ("band", "gdal_calc"): 0.15}
NAMES = {"band": "DEFLATE, predictor 2, bands apart", "cogz": "ZSTD COG a band", "cogd": "DEFLATE COG a band", "pix": "DEFLATE, predictor 2, pixel-interleaved",
         "raw": "not compressed, bands apart", "lerc": "LERC, through libgdal", "speckle": "NDVI of every pixel by itself: a noisy mask", "small": "2,048²", "large": "32,768²"}


def write(rows, bench, root, work):
    counted = [r for r in rows if r["round"] > 0]
    layouts = list(dict.fromkeys(r["label"].split(": ")[0] for r in rows))
    parts = [head(rows, root), ratios(counted, layouts), figures(counted), masks(rows), stages(rows), scaling(counted), start(counted), country(counted),
             missing(bench), limits(), raw(rows)]
    return "\n\n".join(p for p in parts if p) + "\n"


def head(rows, root):
    days = sorted({r["at"][:10] for r in rows})
    return f"""# A whole scan beside bare decoding and other programs

{' and '.join(days)}; {machine()}; {versions(root)}.

Two dates of 10,980 × 10,980 pixels (red and NIR, uint16, offset, nodata) become a mask of the classes. The scan is the whole command as users run it: inputs hashed, mask
with overviews laid out and verified, report and pictures written. `bare codec` and `bare libgdal` read and decode the same blocks once on two threads and do nothing with
them (C# over the engine's own skin; `in C`: an independent C program); their figures leave starting up out, all others hold it. Everything ran in turn, A B C A B C,
each in a process of its own, files in the system's cache; the first round is not counted. Figures are medians; ratios are medians of the ratios of each round.

```
python3 ../shared/perf/gen_inputs.py --size 10980 --out DATA --formats raw,band,pix,cogd,cogz     # the pair, seed 7
python3 benchmarks/peers/inputs.py DATA                                                           # speckle, lerc, small, large
python3 benchmarks/peers/run.py --data DATA --groups band,cogz,cogd,pix,raw,lerc,speckle,scale,start --page PAGE
```"""


def ratios(rows, layouts):
    lines = ["## CPU of a scan (2 workers) as a multiple", "", "| layout | of | ratio | bar | |", "|---|---|---|---|---|"]
    for layout in layouts:
        scan = by_round(rows, f"{layout}: scan, 2 workers", "cpu")
        for yardstick in YARDSTICKS:
            other = by_round(rows, f"{layout}: {yardstick}", "cpu")
            both = [scan[r] / other[r] for r in other if r in scan]
            if both:
                ratio, bar = statistics.median(both), BARS.get((layout, yardstick))
                verdict = "" if bar is None else "reached" if ratio <= bar else "**not reached**"
                lines.append(f"| {NAMES.get(layout, layout)} | {yardstick} | {ratio:.2f} | {f'≤ {bar}' if bar else ''} | {verdict} |")
    one, two = by_round(rows, "band: scan, 1 worker", "wall"), by_round(rows, "band: scan, 2 workers", "wall")
    gains = [one[r] / two[r] for r in one if r in two]
    memory = {}
    for row in rows:
        layout, _, run = row["label"].partition(": ")
        if run == "scan, 2 workers":
            memory[layout] = max(memory.get(layout, 0), row["memory"])
    if gains:
        lines += ["", f"Second worker, wall: {statistics.median(gains):.2f} × (bar 1.8 on a quiet machine)."]
    if memory:
        lines += ["", "Peak memory with 2 workers, MiB at most (bar 150): " + ", ".join(f"{layout} {most}" for layout, most in memory.items()) + "."]
    lines += ["", "Where the time goes, and what was tried where a bar is missed: [the page beside this one](README.md#where-a-scans-time-is-and-what-is-left)."]
    return "\n".join(lines)


def figures(rows):
    lines = ["## Every figure", "", "| run | rounds | wall s | min | CPU s | min | peak MiB |", "|---|---|---|---|---|---|---|"]
    for label in dict.fromkeys(r["label"] for r in rows):
        own = [r for r in rows if r["label"] == label]
        wall, cpu, memory = ([r[k] for r in own] for k in ("wall", "cpu", "memory"))
        digits = 3 if label.startswith("start") else 2
        lines.append(f"| {label} | {len(own)} | {statistics.median(wall):.{digits}f} | {min(wall):.{digits}f} | {statistics.median(cpu):.{digits}f} | {min(cpu):.{digits}f} | {max(memory)} |")
    return "\n".join(lines)


def masks(rows):
    lines = ["## Are the masks the same?", ""]
    for row in rows:
        if "different" in row:
            lines.append(f"* {row['label']}: {row['different']:,} pixels differ from the scan's mask")
        if "sameBytes" in row:
            lines.append(f"* {row['label']}: {'the same bytes as' if row['sameBytes'] else '**other bytes than**'} with 2 workers")
        if row.get("published") is not None:
            lines.append(f"* {row['label']}: pixels not seen, kept, gained, lost, other: {', '.join(f'{c:,}' for c in row['counts'])}: {'the published counts' if row['published'] else '**not the published counts**'}")
    return "\n".join(lines) if len(lines) > 2 else ""


def stages(rows):
    found = [r for r in rows if "stages" in r]
    if not found:
        return ""
    names = list(dict.fromkeys(n for r in found for n in r["stages"]))
    lines = ["## Where a scan's time goes (seconds by its own timings.json, uncounted round; stages of workers add up over both)", "",
             "| layout | reader | " + " | ".join(names) + " | mask MB |", "|---|---|" + "---|" * (len(names) + 1)]
    for r in found:
        lines.append(f"| {r['label'].split(':')[0]} | {', '.join(r['reader'])} | " + " | ".join(f"{r['stages'].get(n, 0):.2f}" for n in names) + f" | {r['maskBytes'] / 1e6:.1f} |")
    return "\n".join(lines)


def scaling(rows):
    lines = ["## From small to large", "", "| side | Mpx | wall, 1 worker | wall, 2 workers | gain | CPU s per 100 Mpx, 2 workers | peak MiB, 2 workers |", "|---|---|---|---|---|---|---|"]
    for layout, side in (("small", 2048), ("band", 10980), ("large", 32768)):
        one, two = ([r for r in rows if r["label"] == f"{layout}: scan, {n}"] for n in ("1 worker", "2 workers"))
        if one and two:
            pixels = side * side / 1e6
            walls = [statistics.median(r["wall"] for r in x) for x in (one, two)]
            cpu = statistics.median(r["cpu"] for r in two)
            lines.append(f"| {side:,} | {pixels:,.0f} | {walls[0]:.2f} | {walls[1]:.2f} | {walls[0] / walls[1]:.2f} | {cpu / pixels * 100:.2f} | {max(r['memory'] for r in two)} |")
    return "\n".join(lines) if len(lines) > 4 else ""


def start(rows):
    own = {label: statistics.median(r["wall"] for r in rows if r["label"] == label) for label in dict.fromkeys(r["label"] for r in rows) if label.startswith("start")}
    return "" if not own else "## Starting up\n\n" + "\n".join(f"* {label.split(': ')[1]}: {1000 * wall:.0f} ms wall" for label, wall in own.items())


def country(rows):
    large = [r for r in rows if r["label"] == "large: scan, 2 workers"] or [r for r in rows if r["label"] == "band: scan, 2 workers"]
    if not large:
        return ""
    pixels = 32768**2 if large[0]["label"].startswith("large") else 10980**2
    seconds = statistics.median(r["cpu"] for r in large) / pixels * 20e9
    lines = [f"""## On paper: a country, 20 Gpx, two dates

From the CPU time of the largest scan above: {seconds / 60:.0f} CPU minutes, and {20e9 * 4 * 2 / 1e9 / 2.1:.0f} GB of files to read at the {2.1} : 1 to which DEFLATE packs these bands.

| cores | compute | bytes a second that must come in | what saturates first |
|---|---|---|---|"""]
    for cores, first in ((2, "the cores: a single SSD or 1 Gb/s of network keeps up"), (64, "the way to the files: more than a SATA disk or 10 Gb/s of network gives; NVMe or several servers"),
                         (1000, "the storage, long before the cores; then the last shard: shards must be seconds of work, and starting a process takes a tenth of one")):
        wall = seconds / cores
        lines.append(f"| {cores:,} | {wall / 60:.1f} min | {20e9 * 8 / 2.1 / wall / 1e9:.2f} GB/s | {first} |")
    lines.append("\nAssumes that cores do not slow each other (memory bandwidth: a scan moves about 30 bytes a pixel) and that the files are laid out as here; neither was tried.")
    return "\n".join(lines)


def missing(bench):
    return "" if not bench.missing else "## Left out\n\n" + "\n".join(f"* {what}: {why}" for what, why in bench.missing.items())


def limits():
    return """## What this does not show

* **Disks and networks.** Every file was in the system's cache.
* **Real scenes.** The pair is synthetic: its noise, fields and clouds are drawn, and its mask is smoother than most; `speckle` is the other extreme.
* **Equal work.** The scan also counts true ground area, compares each date moved by a pixel, hashes its inputs, makes overviews and verifies what it wrote; the others write a mask and no more.
  numba and the bare loops run with GDAL's cache at 64 MB, which halves their CPU time; the other programs run as they come.
* **Other versions.** Distribution packages of Debian 12. GDAL 3.11 and later decode GeoTIFFs faster; newer releases of the other programs may be faster too.
* **Other machines.** Ratios carry over roughly, seconds do not. On a shared virtual machine wall times are not firm, and CPU times grow when neighbours share the caches."""


def raw(rows):
    lines = ["## Raw rows", "", "| at (UTC) | run | round | wall s | CPU s | peak MiB |", "|---|---|---|---|---|---|"]
    lines += [f"| {r['at'][11:19]} | {r['label']} | {r['round'] or 'uncounted'} | {r['wall']:.3f} | {r['cpu']:.3f} | {r['memory']} |" for r in rows]
    return "\n".join(lines)


def by_round(rows, label, key):
    return {r["round"]: r[key] for r in rows if r["label"] == label}


def machine():
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), platform.processor()) if os.path.exists("/proc/cpuinfo") else platform.processor()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{model}, {os.cpu_count()} cores, {memory:.0f} GiB, {platform.freedesktop_os_release().get('PRETTY_NAME', platform.system())}"


def versions(root):
    def word(command, index):
        return subprocess.run(command, capture_output=True, text=True).stdout.split()[index] if shutil.which(command[0]) else "-"

    python = subprocess.run(["/usr/bin/python3", "-c", "\n".join(
        ["from importlib.metadata import version, PackageNotFoundError", "for n in ('numpy', 'rasterio', 'numba', 'dask', 'xarray'):",
         "    try: print(n, version(n), end=', ')", "    except PackageNotFoundError: pass"])], capture_output=True, text=True).stdout.rstrip(", ")
    packages = subprocess.run(["dpkg-query", "-W", "-f", "${Package} ${Version}, ", "libdeflate0", "libzstd1", "otb-bin"], capture_output=True, text=True).stdout.rstrip(", ") if shutil.which("dpkg-query") else ""
    commit = subprocess.run(["git", "-C", root, "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()
    return f"engine at {commit}, .NET {word(['dotnet', '--version'], 0)} SDK, GDAL {word(['gdalinfo', '--version'], 1).rstrip(',')}, {packages}, {python}"
