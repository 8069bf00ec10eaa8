#!/usr/bin/env python3
"""Reference numbers for real scenes with quality masks, saturation, grids that do not line up, index rasters and a land mask.

None of the engine's code; numpy and GDAL only. Debian: python3-numpy python3-gdal; run with /usr/bin/python3

    real_scenes.py            writes real_scenes.json from scans/*.json (the rasters lie in ../shared/data, beside the checkout)
    real_scenes.py --check    exits 1 when real_scenes.json differs

Whole stored numbers are compared as integers (reflectance = scale * DN + offset brought to one integer unit), floats in float64. Ground areas come
from ground_area.py, rounded to whole square centimetres a pixel. Bilinear numbers are GDAL's own (gdal.Warp with exact transformation).
Which bits and classes exclude a pixel is written out below from the products' definitions: Sentinel-2 SCL; USGS LSDS-1619 (QA_PIXEL);
USGS LSDS-1833 (Collection 1 BQA); Fmask.
"""
import json
import os
import sys
from fractions import Fraction

import numpy as np
from osgeo import gdal

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import ground_area  # noqa: E402

gdal.UseExceptions()
gdal.SetConfigOption("CPL_LOG", os.devnull)
SEEN, NODATA, MASKED, SATURATED = 0, 3, 2, 1  # larger wins
WHOLE = {gdal.GDT_Byte, gdal.GDT_UInt16, gdal.GDT_Int16}


class Raster:
    def __init__(self, path, number):
        self.dataset = gdal.Open(os.path.normpath(os.path.join(HERE, "scans", path)))
        self.band = self.dataset.GetRasterBand(number)
        self.array = self.band.ReadAsArray()
        self.nodata = self.band.GetNoDataValue()
        self.transform = self.dataset.GetGeoTransform()
        self.type = self.band.DataType


def source(scene, role):
    own = scene.get(role, scene.get("bands", {}).get(role))
    return Raster(scene["path"], own) if isinstance(own, int) else Raster(own.get("path", scene.get("path")), own.get("band", 1))


def square(mask, reach):
    """Every pixel within a square neighbourhood of a marked one."""
    grown = mask.copy()
    for dr in range(-reach, reach + 1):
        for dc in range(-reach, reach + 1):
            r0, r1 = max(0, dr), min(mask.shape[0], mask.shape[0] + dr)
            c0, c1 = max(0, dc), min(mask.shape[1], mask.shape[1] + dc)
            grown[r0:r1, c0:c1] |= mask[r0 - dr:r1 - dr, c0 - dc:c1 - dc]
    return grown


def quality_states(quality, band):
    v = band.array
    whole = np.isfinite(v) & (v >= 0) & (v <= 65535)
    k = np.where(whole, v, 0).astype(np.int64)
    kind, keep = quality["kind"], quality.get("keep")
    states = np.zeros(v.shape, np.int8)
    if kind in ("scl", "fmask", "clear-values"):
        keep = keep if keep is not None else {"scl": [4, 5, 7], "fmask": [0, 1]}[kind]
        states[~np.isin(k, keep)] = MASKED
        clouds = {"scl": np.isin(k, [3, 8, 9, 10]), "fmask": np.isin(k, [2, 4]), "clear-values": ~np.isin(k, keep)}[kind] & ~np.isin(k, keep)
        fill = {"scl": 0, "fmask": 255, "clear-values": None}[kind]
        if fill is not None and fill not in keep:
            states[k == fill] = NODATA
        if kind == "scl" and 1 not in keep:
            states[k == 1] = SATURATED
    else:
        bit = lambda n: (k >> n & 1) == 1
        two = lambda n: k >> n & 3
        flags = {"dilated": bit(1), "cirrus": bit(2), "cloud": bit(3), "shadow": bit(4)} if kind == "qa-pixel" else {"cloud": bit(4), "shadow": two(7) == 3, "cirrus": two(11) == 3}
        clouds = np.any([flags[name] for name in quality.get("drop", flags)], axis=0)
        states[clouds] = MASKED
        states[bit(0)] = NODATA
    nodata = (~whole) | ((k == band.nodata) & ~np.isin(k, keep or []) if band.nodata is not None and np.isfinite(band.nodata) else False)
    states[nodata] = NODATA
    clouds &= ~nodata
    reach = quality.get("grow", 2 if kind == "scl" else 0)
    states[square(clouds, reach) & (states < MASKED)] = MASKED
    return states


def nearest(target, shape, raster):
    """Row and column of the source pixel that holds each target pixel's centre; -1 outside. One CRS."""
    g, s = target, raster.transform
    x = g[0] + (np.arange(shape[1]) + 0.5) * g[1]
    y = g[3] + (np.arange(shape[0]) + 0.5) * g[5]
    c = np.floor((x - s[0]) / s[1] + 1e-6).astype(int)
    r = np.floor((y - s[3]) / s[5] + 1e-6).astype(int)
    c[(c < 0) | (c >= raster.array.shape[1])] = -1
    r[(r < 0) | (r >= raster.array.shape[0])] = -1
    return r, c


