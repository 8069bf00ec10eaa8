#!/usr/bin/python3
"""usage: soak.py PROGRAM [MINUTES] [SECONDS]

MINUTES (10) of scans in shards, a kill -9 every SECONDS (60): in turn of a process of workers, and of a child of the service that goes on.
Every 10 seconds it writes down what that service holds: memory, handles, connections and rows of locks and of work under way. When everything
has ended this must be what it was before; exits 1 where it is not, or where a scan failed or answered otherwise than an undisturbed one.
Needs python3-numpy, python3-gdal and psql.
"""
import hashlib
import os
import random
import signal
import sys
import tempfile
import time

from stage import Service, pair

COLUMNS = ("seconds", "memory MiB", "database MiB", "handles", "threads", "connections", "hangfire locks", "queued", "fetched", "attempts open", "work folders", "scans done", "kills")

# What may be left over: the runtime keeps memory that it has once had, within bounds.
SLACK = {"memory MiB": 48, "database MiB": 48, "handles": 12, "threads": 8, "connections": 4, "hangfire locks": 0, "queued": 0, "fetched": 0, "attempts open": 0, "work folders": 0}


def database_memory(service):
    """Bytes of its PostgreSQL that are not shared."""
    with open(os.path.join(service.folder, "postgresql", "cluster", "postmaster.pid")) as f:
        postmaster = f.readline().strip()
    total = 0
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/stat") as f:
                parent = f.read().rsplit(")", 1)[1].split()[1]
            if postmaster in (pid, parent):
                with open(f"/proc/{pid}/smaps_rollup") as f:
                    total += sum(int(line.split()[1]) for line in f if line.startswith("Private_")) * 1024
        except OSError:
            continue
    return total


def sample(service, start, kills):
    connections, locks, queued, fetched, attempts, done = service.sql(
        """select (select count(*) from pg_stat_activity where datname = current_database()), (select count(*) from hangfire.lock), (select count(*) from hangfire.jobqueue),
        (select count(*) from hangfire.jobqueue where fetchedat is not null), (select count(*) from attempt where ended is null), (select count(*) from scan where state = 'successful')""")[0]
    return dict(zip(COLUMNS, (
        round(time.monotonic() - start), service.serve.memory() >> 20, database_memory(service) >> 20, service.serve.handles(), len(os.listdir(f"/proc/{service.serve.pid}/task")), int(connections), int(locks), int(queued),
        int(fetched), int(attempts), len(os.listdir(os.path.join(service.folder, "work"))), int(done), kills)))


def say(row):
    print(" | ".join(f"{row[c]:>{len(c)}}" for c in COLUMNS), flush=True)


def digest(folder):
    return hashlib.sha256(b"".join(open(os.path.join(folder, name), "rb").read() for name in ("mask.tif", "report.json"))).hexdigest()


def quiet(service, start, kills, longest):
    """The last sample once nothing is under way, when two of them agree, or the time is over."""
    before, until = None, time.monotonic() + longest
    while True:
        row = sample(service, start, kills)
        say(row)
        if time.monotonic() > until or before and all(row[c] == before[c] for c in ("handles", "connections", "queued", "attempts open", "work folders")) and not row["attempts open"] and not row["work folders"] and not row["queued"]:
            return row
        before = row
        time.sleep(10)


def main(program, minutes=10.0, every=60.0):
    archive = tempfile.mkdtemp(prefix="soak-archive-")
    os.chmod(archive, 0o755)
    document = pair(archive, "soak", 4000, 4000)
    service = Service(program, archive, 1, {"RASTERENGINE_SHARD_PIXELS": "8000000"})
    helper, faults = service.work(1), []
    try:
        print(" | ".join(COLUMNS))
        start, kills, jobs = time.monotonic(), 0, [service.submit(document) for _ in range(6)]
        for job in jobs:
            service.end(job)
        expected = digest(service.result(jobs[0]))
        baseline = quiet(service, start, kills, 120)

        begun, next_kill, next_sample = time.monotonic(), time.monotonic() + every / 2, 0.0
        while (now := time.monotonic()) < begun + minutes * 60:
            if now >= next_kill:
                next_kill += every
                if kills % 2 == 0:
                    helper.kill()
                    helper = service.work(1)
                elif children := service.serve.children():
                    os.kill(random.choice(children), signal.SIGKILL)
                kills += 1
            if now >= next_sample:
                next_sample = now + 10
                say(sample(service, start, kills))
            waiting = service.number("select count(*) from scan where state = 'queued'")
            jobs += [service.submit(document) for _ in range(int(4 - waiting))]
            time.sleep(1)

        for job in jobs:
            state = service.end(job, 1)["status"]
            if state != "successful" or digest(service.result(job)) != expected:
                faults.append(f"{job} is {state}, or answers otherwise")
        end = quiet(service, start, kills, 240)
    finally:
        helper.stop()
        service.stop()

    for column, slack in SLACK.items():
        if end[column] > baseline[column] + slack:
            faults.append(f"{column}: {baseline[column]} before, {end[column]} at the end; at most {slack} more expected")
    print(f"{len(jobs)} scans, {kills} kills; before and at the end: " + ", ".join(f"{c} {baseline[c]} and {end[c]}" for c in SLACK))
    print("\n".join(faults) if faults else "Back to where it was.")
    return 1 if faults else 0


if len(sys.argv) < 2:
    raise SystemExit(__doc__)
sys.exit(main(sys.argv[1], *map(float, sys.argv[2:])))
