#!/usr/bin/env python3
"""Time-series monitors, from their formulas: harmonic fit, CUSUM, MOSUM, EWMA, consecutive exceedance, reverse-ordered history.

    monitor_numbers.py --landsat data-samples/landsat-pixel --out data-samples/landsat-pixel/expected-monitors.json
    monitor_numbers.py --slovenia ../shared/data/s2-slovenia-ndvi-landuse --out tests/reference/monitor_slovenia.json
    monitor_numbers.py --published PUBLISHED.json SERIES.csv      against the published vectors of nrt and bfast

SERIES.csv: date,a,b,c,d,e; the five series of nrt's tests (y.csv and dates.csv of ec-jrc/nrt), with nan for what was not seen. numpy and scipy only; least squares by QR (numpy.linalg.lstsq) and
recursive residuals by refitting every prefix, where the engine uses normal equations and updates.

Sources: ordinary least squares with harmonics, Verbesselt, Zeileis & Herold 2012 (Remote Sens. Environ. 123:98); OLS-CUSUM and its
boundary, Chu, Stinchcombe & White 1996 (Econometrica 64:1045) and Leisch, Hornik & Kuan 2000 (Econom. Theory 16:835); OLS-MOSUM,
Zeileis, Leisch, Kleiber & Hornik 2005 (J. Appl. Econom. 20:99); EWMA, Brooks et al. 2014 (IEEE TGRS 52:3316); recursive CUSUM, Brown,
Durbin & Evans 1975 (J. R. Stat. Soc. B 37:149); history by reversed order, Pesaran & Timmermann 2002 (J. Empir. Finance 9:495).
"""
import argparse
import csv
import datetime
import functools
import json
import math

import numpy as np
from scipy.optimize import brentq
from scipy.stats import norm

MOSUM_CRITICAL = 1.3418245100762807  # h = 0.25, period 10, alpha = 0.05


def decimal_year(day):
    first, last = datetime.date(day.year, 1, 1), datetime.date(day.year, 12, 31)
    return day.year + (day - first).days / (last - first).days


def design(days, order, trend=False, origin=0.0):
    t = np.array([decimal_year(d) for d in days])
    columns = [np.ones_like(t)] + ([t - origin] if trend else [])
    columns += [np.cos(2 * math.pi * j * t) for j in range(1, order + 1)]
    columns += [np.sin(2 * math.pi * j * t) for j in range(1, order + 1)]
    return np.column_stack(columns)


@functools.cache
def cusum_critical(alpha):
    return brentq(lambda a: 2 * (norm.cdf(a) - a * norm.pdf(a)) - 2 + alpha, 0.5, 20, xtol=1e-14)


def recursive_critical(alpha):
    return brentq(lambda x: brownian_p(x) - alpha, 0.3, 20, xtol=1e-14)


def brownian_p(x):
    if x < 0.3:
        return 1 - 0.1464 * x
    return 2 * (1 - norm.cdf(3 * x) + math.exp(-4 * x * x) * (norm.cdf(x) + norm.cdf(5 * x) - 1) - math.exp(-16 * x * x) * (1 - norm.cdf(x)))


def history_start(X, y, alpha=0.05):
    """(index among the observations where the stable history starts, test statistic)."""
    X, y = X[::-1], y[::-1]
    n, span = X.shape[0], X.shape[1] + 1
    w = []
    for j in range(span, n):
        beta = np.linalg.lstsq(X[:j], y[:j], rcond=None)[0]
        f = 1 + X[j] @ np.linalg.solve(X[:j].T @ X[:j], X[j])
        w.append((y[j] - X[j] @ beta) / math.sqrt(f))
    w = np.array(w)
    process = np.concatenate(([0.0], np.cumsum(w))) / (np.std(w) * math.sqrt(len(w)))
    share = np.arange(len(process)) / (len(process) - 1)
    stat = np.max(np.abs(process[1:]) / (1 + 2 * share[1:]))
    if brownian_p(stat) >= alpha:
        return 0, stat
    boundary = recursive_critical(alpha) * (1 + 2 * share)
    return int(len(process) - np.argmax(np.abs(process) > boundary)), stat


