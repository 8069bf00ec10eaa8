#!/usr/bin/python3
"""usage: run.py --data DATA [--rounds N] [--groups band,cogz,...] [--page FILE] [--fresh]

The whole `scan` as users run it, the bare decoding that it cannot do without, and other programs that make the same mask, in turn (A B C A B C ...), each in a
process of its own: CPU, wall, peak memory, and whether the masks are equal. Rows are kept in artifacts/peers/rows.jsonl, so an interrupted run goes on where it
stopped; --fresh forgets them. --page writes the page from the rows there are. What is not installed is left out and named.

groups  band (with all peers), core (band without the slow ones), cogz, cogd, pix, raw, lerc, speckle, scale, start;  default: core,cogz,pix,cogd,raw
DATA    what ../shared/perf/gen_inputs.py (size 10980) and inputs.py here have made
"""
import argparse
import json
import os
import shutil
import subprocess
import sys
import time

import page

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
WORK = os.path.join(ROOT, "artifacts", "peers")
ROWS = os.path.join(WORK, "rows.jsonl")
PROGRAM = os.path.join(ROOT, "artifacts", "raster-engine", "raster-engine")
DECODE = os.path.join(ROOT, "artifacts", "bin", "RasterEngine.Benchmarks", "release", "RasterEngine.Benchmarks")
LIMITS = os.path.join(os.path.dirname(ROOT), "shared", "perf", "limits", "lim.c")
PYTHON = "/usr/bin/python3"
DEFAULT_GROUPS = "core,cogz,pix,cogd,raw"
# seed 7, size 10980: not seen, kept, gained, lost, other
PUBLISHED = [13817188, 29259766, 11456521, 10275855, 55751070]
SEPARATE = ("cogz", "cogd")


