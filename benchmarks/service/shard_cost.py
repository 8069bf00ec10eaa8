#!/usr/bin/python3
"""usage: shard_cost.py PROGRAM [SCANS=12] [SHARDS=16] [MACHINES=2] [WORKERS=1]

What a shard costs the database, and what waiting workers cost it. A PostgreSQL of its own, reached by TCP, with pg_stat_statements; `serve --workers 0` and
MACHINES processes of `work`, as the chapter on two machines has it. Counted: statements and their time on the server, transactions, bytes of the write-ahead log,
connections. First nothing to do for 30 s, then SCANS scans of SHARDS small shards each; what a shard costs is the difference, without what waiting costs meanwhile.
Needs postgresql with its contrib modules (Debian: in postgresql-15), psql, python3-numpy, python3-gdal; root or a user that PostgreSQL runs as.
"""
import glob
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time

from stage import Process, Service, pair


class Cluster:
    """A PostgreSQL that somebody else looks after: a port, a password, pg_stat_statements."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="cluster-")
        self.binaries = sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1]
        self.user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        if self.user:
            shutil.chown(self.folder, "postgres", "postgres")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.password = "of-the-benchmark"
        secret = os.path.join(self.folder, "secret")
        with open(secret, "w") as f:
            f.write(self.password + "\n")
        if self.user:
            shutil.chown(secret, "postgres", "postgres")
        self.run("initdb", "-D", f"{self.folder}/data", "-U", "engine", "-A", "scram-sha-256", f"--pwfile={secret}", "-E", "UTF8", "--locale=C.UTF-8")
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-w", "-l", f"{self.folder}/log", "-o",
                 f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c max_connections=200 -c shared_preload_libraries=pg_stat_statements -c track_io_timing=on", "start")
        self.sql("create database raster_engine", "postgres")
        self.sql("create extension pg_stat_statements")
        self.connection = f"Host=127.0.0.1;Port={self.port};Username=engine;Password={self.password};Database=raster_engine"

    def run(self, program, *arguments):
        subprocess.run([*self.user, os.path.join(self.binaries, program), *arguments], check=True, stdout=subprocess.DEVNULL, cwd="/")

    def sql(self, query, database="raster_engine"):
        out = subprocess.run(["psql", "-h", "127.0.0.1", "-p", str(self.port), "-U", "engine", "-d", database, "-AtX", "-F", "\t", "-c", query],
                             env=dict(os.environ, PGPASSWORD=self.password), capture_output=True, text=True, check=True).stdout
        return [line.split("\t") for line in out.splitlines()]

    def counts(self):
        """Statements, milliseconds of the server, rows, transactions, bytes of log,."""
        calls, milliseconds, rows = self.sql("select coalesce(sum(calls), 0), coalesce(sum(total_exec_time + total_plan_time), 0), coalesce(sum(rows), 0) from pg_stat_statements")[0]
        transactions = self.sql("select xact_commit + xact_rollback from pg_stat_database where datname = 'raster_engine'")[0][0]
        log = self.sql("select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')")[0][0]
        return {"statements": float(calls), "server ms": float(milliseconds), "rows": float(rows), "transactions": float(transactions), "log bytes": float(log)}

    def stop(self):
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-w", "-m", "fast", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)


class Apart(Service):
    """A service on that database, without workers of its own."""

    def __init__(self, program, archive, cluster, settings):
        self.program, self.archive, self.cluster = program, archive, cluster
        self.folder = tempfile.mkdtemp(prefix="service-")
        self.settings = dict(os.environ, RASTERENGINE_API_KEY="a-key-for-the-benchmark-0123456789", ConnectionStrings__Db=cluster.connection, **settings)
        self.serve = Process([program, "serve", "--data", self.folder, "--archive", archive, "--urls", "http://127.0.0.1:0", "--workers", "0"], self.settings)
        self.port = int(self.serve.line("Serving at ").rsplit(":", 1)[1])

    def work(self, workers):
        more = Process([self.program, "work", "--data", self.folder, "--archive", self.archive, "--workers", str(workers)], self.settings)
        more.line("Working with ")
        return more

    def sql(self, query):
        return self.cluster.sql(query)


def connections(cluster):
    return int(cluster.sql("select count(*) from pg_stat_activity where application_name = 'raster-engine'")[0][0])


def main(program, scans=12, shards=16, machines=2, workers=1):
    archive = tempfile.mkdtemp(prefix="shard-cost-")
    os.chmod(archive, 0o755)
    # As many rows of tiles as there are to be shards, two columns wide: little work, so that what surrounds it shows.
    document = pair(archive, "cost", 1024, 512 * shards)
    cluster = Cluster()
    service = Apart(program, archive, cluster, {"RASTERENGINE_SHARD_PIXELS": str(1024 * 512 * 2)})
    others = []
    try:
        alone = connections(cluster)
        others = [service.work(workers) for _ in range(machines)]
        time.sleep(10)
        before = cluster.counts()
        time.sleep(30)
        idle = {k: (v - before[k]) / 30 for k, v in cluster.counts().items()}
        print(f"waiting, {machines} machines of {workers} workers, {connections(cluster)} connections ({alone} of serve): " + ", ".join(f"{v:.0f} {k}" for k, v in idle.items()) + " a second", flush=True)

        cluster.sql("select pg_stat_statements_reset()")
        before, start = cluster.counts(), time.monotonic()
        jobs = [service.submit(document) for _ in range(scans)]
        for job in jobs:
            # Seldom, so that asking is no part of the count.
            status = service.end(job, 2)
            if status["status"] != "successful":
                raise SystemExit(str(status))
        seconds = time.monotonic() - start
        spent = {k: v - before[k] - idle[k] * seconds for k, v in cluster.counts().items()}
        done = int(service.number("select count(*) from ledger"))
        if done != scans * shards:
            raise SystemExit(f"{done} shards are in the ledger; expected {scans * shards}")
        mean = service.number("select extract(epoch from avg(ended - started)) from attempt where shard_id is not null and outcome = 'committed'")
        each = {k: v / done for k, v in spent.items()}
        print(f"{scans} scans of {shards} shards in {seconds:.0f} s, {mean:.2f} s a shard: a shard (with its share of planning and publishing) costs " + ", ".join(f"{v:.1f} {k}" for k, v in each.items()), flush=True)
        print(f"connections while working: {connections(cluster)}; attempts by process: " + ", ".join(f"{w} {n}" for w, n in service.sql("select worker, count(*) from attempt group by 1 order by 1")))
        for calls, milliseconds, query in cluster.sql("select calls, round(total_exec_time::numeric, 0), left(regexp_replace(query, '\\s+', ' ', 'g'), 110) from pg_stat_statements order by total_exec_time desc limit 8"):
            print(f"  {calls:>7} calls {milliseconds:>7} ms  {query}")
    finally:
        for other in others:
            other.stop()
        service.stop()
        cluster.stop()
        shutil.rmtree(archive, ignore_errors=True)


if len(sys.argv) < 2:
    raise SystemExit(__doc__)
main(sys.argv[1], *map(int, sys.argv[2:]))