def monitor(X, y, history, method, select="all", alpha=0.05, side="both", recovery=0, within=2.0):
    """One series: model of its first `history` dates, then process and boundary after every later observation, breaks and recoveries."""
    seen, p = ~np.isnan(y), X.shape[1]
    index = np.flatnonzero(seen[:history])
    start = history_start(X[index], y[index], alpha)[0] if select == "roc" and len(index) >= p + 2 else 0
    index = index[start:]
    out = {"start": start, "n": int(len(index))}
    if len(index) < p + 2:
        return out
    residuals = y - X @ np.linalg.lstsq(X[index], y[index], rcond=None)[0]
    if method == "ewma":
        index = index[np.abs(residuals[index]) <= 5 * np.std(residuals[index])]
        out["n"] = int(len(index))
    beta = np.linalg.lstsq(X[index], y[index], rcond=None)[0]
    residuals = y - X @ beta
    n = len(index)
    sigma = math.sqrt(np.sum(residuals[index] ** 2) / (n if method == "ewma" else n - p))
    width = int(math.floor(0.25 * n))
    counted, armed = list(residuals[index]), 0  # residuals since the history's first, and how many of them were counted before the last recovery
    z = 0.0
    for r in counted:
        z = 0.7 * z + 0.3 * r
    process, boundary, events, run, broken = [], [], [], [], False
    for t in np.flatnonzero(seen[history:]) + history:
        r = residuals[t]
        if method == "ewma" and abs(r) > 10 * sigma:
            continue
        counted.append(r)
        z = 0.7 * z + 0.3 * r
        x = len(counted) / n
        if method == "cusum":
            value, limit = sum(counted) / (sigma * math.sqrt(n)), math.sqrt(x * (x - 1) * (cusum_critical(alpha) ** 2 + math.log(x / (x - 1))))
        elif method == "mosum":
            value, limit = sum(counted[-width:]) / (sigma * math.sqrt(n)), MOSUM_CRITICAL * math.sqrt(2 * (1 if x <= math.e else math.log(x)))
        elif method == "ewma":
            value, limit = z, 2 * sigma * math.sqrt(0.3 / 1.7)
        else:
            value, limit = r / sigma, 5.0
        process.append(value)
        boundary.append(limit)
        if not broken:
            exceeds = {"both": abs(value) > limit, "loss": value < -limit, "gain": value > limit}[side]
            run = run + [t] if exceeds else []
            if len(run) == (3 if method == "consecutive" else 1):
                events.append(["broke", run[0]])
                broken, run = True, []
        elif recovery:
            back = {"both": abs(r) <= within * sigma, "loss": r >= -within * sigma, "gain": r <= within * sigma}[side]
            run = run + [t] if back else []
            if len(run) == recovery:
                events.append(["recovered", t])
                broken, run, z, counted = False, [], 0.0, [0.0] * n
    return out | {"beta": beta.tolist(), "sigma": sigma, "process": process, "boundary": boundary, "events": events}


def read_series(path):
    rows = list(csv.reader(open(path)))
    days = [datetime.date.fromisoformat(r[0]) for r in rows[1:]]
    return days, rows[0][1:], np.array([[float(v) for v in r[1:]] for r in rows[1:]])


def check_published(path, series):
    published = json.load(open(path))["bfast_nrt"]
    days, _, y = read_series(series)
    # The published processes were computed with a design rounded to 6 places (nrt's X.csv), the history starts with an exact one.
    exact, history, worst = design(days, 2), published["history"], 0.0
    X = np.round(exact, 6)
    for column in range(y.shape[1]):
        cusum, mosum = (monitor(X, y[:, column], history, m) for m in ("cusum", "mosum"))
        seen = ~np.isnan(y[:, column])
        start, stat = history_start(exact[seen], y[seen, column])
        assert cusum["n"] == published["histsize"][column] and start == published["roc_start_index0"][column]
        pairs = [
            (cusum["sigma"], published["sigma"][column]), (cusum["process"][-1], published["cusum_process"][column]),
            (cusum["boundary"][-1], published["cusum_boundary"][column]), (mosum["process"][-1], published["mosum_process"][column]),
            (mosum["boundary"][-1], published["mosum_boundary"]), (stat, published["roc_stat"][column])]
        worst = max([worst] + [abs(a - b) for a, b in pairs])
        print(column, cusum["n"], "cusum", cusum["events"], "mosum", mosum["events"], "history starts at", start)
    for alpha, critical in published["cusum_crit"].items():
        worst = max(worst, abs(cusum_critical(float(alpha)) - critical))
    worst = max(worst, abs(recursive_critical(0.05) - published["rec_cusum_crit_05"]))
    print(f"largest difference from the published numbers: {worst:.2e}")
    assert worst < 1e-6