class Bench:
    def __init__(self, data):
        self.data = os.path.abspath(data)
        self.missing = {}

    def file(self, name):
        return os.path.join(self.data, name)

    def pair(self, layout):
        return [self.file(f"{layout}_t{date}.tif") for date in (1, 2)]

    def files(self, layout):
        return [self.file(f"{layout}_t{d}_{b}.tif") for d in (1, 2) for b in ("B04", "B08")] if layout in SEPARATE else self.pair(layout)

    def document(self, layout):
        def date(number, day):
            if layout in SEPARATE:
                bands = {r: {"path": self.file(f"{layout}_t{number}_{b}.tif"), "band": 1} for r, b in (("red", "B04"), ("nir", "B08"))}
                return {"date": day, "bands": bands, "scale": 0.0001, "offset": -0.1, "noData": 0}
            return {"date": day, "path": self.file(f"{layout}_t{number}.tif"), "bands": {"red": 3, "nir": 4}}

        path = os.path.join(WORK, f"{layout}.json")
        with open(path, "w") as out:
            json.dump({"name": layout, "before": date(1, "2021-06-01"), "after": date(2, "2021-06-11"), "index": "NDVI",
                       "rule": {"vegetatedAt": 0.4, "changeOf": 0.15}}, out)
        return path

    def scan(self, layout, workers, program=PROGRAM):
        out = os.path.join(WORK, f"scan-{layout}-{workers}")
        return ["sh", "-c", f'rm -rf "{out}" && exec "{program}" scan "{self.document(layout)}" --out "{out}" --workers {workers} --quiet']

    def decode(self, kind, layout, workers=2):
        return [DECODE, "limits", kind, str(workers), "1" if layout in SEPARATE else "3,4", *self.files(layout)]

    def limit(self, kind, layout, workers=2):
        # lim takes its shape from the first file and the same bands of each.
        mode = "b1" if layout in SEPARATE else "d3,4" if layout == "pix" and kind == "decode" else "b3,4"
        return ["env", "GDAL_CACHEMAX=64", os.path.join(WORK, "lim"), kind, str(workers), mode, *self.files(layout)]

    def peer(self, name, layout):
        mask = os.path.join(WORK, f"mask-{name}-{layout}.tif")
        script = {"gdal_calc": ["gdal_calc.sh"], "otb": ["otb.sh"], "dask": ["dask_peer.py"]}.get(name, ["rasterio_peer.py", name.split("+")[-1]])
        call = [os.path.join(HERE, script[0]), *script[1:], *self.pair(layout), mask]
        tuned = ["env", "GDAL_CACHEMAX=64"] if name == "rasterio+numba" else []
        return [*tuned, *([PYTHON] if script[0].endswith(".py") else []), *call]

    def group(self, name):
        """label -> (command, most rounds)"""
        if name == "start":
            demo = os.path.join(ROOT, "data-samples", "inn-fields", "inn-fields.json")
            out = os.path.join(WORK, "scan-start")
            return {"start: --version": ([PROGRAM, "--version"], 20),
                    "start: scan of 0.2 Mpx": (["sh", "-c", f'rm -rf "{out}" && exec "{PROGRAM}" scan "{demo}" --out "{out}" --quiet'], 10)}
        if name == "scale":
            rows = {}
            for layout, rounds in (("small", 9), ("band", 5), ("large", 2)):
                for workers in (1, 2):
                    rows[f"{layout}: scan, {workers} worker{'s' * (workers > 1)}"] = (self.scan(layout, workers), rounds)
            return self.present(rows)
        layout = "band" if name == "core" else name
        rows = {f"{layout}: scan, 2 workers": (self.scan(layout, 2), 9), f"{layout}: bare libgdal": (self.decode("gdal", layout), 9)}
        if layout != "lerc":
            rows[f"{layout}: bare codec"] = (self.decode("codec", layout), 9)
        if os.path.exists(os.path.join(WORK, "lim")):
            rows[f"{layout}: bare libgdal in C"] = (self.limit("decode", layout), 9)
            if layout not in ("lerc", "raw"):
                rows[f"{layout}: bare codec in C"] = (self.limit("raw", layout), 9)
        peers = {"band": [("rasterio+numba", 9), ("gdal_calc", 2), ("rasterio+numpy", 2), ("dask", 2), ("otb", 2)], "core": [("rasterio+numba", 9), ("gdal_calc", 2)],
                 "speckle": [("rasterio+numba", 3)]}
        for peer, rounds in peers.get(name, []):
            if self.is_installed(peer):
                rows[f"{layout}: {peer}"] = (self.peer(peer, layout), rounds)
        if name in ("band", "core"):
            rows["band: scan, 1 worker"] = (self.scan("band", 1), 9)
        return self.present(rows)

    def present(self, rows):
        found = {}
        for label, row in rows.items():
            layout = label.split(":")[0]
            if all(os.path.exists(f) for f in self.files(layout)):
                found[label] = row
            else:
                self.missing[layout] = f"its inputs are not in DATA ({os.path.basename(self.files(layout)[0])})"
        return found

    def is_installed(self, peer):
        modules = {"rasterio+numba": "rasterio,numba", "rasterio+numpy": "rasterio", "dask": "dask,xarray,rioxarray"}.get(peer)
        there = subprocess.run([PYTHON, "-c", f"import {modules}"], capture_output=True).returncode == 0 if modules else shutil.which({"gdal_calc": "gdal_calc.py", "otb": "otbcli_BandMath"}[peer])
        if not there:
            self.missing[peer] = "it is not installed"
        return bool(there)


