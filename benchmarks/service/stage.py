"""A service with a database of its own in a temporary folder, for the scripts beside this file."""
import http.client
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time

KEY = "a-key-for-the-benchmark-0123456789"


class Process:
    """raster-engine serve or work."""

    def __init__(self, call, environment):
        # A log in a file: nobody has to read a pipe.
        self.log = tempfile.NamedTemporaryFile("w+", prefix="raster-engine-", suffix=".log")
        self.process = subprocess.Popen(call, stdout=self.log, stderr=subprocess.STDOUT, env=environment)
        self.pid = self.process.pid

    def line(self, beginning, seconds=120):
        for _ in range(seconds * 20):
            with open(self.log.name) as lines:
                for line in lines:
                    if line.startswith(beginning) and line.endswith("\n"):
                        return line.strip()
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        with open(self.log.name) as lines:
            raise SystemExit(f"it did not come up:\n{lines.read()}")

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.log.close()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)
        self.log.close()

    def children(self):
        with open(f"/proc/{self.pid}/task/{self.pid}/children") as f:
            mine = f.read().split()
        for task in os.listdir(f"/proc/{self.pid}/task"):
            try:
                with open(f"/proc/{self.pid}/task/{task}/children") as f:
                    mine += f.read().split()
            except OSError:
                pass
        return sorted({int(pid) for pid in mine})

    def memory(self):
        """Resident bytes."""
        with open(f"/proc/{self.pid}/statm") as f:
            return int(f.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    def handles(self):
        return len(os.listdir(f"/proc/{self.pid}/fd"))


class Service:
    def __init__(self, program, archive, workers, settings=None):
        self.program, self.archive = program, archive
        self.folder = tempfile.mkdtemp(prefix="service-")
        os.chmod(self.folder, 0o755)
        self.settings = dict(os.environ, RASTERENGINE_API_KEY=KEY, Access__QueuedScans="100000", Access__RequestsASecond="100000", **(settings or {}))
        self.serve = Process([program, "serve", "--data", self.folder, "--archive", archive, "--urls", "http://127.0.0.1:0", "--workers", str(workers)], self.settings)
        self.port = int(self.serve.line("Serving at ").rsplit(":", 1)[1])
        with open(os.path.join(self.folder, "postgresql", "password")) as f:
            self.password = f.readline().strip()

    def work(self, workers):
        """One more process of workers."""
        connection = f"Host={self.folder}/postgresql/socket;Username=raster_engine;Password={self.password};Database=raster_engine"
        more = Process([self.program, "work", "--data", self.folder, "--archive", self.archive, "--workers", str(workers)], dict(self.settings, ConnectionStrings__Db=connection))
        more.line("Working with ")
        return more

    def sql(self, query):
        """Rows as lists of texts."""
        out = subprocess.run(["psql", "-h", f"{self.folder}/postgresql/socket", "-U", "raster_engine", "-d", "raster_engine", "-AtX", "-F", "\t", "-c", query],
                             env=dict(os.environ, PGPASSWORD=self.password), capture_output=True, text=True, check=True).stdout
        return [line.split("\t") for line in out.splitlines()]

    def number(self, query):
        return float(self.sql(query)[0][0])

    def ask(self, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, path, body, {"X-Api-Key": KEY, "Content-Type": "application/json"})
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        if answer.status not in (200, 201):
            raise SystemExit(f"{method} {path}: {answer.status} {content.decode()}")
        return json.loads(content) if content[:1] in (b"{", b"[") else content

    def submit(self, document, priority="normal"):
        return self.ask("POST", "/processes/scan/execution", json.dumps({"inputs": {"scan": document, "priority": priority}}))["jobID"]

    def end(self, job, every=0.05):
        while True:
            status = self.ask("GET", f"/jobs/{job}")
            if status["status"] not in ("accepted", "running"):
                return status
            time.sleep(every)

    def result(self, job):
        return os.path.join(self.folder, "results", job)

    def stop(self):
        self.serve.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def pair(archive, name, width, height, seed=1):
    """Two dates of noisy pixels (python3-numpy, python3-gdal); answers the document that compares them."""
    import numpy
    from osgeo import gdal, osr
    gdal.UseExceptions()
    place = osr.SpatialReference()
    place.ImportFromEPSG(32633)
    random = numpy.random.default_rng(seed)
    for date in ("before", "after"):
        file = gdal.GetDriverByName("GTiff").Create(os.path.join(archive, f"{name}-{date}.tif"), width, height, 2, gdal.GDT_UInt16, ["TILED=YES", "COMPRESS=DEFLATE", "PREDICTOR=2", "BLOCKXSIZE=512", "BLOCKYSIZE=512"])
        file.SetGeoTransform((500_000, 10, 0, 5_400_000, 0, -10))
        file.SetProjection(place.ExportToWkt())
        for band in (1, 2):
            file.GetRasterBand(band).WriteArray(random.integers(300, 4000, (height, width), dtype=numpy.uint16))
        file = None
    bands = {"red": 1, "nir": 2}
    return {"name": name, "before": {"date": "2020-06-01", "path": f"{name}-before.tif", "bands": bands}, "after": {"date": "2021-06-01", "path": f"{name}-after.tif", "bands": bands},
            "index": "NDVI", "rule": {"vegetatedAt": 0.4, "changeOf": 0.15}}