def landsat(path):
    """NDVI of the clear and water observations of pixel_b.csv, by day."""
    rows = np.array([[float(v) for v in r] for r in list(csv.reader(open(path)))[1:]])
    rows = rows[np.argsort(rows[:, 0], kind="stable")]
    clear = (rows[:, 8] <= 1) & (rows[:, 1:7] > 0).all(1) & (rows[:, 1:7] <= 10000).all(1)
    ndvi = np.where(clear, (rows[:, 4] - rows[:, 3]) / (rows[:, 4] + rows[:, 3]), np.nan)
    return [datetime.date.fromordinal(int(d)) for d in rows[:, 0]], ndvi


def landsat_cases(path):
    """Models of the published stable segments (lcmap-pyccd), monitored from their end on; and the whole record with its history selected."""
    days, ndvi = landsat(path)
    cases = []
    for first, last, order, trend, select, side, recovery in [
        ("1988-05-16", "1994-06-18", 1, False, "all", "both", 0),
        ("1988-05-16", "1994-06-18", 1, False, "all", "loss", 3),
        ("1995-04-02", "2004-06-29", 1, False, "all", "both", 0),
        ("1995-04-02", "2004-06-29", 2, True, "all", "both", 3),
        ("2008-06-08", "2009-11-26", 1, False, "all", "both", 0),
        ("1983-01-01", "2004-06-29", 2, False, "roc", "both", 0),
        ("1983-01-01", "1998-12-31", 2, False, "roc", "loss", 3),
        ("1983-01-01", "1998-12-31", 1, False, "roc", "gain", 2)]:
        chosen = [i for i, d in enumerate(days) if d >= datetime.date.fromisoformat(first)]
        own, y = [days[i] for i in chosen], ndvi[chosen]
        history = sum(d <= datetime.date.fromisoformat(last) for d in own)
        for method in ("cusum", "mosum", "ewma", "consecutive"):
            X = design(own, order, trend, own[0].year)
            r = monitor(X, y, history, method, select, side=side, recovery=recovery)
            r["events"] = [[kind, own[t].isoformat()] for kind, t in r.get("events", [])]
            cases.append({"first": first, "historyUntil": last, "order": order, "trend": trend, "select": select, "side": side, "recovery": recovery, "method": method} | r)
    return cases


def slovenia(folder):
    """Every third pixel of the Slovenian NDVI stack: scenes that are clear to a fifth and more, those before April 2017 as history, downward breaks."""
    from osgeo import gdal
    rows, taken = [], set()
    for row in csv.DictReader(open(folder + "/dates.csv")):
        day = row["acquired_utc"][:10]
        if float(row["cloud_fraction"]) <= 0.8 and day not in taken:
            taken.add(day)
            rows.append((datetime.date.fromisoformat(day), int(row["band"])))
    ndvi, cloud = (gdal.Open(f"{folder}/{name}_68_dates.tif").ReadAsArray()[[band - 1 for _, band in rows]] for name in ("ndvi", "cloud_mask"))
    values, days = np.where(cloud == 0, ndvi.astype(float), np.nan), [day for day, _ in rows]
    history, X = sum(day < datetime.date(2017, 4, 1) for day in days), design(days, 1)
    number = lambda events, kind, which: ([(days[t] - datetime.date(1970, 1, 1)).days for k, t in events if k == kind] or [0])[which]
    result = {}
    for method in ("cusum", "ewma"):
        result[method] = []
        for row in range(0, values.shape[1], 3):
            for column in range(0, values.shape[2], 3):
                events = monitor(X, values[:, row, column], history, method, side="loss", recovery=3).get("events", [])
                result[method].append([number(events, "broke", -1), number(events, "broke", 0), number(events, "recovered", -1), sum(k == "broke" for k, _ in events)])
    return result


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("series", nargs="?")
    parser.add_argument("--published")
    parser.add_argument("--landsat")
    parser.add_argument("--slovenia")
    parser.add_argument("--out")
    arguments = parser.parse_args()
    if arguments.published:
        check_published(arguments.published, arguments.series)
    if arguments.landsat:
        rounded = json.loads(json.dumps(landsat_cases(arguments.landsat + "/pixel_b.csv")), parse_float=lambda v: round(float(v), 12))
        with open(arguments.out, "w") as file:
            file.write("[\n" + ",\n".join(json.dumps(case) for case in rounded) + "\n]\n")
    if arguments.slovenia:
        with open(arguments.out, "w") as file:
            json.dump(slovenia(arguments.slovenia), file, separators=(",", ":"))
            file.write("\n")