def measure(command):
    """Runs a command; CPU and memory are of it and all its children that it waited for."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=WORK)
    out = process.stdout.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    err = process.stderr.read().decode()
    if status != 0:
        raise SystemExit(f"{' '.join(command)}\nended with {status}: {err[-2000:]}")
    row = {"wall": round(wall, 3), "cpu": round(usage.ru_utime + usage.ru_stime, 3), "memory": usage.ru_maxrss // 1024}
    # The bare loops tell their own time, so that starting up is not in the yardstick.
    for word in out.split():
        if word.startswith(("wall=", "cpu=")):
            row[word.split("=")[0]] = float(word.split("=")[1])
    if " s wall " in out:
        row["wall"], row["cpu"] = float(out.split(": ")[1].split(" s wall")[0]), float(out.split(" s wall ")[1].split(" s cpu")[0])
    return row


# In a process of its own: the peak memory of a child begins at its parent's, so this one stays small. A band does not keep its dataset alive.
DIFFERENCE = """
import sys
import numpy as np
from osgeo import gdal
one, other = (gdal.Open(p) for p in sys.argv[1:])
width, height = one.RasterXSize, one.RasterYSize
print(sum(int(np.count_nonzero(one.ReadAsArray(0, r, width, min(512, height - r)) != other.ReadAsArray(0, r, width, min(512, height - r)))) for r in range(0, height, 512)))
"""


def difference(a, b):
    return int(subprocess.run([PYTHON, "-c", DIFFERENCE, a, b], check=True, capture_output=True, text=True).stdout)


def same_bytes(a, b):
    return subprocess.run(["cmp", "-s", a, b]).returncode == 0


def compare(bench, rows):
    """Pixels that differ from the scan's mask, by an independent program."""
    results = {}

    for label in rows:
        layout, what = label.split(": ", 1)
        scan = os.path.join(WORK, f"scan-{layout}-2", "mask.tif")
        peer = os.path.join(WORK, f"mask-{what}-{layout}.tif")
        if os.path.exists(peer) and os.path.exists(scan):
            results[label] = {"different": difference(scan, peer)}
        elif what == "scan, 1 worker" and os.path.exists(scan):
            one = os.path.join(WORK, f"scan-{layout}-1", "mask.tif")
            results[label] = {"sameBytes": same_bytes(one, scan)}
        elif what == "scan, 2 workers" and os.path.exists(scan):
            with open(os.path.join(WORK, f"scan-{layout}-2", "report.json")) as text:
                report = json.load(text)
            with open(os.path.join(WORK, f"scan-{layout}-2", "timings.json")) as text:
                timings = json.load(text)
            counts = [report["notSeen"]["pixels"]] + [c["pixels"] for c in report["classes"] if c["value"] != 0]
            results[label] = {"counts": counts, "published": counts == PUBLISHED if layout in ("band", "cogz", "cogd", "pix", "raw", "lerc") else None,
                              "reader": sorted({i["reader"] for i in timings["inputs"]}), "stages": timings["stages"], "pixels": timings["pixels"],
                              "maskBytes": os.path.getsize(scan)}
    return results


def prepare():
    os.makedirs(WORK, exist_ok=True)
    quiet = dict(cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["./build.sh", "publish"], **quiet)
    subprocess.run(["dotnet", "build", "-c", "Release", "-v", "quiet", "--nologo", "benchmarks/RasterEngine.Benchmarks"], **quiet)
    if os.path.exists(LIMITS) and shutil.which("gcc"):
        subprocess.run(["gcc", "-O3", "-march=native", "-w", "-pthread", LIMITS, "-o", os.path.join(WORK, "lim"), "-I/usr/include/gdal", "-lgdal", "-ldeflate", "-lzstd", "-lz"], check=False)


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--data", required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--groups", default=DEFAULT_GROUPS)
    parser.add_argument("--page")
    parser.add_argument("--fresh", action="store_true")
    parser.add_argument("--no-build", action="store_true")
    options = parser.parse_args()
    bench = Bench(options.data)
    os.makedirs(WORK, exist_ok=True)
    if options.fresh and os.path.exists(ROWS):
        os.remove(ROWS)
    if not options.no_build:
        prepare()
    rows = [json.loads(line) for line in open(ROWS)] if os.path.exists(ROWS) else []
    done = {(r["label"], r["round"]) for r in rows}
    for name in options.groups.split(","):
        group = bench.group(name)
        if name != "start":
            for layout in {label.split(":")[0] for label in group}:
                for path in bench.files(layout):
                    subprocess.run(["cat", path], stdout=subprocess.DEVNULL)
        # Round 0 warms caches and is not counted.
        for round_number in range(options.rounds + 1):
            for label, (command, most) in group.items():
                if round_number > most or (label, round_number) in done:
                    continue
                row = {"label": label, "round": round_number, **measure(command), "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())}
                if round_number == 0:
                    row.update(compare(bench, [label]).get(label, {}))
                rows.append(row)
                done.add((label, round_number))
                with open(ROWS, "a") as out:
                    out.write(json.dumps(row) + "\n")
                print(f"{round_number}  {label:34} {row['wall']:8.2f} s wall {row['cpu']:8.2f} s CPU {row['memory']:6} MiB", flush=True)
    text = page.write(rows, bench, ROOT, WORK)
    print(text)
    if options.page:
        with open(options.page, "w") as out:
            out.write(text)


if __name__ == "__main__":
    sys.exit(main())
