#!/usr/bin/env python3
"""usage: pollers.py PROGRAM ARCHIVE BEFORE AFTER RED NIR [POLLERS] [SECONDS]

Starts PROGRAM serve on a free port, keeps two scans of ARCHIVE/BEFORE and ARCHIVE/AFTER (bands RED and NIR) running, and then
  1. has POLLERS clients (500), each with a connection of its own, ask for a job's status every two seconds with If-None-Match for SECONDS (30);
  2. asks as fast as it goes: by wrk where that is installed, else by 32 connections of this program, first with, then without If-None-Match.
Prints answers, errors, p50 and p99, and the processor time that the service's processes took a request (its PostgreSQL counted, scans not).
"""
import asyncio
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

KEY = "a-key-for-the-benchmark-0123456789"


class Service:
    def __init__(self, program, archive):
        self.folder = tempfile.mkdtemp(prefix="pollers-")
        os.chmod(self.folder, 0o755)
        environment = dict(os.environ, RASTERENGINE_API_KEY=KEY, Access__RequestsASecond="100000", Access__QueuedScans="100000")
        self.process = subprocess.Popen([program, "serve", "--data", self.folder, "--archive", archive, "--urls", "http://127.0.0.1:0", "--workers", "2"],
                                        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment)
        for line in self.process.stdout:
            if line.startswith("Serving at "):
                self.port = int(line.strip().rsplit(":", 1)[1])
                return
        raise SystemExit("the service did not start")

    def cpu(self):
        """Seconds of processor time of the service and its PostgreSQL."""
        ticks = 0
        with open(os.path.join(self.folder, "postgresql", "cluster", "postmaster.pid")) as f:
            postmaster = int(f.readline())
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open(f"/proc/{pid}/stat") as f:
                    fields = f.read().rsplit(")", 1)[1].split()
            except OSError:
                continue
            if int(pid) in (self.process.pid, postmaster) or int(fields[1]) == postmaster:
                ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def stop(self):
        self.process.terminate()
        self.process.wait(60)
        shutil.rmtree(self.folder, ignore_errors=True)


class Connection:
    def __init__(self, port):
        self.port, self.reader, self.writer = port, None, None

    async def ask(self, method, path, body=b"", tag=None):
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        head = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nX-Api-Key: {KEY}\r\nContent-Length: {len(body)}\r\n" + (f"If-None-Match: {tag}\r\n" if tag else "") + "\r\n"
        self.writer.write(head.encode() + body)
        answer = (await self.reader.readuntil(b"\r\n\r\n")).decode()
        length, content = re.search(r"content-length: (\d+)", answer, re.I), b""
        if length and not answer.startswith("HTTP/1.1 304"):
            content = await self.reader.readexactly(int(length[1]))
        elif "chunked" in answer.lower():
            while chunk := int(await self.reader.readline(), 16):
                content += (await self.reader.readexactly(chunk + 2))[:-2]
            await self.reader.readline()
        found = re.search(r"etag: (\S+)", answer, re.I)
        return int(answer[9:12]), found[1] if found else None, content


async def submit(connection, document, number):
    body = json.dumps({"inputs": {"scan": dict(document, name=f"pollers-{number}")}}).encode()
    status, _, content = await connection.ask("POST", "/processes/scan/execution", body)
    assert status == 201, content
    return "/jobs/" + json.loads(content)["jobID"]


async def keep_scanning(port, document, jobs):
    """Two scans wait whenever two run."""
    connection = Connection(port)
    while True:
        _, _, content = await connection.ask("GET", "/jobs?status=accepted&limit=10")
        for _ in range(2 - len(json.loads(content)["jobs"])):
            jobs.append(await submit(connection, document, len(jobs)))
        await asyncio.sleep(0.5)


