#!/usr/bin/env python3
"""usage: RASTERENGINE_KEY=… client.py URL SCAN.json [FOLDER]

Sends a scan to a RasterEngine service, waits for it, puts mask and report into FOLDER (the scan's name by default) and says what was found.
Python 3.8 or later, nothing else. The classes and functions are there to be taken into programs of your own.
"""
import hashlib
import json
import os
import sys
import time
import urllib.error
import urllib.request


class Refused(Exception):
    """The service's own sentence (RFC 9457) about what was wrong."""


class Service:
    def __init__(self, url, key):
        self.url, self.key = url.rstrip("/"), key

    def ask(self, method, path, body=None, **headers):
        """Status, headers and bytes of an answer. Waits where the service says that it is busy or its database away."""
        data = None if body is None else json.dumps(body).encode()
        headers = {name.replace("_", "-"): value for name, value in headers.items() if value}
        request = urllib.request.Request(self.url + path, data, {"X-Api-Key": self.key, "Content-Type": "application/json", **headers}, method=method)
        while True:
            try:
                with urllib.request.urlopen(request, timeout=60) as answer:
                    return answer.status, answer.headers, answer.read()
            except urllib.error.HTTPError as error:
                if error.code == 304:
                    return 304, error.headers, b""
                if error.code in (429, 503) and int(error.headers.get("Retry-After", 0)) in range(1, 61):
                    time.sleep(int(error.headers["Retry-After"]))
                    continue
                try:
                    problem = json.loads(error.read())
                except ValueError:
                    problem = {}
                raise Refused(problem.get("detail") or f"{path} answered {error.code}") from None

    def submit(self, scan):
        """The job's path. The same document is the same job, however often it is sent: a repetition after a lost answer makes no second scan."""
        key = hashlib.sha256(json.dumps(scan, sort_keys=True).encode()).hexdigest()
        _, headers, _ = self.ask("POST", "/processes/scan/execution", {"inputs": {"scan": scan}}, Idempotency_Key=key)
        return headers["Location"].replace(self.url, "", 1)

    def wait(self, job, tell=lambda status: None):
        """The job's document when it has ended. Asks as often as the service wants, and is sent nothing while nothing has changed."""
        tag = None
        while True:
            status, headers, body = self.ask("GET", job, If_None_Match=tag)
            if status == 200:
                tag, document = headers["ETag"], json.loads(body)
                tell(document)
                if document["status"] in ("successful", "failed", "dismissed"):
                    return document
            time.sleep(int(headers.get("Retry-After", 2)))

    def report(self, job):
        return json.loads(self.ask("GET", job + "/results")[2])["report"]

    def download(self, job, file, folder):
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, file), "wb") as f:
            f.write(self.ask("GET", f"{job}/results/{file}")[2])


def sentences(report):
    """What the evidence lets one say: never more than was seen, and never *cultivated* from pixels."""
    seen = f"{report['observedShare']:.0%} of the area seen" if "observedShare" in report else "of what was seen"
    if "before" in report:
        rule = f"{report['index']} ≥ {report['rule']['vegetatedAt']}"
        for date in (report["before"], report["after"]):
            hectares = f"{date['vegetated']['hectares']:,.1f} ha"
            yield {
                "vegetated": f"{hectares} had {rule} on {date['date']} ({seen}); forest, meadow and garden included: no land mask was given",
                "vegetated-on-cropland": f"{hectares} of green cropland on {date['date']} ({rule}, {seen})",
            }.get(report["evidence"], f"{hectares} had {rule} on {date['date']} ({seen})")
    else:
        for item in report["classes"]:
            words = "mapped cropped area" if (item["name"], report["evidence"]) == ("cropped", "cropped") else f"passed the season's rule as {item['name']}" if item["value"] else "not seen"
            yield f"{item['hectares']:,.1f} ha {words} ({seen})"
    for warning in report["warnings"]:
        yield f"note: {warning['message']}"


def main(url, document, folder=None):
    service = Service(url, os.environ["RASTERENGINE_KEY"])
    with open(document, encoding="utf-8") as f:
        scan = json.load(f)
    job = service.submit(scan)
    status = service.wait(job, lambda s: print(f"{s['status']}, {s.get('progress', 0)} %", file=sys.stderr))
    if status["status"] != "successful":
        raise Refused(status.get("message") or status["status"])
    for file in ("mask.tif", "report.html"):
        service.download(job, file, folder or status["name"])
    print("\n".join(sentences(service.report(job))))


if __name__ == "__main__":
    if len(sys.argv) < 3 or "RASTERENGINE_KEY" not in os.environ:
        sys.exit(__doc__)
    try:
        main(*sys.argv[1:])
    except (Refused, OSError) as reason:
        sys.exit(f"error: {reason}")
