#!/usr/bin/python3
"""usage: throughput.py PROGRAM [--data DIR] [--scans 20] [--size 10980] [--rounds 1]

1. One small scan through the service, POST to done: five times, the first is the first that the service ever does (bar: 3 s, for the median of the others).
2. SCANS queued scans of two dates of SIZE × SIZE pixels through `serve` with a worker a core, from the first start to the last publication, and the same
   documents by one call of `scan` with as many workers, in turn; the ratio of their speeds (bar: 0.85).
Inputs are made once by ../shared/perf/gen_inputs.py --formats band, in DIR (a temporary folder, kept only where DIR is given). Exits 1 below a bar.
Nothing else should run on the machine: 20 scans of 10980 take about three minutes on two cores, results included 2 GB of disk.
"""
import argparse
import glob
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

from stage import Service, pair

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def inputs(folder, size):
    if not all(os.path.exists(os.path.join(folder, f"band_{date}.tif")) for date in ("t1", "t2")):
        subprocess.run(["/usr/bin/python3", os.path.join(ROOT, "..", "shared", "perf", "gen_inputs.py"), "--size", str(size), "--out", folder, "--formats", "band"], check=True)


def document(number):
    def date(day, name):
        return {"date": day, "path": f"band_{name}.tif", "bands": {"red": 3, "nir": 4}, "scale": 0.0001, "offset": -0.1}

    return {"name": f"throughput-{number:02}", "before": date("2020-06-01", "t1"), "after": date("2021-06-01", "t2"), "index": "NDVI", "rule": {"vegetatedAt": 0.4, "changeOf": 0.15}}


def by_service(program, archive, documents, cores):
    service = Service(program, archive, cores)
    try:
        jobs = [service.submit(d) for d in documents]
        for job in jobs:
            status = service.end(job, 0.25)
            if status["status"] != "successful":
                raise SystemExit(json.dumps(status))
        seconds = service.number("select extract(epoch from max(finished) - min(started)) from scan")
        return seconds, subprocess.run(["sha256sum", os.path.join(service.result(jobs[-1]), "mask.tif")], capture_output=True, text=True, check=True).stdout.split()[0]
    finally:
        service.stop()


def by_command_line(program, archive, documents, cores):
    folder = tempfile.mkdtemp(prefix="throughput-")
    try:
        files = []
        for d in documents:
            files.append(os.path.join(archive, d["name"] + ".scan"))
            with open(files[-1], "w") as f:
                json.dump(d, f)
        start = time.monotonic()
        subprocess.run([program, "scan", *files, "--out", os.path.join(folder, "out"), "--workers", str(cores), "--quiet"], check=True, stdout=subprocess.DEVNULL)
        seconds = time.monotonic() - start
        mask = sorted(glob.glob(os.path.join(folder, "out", "**", "mask.tif"), recursive=True))[-1]
        return seconds, subprocess.run(["sha256sum", mask], capture_output=True, text=True, check=True).stdout.split()[0]
    finally:
        for file in files:
            os.remove(file)
        shutil.rmtree(folder, ignore_errors=True)


def small(program):
    archive = tempfile.mkdtemp(prefix="throughput-small-")
    os.chmod(archive, 0o755)
    service = Service(program, archive, os.cpu_count())
    try:
        scan, took = pair(archive, "small", 512, 512), []
        for _ in range(5):
            start = time.monotonic()
            status = service.end(service.submit(scan), 0.02)
            took.append(time.monotonic() - start)
            if status["status"] != "successful":
                raise SystemExit(json.dumps(status))
        return took
    finally:
        service.stop()
        shutil.rmtree(archive, ignore_errors=True)


def main():
    arguments = argparse.ArgumentParser(usage=__doc__)
    arguments.add_argument("program")
    arguments.add_argument("--data")
    arguments.add_argument("--scans", type=int, default=20)
    arguments.add_argument("--size", type=int, default=10980)
    arguments.add_argument("--rounds", type=int, default=1)
    asked = arguments.parse_args()
    cores = os.cpu_count()
    print(f"load of the machine before: {os.getloadavg()[0]:.1f} on {cores} processors", flush=True)
    took = small(asked.program)
    print(f"one small scan (512 × 512), POST to done: first {took[0]:.2f} s, then " + ", ".join(f"{t:.2f}" for t in took[1:]) + " s; bar 3 s", flush=True)

    archive = asked.data or tempfile.mkdtemp(prefix="throughput-data-")
    os.makedirs(archive, exist_ok=True)
    os.chmod(archive, 0o755)
    ratios = []
    try:
        inputs(archive, asked.size)
        documents = [document(n) for n in range(asked.scans)]
        for _ in range(asked.rounds):
            line, line_mask = by_command_line(asked.program, archive, documents, cores)
            served, served_mask = by_service(asked.program, archive, documents, cores)
            if line_mask != served_mask:
                raise SystemExit("the masks differ")
            ratios.append(line / served)
            print(f"{asked.scans} scans of {asked.size} × {asked.size}: {line:.1f} s by the command line, {served:.1f} s through the service from the first start to the last publication: "
                  f"{ratios[-1]:.2f} of its throughput; bar 0.85", flush=True)
    finally:
        if not asked.data:
            shutil.rmtree(archive, ignore_errors=True)
    return 0 if statistics.median(took[1:]) <= 3 and statistics.median(ratios) >= 0.85 else 1


sys.exit(main())