def pick(array, rc, fill):
    r, c = rc
    out = array[np.maximum(r, 0)][:, np.maximum(c, 0)].copy()
    out[r < 0, :] = fill
    out[:, c < 0] = fill
    return out


class Date:
    def __init__(self, scene):
        self.scene = scene
        self.is_index = "index" in scene or "index" in scene.get("bands", {})
        self.bands = [source(scene, r) for r in (["index"] if self.is_index else ["nir", "red"])]
        first = self.bands[0]
        self.transform, self.shape = first.transform, first.array.shape
        self.wkt = first.dataset.GetProjection()
        self.states = np.zeros(self.shape, np.int8)
        self.own = [np.zeros(self.shape, bool), np.zeros(self.shape, bool)]  # nodata, saturated
        for b in self.bands:
            nodata = scene.get("noData", b.nodata)
            a = b.array
            self.own[0] |= ~np.isfinite(a) | (np.abs(np.nan_to_num(a, nan=0.0).astype(float)) > 1e15)
            if nodata is not None:
                self.own[0] |= a == (np.float32(nodata) if a.dtype == np.float32 else nodata)
            if b.type == gdal.GDT_UInt16 and not self.is_index:
                self.own[1] |= a == 65535
            if isinstance(scene.get("saturated"), list):
                self.states[np.isin(a, scene["saturated"])] = SATURATED
        if isinstance(scene.get("saturated"), dict):
            self.states[Raster(scene["saturated"]["path"], scene["saturated"].get("band", 1)).array != 0] = SATURATED
        if "quality" in scene:
            q = scene["quality"]
            band = Raster(q.get("path", scene.get("path")), q.get("band", 1))
            self.states = np.maximum(self.states, pick(quality_states(q, band), nearest(self.transform, self.shape, band), NODATA))
        b = self.bands[0].band
        decimal = lambda v, tag, default: Fraction(repr(v)) if v is not None else Fraction(repr(tag)) if tag is not None else Fraction(default)
        self.scale = decimal(scene.get("scale"), b.GetScale(), 1)
        self.offset = decimal(scene.get("offset"), b.GetOffset(), 0)
        self.whole = all(b.type in WHOLE for b in self.bands)

    def on(self, transform, shape, method):
        rc = nearest(transform, shape, self.bands[0])
        values = [pick(b.array, rc, 0) for b in self.bands]
        states = pick(self.states, rc, NODATA)
        own = [pick(o, rc, False) for o in self.own]
        if method != "nearest":
            hidden = self.own[0] | self.own[1] | (self.states > 0)
            values = [np.where(own[0] | own[1] | (states > 0), v, self.warp(b, hidden, transform, shape, method)) for v, b in zip(values, self.bands)]
        return values, states, own

    def warp(self, band, hidden, transform, shape, method):
        driver = gdal.GetDriverByName("MEM")
        src = driver.Create("", self.shape[1], self.shape[0], 1, gdal.GDT_Float64)
        src.SetGeoTransform(self.transform)
        src.SetProjection(self.wkt)
        src.GetRasterBand(1).WriteArray(np.where(hidden, np.nan, band.array.astype(float)))
        right, bottom = transform[0] + shape[1] * transform[1], transform[3] + shape[0] * transform[5]
        out = gdal.Warp("", src, format="MEM", resampleAlg=method, errorThreshold=0, srcNodata="nan", dstNodata="nan", outputBounds=(transform[0], bottom, right, transform[3]), width=shape[1], height=shape[0])
        a = out.GetRasterBand(1).ReadAsArray()
        return np.floor(np.nan_to_num(a) + 0.5).astype(band.array.dtype) if self.whole else a.astype(band.array.dtype)


def index(date, values, states, own):
    """State, numerator and denominator of every pixel; numbers are integers in units of the scale's denominator, or floats."""
    if date.whole:
        unit = np.lcm(date.scale.denominator, date.offset.denominator)
        scaled = [v.astype(np.int64) * int(date.scale * int(unit)) + int(date.offset * int(unit)) for v in values]
        one = int(unit)
    else:
        scaled = [np.nan_to_num(v, nan=0.0, posinf=0.0, neginf=0.0).astype(float) * float(date.scale) + float(date.offset) for v in values]
        one = 1.0
    if date.is_index:
        n, m, none = scaled[0], np.full(scaled[0].shape, one), np.zeros(scaled[0].shape, bool)
    else:
        n, m = scaled[0] - scaled[1], scaled[0] + scaled[1]
        none = (scaled[0] < 0) | (scaled[1] < 0) | (m <= 0)
    # What masks say goes before what the numbers say.
    state = np.where(states > 0, states, np.where(own[0], NODATA, np.where(own[1], SATURATED, np.where(none, NODATA, SEEN))))
    return state, n, m