async def poll(port, jobs, until, every, took, statuses):
    connection, job, tag = Connection(port), None, None
    if every:
        await asyncio.sleep(random.uniform(0, every))
    while time.monotonic() < until:
        if job is None or every and random.random() < 0.05:
            job, tag = random.choice(jobs[-4:]), None
        start = time.monotonic()
        try:
            status, new, _ = await connection.ask("GET", job, tag=tag)
            tag = new or tag
        except (OSError, asyncio.IncompleteReadError) as error:
            status, connection = type(error).__name__, Connection(port)
        took.append(time.monotonic() - start)
        statuses[status] = statuses.get(status, 0) + 1
        if every:
            await asyncio.sleep(max(0, every - (time.monotonic() - start)))


def say(what, took, statuses, seconds, cpu):
    took.sort()
    errors = sum(n for s, n in statuses.items() if s not in (200, 304))
    print(f"{what}: {len(took)} answers in {seconds:.0f} s, {len(took) / seconds:.0f}/s, {statuses}, {errors} errors, p50 {took[len(took) // 2] * 1000:.1f} ms, "
          f"p99 {took[len(took) * 99 // 100] * 1000:.1f} ms, slowest {took[-1] * 1000:.0f} ms, {cpu / len(took) * 1000:.2f} ms processor time an answer", flush=True)


def wrk(service, job, seconds, tag):
    before = service.cpu()
    out = subprocess.run(["wrk", "-t1", "-c32", f"-d{seconds}s", "--latency", "-H", f"X-Api-Key: {KEY}"] + (["-H", f"If-None-Match: {tag}"] if tag else []) + [f"http://127.0.0.1:{service.port}{job}"],
                         capture_output=True, text=True, check=True).stdout
    number = int(re.search(r"(\d+) requests in", out)[1])
    print(f"wrk, 32 connections{', If-None-Match' if tag else ''}: {re.search(r'Requests/sec: +(.*)', out)[1]}/s, p50 {re.search(r'50% +(.*)', out)[1]}, p99 {re.search(r'99% +(.*)', out)[1]}, "
          f"errors {re.findall(r'Non-2xx.*|Socket errors.*', out)}, {(service.cpu() - before) / number * 1000:.2f} ms processor time an answer", flush=True)


async def main(program, archive, before, after, red, nir, pollers=500, seconds=30):
    pollers, seconds = int(pollers), int(seconds)
    bands = {"red": int(red), "nir": int(nir)}
    document = {"before": {"date": "2021-06-17", "path": before, "bands": bands}, "after": {"date": "2021-09-25", "path": after, "bands": bands},
                "index": "NDVI", "rule": {"vegetatedAt": 0.4, "changeOf": 0.15}}
    service = Service(program, archive)
    try:
        jobs = []
        scanning = asyncio.create_task(keep_scanning(service.port, document, jobs))
        await asyncio.sleep(5)
        print(f"load of the machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors", flush=True)
        took, statuses, cpu = [], {}, service.cpu()
        until = time.monotonic() + seconds
        await asyncio.gather(*(poll(service.port, jobs, until, 2, took, statuses) for _ in range(pollers)))
        say(f"{pollers} pollers, one request in 2 s", took, statuses, seconds, service.cpu() - cpu)
        if shutil.which("wrk"):
            for conditional in (True, False):
                # A job that has ended keeps its tag.
                _, tag, _ = await Connection(service.port).ask("GET", jobs[0])
                await asyncio.to_thread(wrk, service, jobs[0], seconds, tag if conditional else None)
        else:
            took, statuses, cpu = [], {}, service.cpu()
            until = time.monotonic() + seconds
            await asyncio.gather(*(poll(service.port, jobs, until, 0, took, statuses) for _ in range(32)))
            say("32 connections of this program", took, statuses, seconds, service.cpu() - cpu)
        scanning.cancel()
        states = {}
        for job in jobs:
            state = json.loads((await Connection(service.port).ask("GET", job))[2])["status"]
            states[state] = states.get(state, 0) + 1
        print(f"scans meanwhile: {states}")
    finally:
        service.stop()


if len(sys.argv) < 7:
    raise SystemExit(__doc__)
asyncio.run(main(*sys.argv[1:]))