def at_least(n, m, threshold, whole):
    return n * threshold.denominator >= threshold.numerator * m if whole else n >= float(threshold) * m


def change(n1, m1, n2, m2, d, whole):
    left, right = n2 * m1 - n1 * m2, m1 * m2
    return left * d.denominator >= d.numerator * right if whole else left >= float(d) * right


def scan(document):
    before, after = Date(document["before"]), Date(document["after"])
    a, b = before.transform, after.transform
    if "grid" in document:
        assert document["grid"]["like"] == "before"
    else:
        assert abs(a[1] - b[1]) < 1e-9 and abs(a[5] - b[5]) < 1e-9
    edges = lambda t, s: (t[0], t[3] + s[0] * t[5], t[0] + s[1] * t[1], t[3])
    ea, eb = edges(a, before.shape), edges(b, after.shape)
    left, bottom, right, top = max(ea[0], eb[0]), max(ea[1], eb[1]), min(ea[2], eb[2]), min(ea[3], eb[3])
    c0, c1 = int(np.floor((left - a[0]) / a[1] + 1e-3)), int(np.ceil((right - a[0]) / a[1] - 1e-3))
    r0, r1 = int(np.floor((top - a[3]) / a[5] + 1e-3)), int(np.ceil((bottom - a[3]) / a[5] - 1e-3))
    transform = (a[0] + c0 * a[1], a[1], 0, a[3] + r0 * a[5], 0, a[5])
    shape = (r1 - r0, c1 - c0)
    method = document.get("grid", {}).get("resampling", "nearest")
    whole = before.whole and after.whole
    s1, n1, m1 = index(before, *before.on(transform, shape, method))
    s2, n2, m2 = index(after, *after.on(transform, shape, method))
    t, d = (Fraction(repr(document["rule"][k])) for k in ("vegetatedAt", "changeOf"))
    v1, v2 = at_least(n1, m1, t, whole), at_least(n2, m2, t, whole)
    inside = np.ones(shape, bool)
    if "land" in document:
        land = Raster(document["land"]["path"], document["land"].get("band", 1))
        inside = np.isin(pick(land.array.astype(int), nearest(transform, shape, land), -1), document["land"]["keep"])
    seen = (s1 == SEEN) & (s2 == SEEN)
    gained = seen & ~v1 & v2 & change(n1, m1, n2, m2, d, whole)
    lost = seen & v1 & ~v2 & change(n2, m2, n1, m1, d, whole)
    srs = ground_area.reference_system(before.wkt)
    area = np.array([np.rint(ground_area.row_areas(srs, transform[0], transform[3], transform[1], -transform[5], shape[1], r) * 1e4) for r in range(shape[0])]).astype(np.int64)

    def extent(mask, where=inside):
        mask = mask & where
        return {"pixels": int(mask.sum()), "hectares": int(area[mask].sum()) / 1e8}

    worst = np.where((s1 == NODATA) | (s2 == NODATA), NODATA, np.where((s1 == MASKED) | (s2 == MASKED), MASKED, SATURATED))
    result = {
        "width": shape[1], "height": shape[0],
        "classes": {"kept": extent(seen & v1 & ~lost), "gained": extent(gained), "lost": extent(lost), "other": extent(seen & ~v1 & ~gained)},
        "observed": extent(seen),
        "observedShare": round(extent(seen)["hectares"] / (int(area[inside].sum()) / 1e8), 6),
        "notSeen": {"pixels": extent(~seen)["pixels"], **{k: extent(~seen & (worst == w))["pixels"] for k, w in (("masked", MASKED), ("noData", NODATA), ("saturated", SATURATED))}},
        "outside": int((~inside).sum()),
        "before": {"vegetated": extent(seen & v1), "alone": {"vegetated": extent((s1 == SEEN) & v1), "observed": extent(s1 == SEEN)}},
        "after": {"vegetated": extent(seen & v2), "alone": {"vegetated": extent((s2 == SEEN) & v2), "observed": extent(s2 == SEEN)}},
    }
    if "land" in document:
        result["outsideLand"] = {"before": extent(seen & v1, ~inside), "after": extent(seen & v2, ~inside), "gained": extent(gained, ~inside), "lost": extent(lost, ~inside)}
    return result


def main():
    results = {}
    for name in sorted(os.listdir(os.path.join(HERE, "scans"))):
        with open(os.path.join(HERE, "scans", name), encoding="utf-8") as f:
            results[name[:-5]] = scan(json.load(f))
    text = json.dumps(results, indent=1) + "\n"
    path = os.path.join(HERE, "real_scenes.json")
    if "--check" in sys.argv:
        sys.exit(0 if open(path, encoding="utf-8").read() == text else "real_scenes.json differs")
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)


main()
