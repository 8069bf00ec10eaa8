#!/usr/bin/env python3
"""Reference numbers for a two-date scan document, computed without any of the engine's code.

Debian: python3-numpy python3-gdal; run with /usr/bin/python3

    reference_numbers.py SCAN.json                      prints the numbers as JSON
    reference_numbers.py SCAN.json --out EXPECTED.json  writes them
    reference_numbers.py SCAN.json --check EXPECTED.json exits 1 and says where they differ
    reference_numbers.py --self-test                    checks the areas against published numbers
    reference_numbers.py --published FOLDER             checks FOLDER (data-samples) against published pixel counts and hectares

No decision is made in floating point. NDVI is never divided out: with reflectance = scale * DN + offset as exact
fractions, red r and near infrared n of a date are brought to one integer unit, and

    NDVI >= T            becomes  (n - r) * q >= p * (n + r)                         with T = p/q
    NDVI2 - NDVI1 >= D   becomes  ((n2 - r2) s1 - (n1 - r1) s2) * q >= p * s1 * s2   with D = p/q, s = n + r

in int64, or in Python integers where int64 could overflow. Areas come from ground_area.py (closed forms per pixel), are
rounded half to even to whole square centimetres per pixel, and summed as integers; hectares = cm2 / 1e8 at the end.

Supported: integer rasters, one file per date or one per band, one lattice (the overlap is used). Everything else
(masks, land, zones, resampling, seasons) is refused: these numbers are for the core rule.
"""
import argparse
import json
import math
import os
import sys
from fractions import Fraction

import numpy as np
from osgeo import gdal

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import ground_area  # noqa: E402
import published_areas  # noqa: E402

gdal.UseExceptions()
gdal.SetConfigOption("CPL_LOG", os.devnull)  # one sample's TIFF tags make GDAL talk; nothing is wrong with its pixels

CLASSES = ("notSeen", "kept", "gained", "lost", "other")
SHIFTS = ((1, 0), (-1, 0), (0, 1), (0, -1))
STEP = Fraction(1, 20)
SATURATED = {gdal.GDT_UInt16: 65535}
INTEGERS = {gdal.GDT_Byte, gdal.GDT_UInt16, gdal.GDT_Int16}
KNOWN_FIELDS = {"name", "before", "after", "index", "rule", "target"}


class Refused(Exception):
    pass


def decimal(number):
    """The decimal a person wrote: JSON numbers arrive as text, a double from a file tag is its shortest decimal."""
    return number if isinstance(number, Fraction) else Fraction(repr(number))


def read_document(path):
    with open(path, encoding="utf-8") as f:
        document = json.load(f, parse_float=Fraction)
    extra = set(document) - KNOWN_FIELDS
    if extra:
        raise Refused(f"not supported here: {', '.join(sorted(extra))}")
    if document.get("index", "NDVI") != "NDVI":
        raise Refused("only NDVI")
    return document


class Band:
    def __init__(self, folder, scene, role):
        entry = scene["bands"][role]
        if not isinstance(entry, dict):
            entry = {"path": scene["path"], "band": entry}
        self.dataset = gdal.Open(os.path.join(folder, entry.get("path", scene.get("path"))))
        self.band = self.dataset.GetRasterBand(int(entry.get("band", 1)))
        if self.band.DataType not in INTEGERS:
            raise Refused("only 8 and 16 bit integers")

        def setting(key, tag):
            for source in (entry, scene):
                if key in source:
                    return decimal(source[key])
            return None if tag is None else decimal(tag)

        self.no_data = setting("noData", self.band.GetNoDataValue())
        self.scale = setting("scale", self.band.GetScale())
        self.offset = setting("offset", self.band.GetOffset())
        self.scale = Fraction(1) if self.scale is None else self.scale
        self.offset = Fraction(0) if self.offset is None else self.offset
        self.saturated = SATURATED.get(self.band.DataType)

    def read(self, window):
        return self.band.ReadAsArray(*window).astype(np.int64)


class Lattice:
    def __init__(self, dataset):
        g = dataset.GetGeoTransform()
        if g[2] or g[4] or g[1] <= 0 or g[5] >= 0:
            raise Refused("only north-up rasters")
        self.x, self.y, self.dx, self.dy = g[0], g[3], g[1], -g[5]
        self.columns, self.rows = dataset.RasterXSize, dataset.RasterYSize
        self.srs = ground_area.reference_system(dataset.GetProjection())

    def offset_of(self, other):
        """Whole pixels from our origin to the other's."""
        if not self.srs.IsSame(other.srs) or (self.dx, self.dy) != (other.dx, other.dy):
            raise Refused("the dates have different CRSs or pixel sizes")
        column, row = (other.x - self.x) / self.dx, (self.y - other.y) / self.dy
        if abs(column - round(column)) > 1e-3 or abs(row - round(row)) > 1e-3:
            raise Refused("the dates are not on one lattice")
        return round(column), round(row)


class Scene:
    """One date on the common grid: exact integers red and nir, and which pixels are observed."""

    def __init__(self, folder, scene):
        self.date = scene["date"]
        unknown = set(scene) - {"date", "path", "bands", "scale", "offset", "noData", "basis"}
        if unknown:
            raise Refused(f"not supported here: {', '.join(sorted(unknown))}")
        self.bands = [Band(folder, scene, role) for role in ("red", "nir")]
        self.lattice = Lattice(self.bands[0].dataset)
        if self.lattice.offset_of(Lattice(self.bands[1].dataset)) != (0, 0):
            raise Refused("red and nir have different origins")

    def read(self, window):
        # One unit for both bands: the common denominator, with common factors taken out again.
        parts = [f for b in self.bands for f in (b.scale, b.offset)]
        unit = math.lcm(*(f.denominator for f in parts))
        whole = [int(f * unit) for f in parts]
        common = math.gcd(*whole) or 1
        whole = [w // common for w in whole]

        stored = [b.read(window) for b in self.bands]
        self.red, self.nir = (whole[2 * i] * v + whole[2 * i + 1] for i, v in enumerate(stored))
        shape = self.red.shape
        self.no_data, self.saturated = np.zeros(shape, bool), np.zeros(shape, bool)
        for band, value in zip(self.bands, stored):
            if band.no_data is not None:
                self.no_data |= value == band.no_data if band.no_data.denominator == 1 else False
            if band.saturated is not None:
                self.saturated |= value == band.saturated
        self.saturated &= ~self.no_data
        self.invalid = ~self.no_data & ~self.saturated & ((self.red < 0) | (self.nir < 0) | (self.red + self.nir <= 0))
        self.observed = ~(self.no_data | self.saturated | self.invalid)
        self.difference = np.where(self.observed, self.nir - self.red, 0)
        self.sum = np.where(self.observed, self.nir + self.red, 1)

    def at_or_above(self, t):
        d, s = fitting([self.difference, self.sum], lambda top: top[0] * t.denominator + top[1] * abs(t.numerator))
        return (self.observed & (d * t.denominator >= t.numerator * s)).astype(bool)

    def moved(self, dx, dy):
        """The same date with its pixels moved by whole cells; what comes in from outside is not comparable."""
        other = object.__new__(Scene)
        other.date = self.date
        rows, columns = self.sum.shape
        target = (slice(max(0, dy), rows + min(0, dy)), slice(max(0, dx), columns + min(0, dx)))
        source = (slice(max(0, -dy), rows + min(0, -dy)), slice(max(0, -dx), columns + min(0, -dx)))
        for name, filler in (("observed", False), ("difference", 0), ("sum", 1)):
            values = getattr(self, name)
            moved = np.full(values.shape, filler, values.dtype)
            moved[target] = values[source]
            setattr(other, name, moved)
        other.has_partner = np.zeros(self.sum.shape, bool)
        other.has_partner[target] = True
        return other


def fitting(arrays, bound):
    """The arrays as they are when int64 holds every intermediate result, as Python integers otherwise."""
    top = [int(np.abs(a).max()) if a.size else 0 for a in arrays]
    return arrays if bound(top) < 2**62 else [a.astype(object) for a in arrays]


def changes_of_at_least(before, after, d):
    """(rise, fall): index after - before >= D, and before - after >= D, exactly. Only meaningful where both are observed."""
    d1, s1, d2, s2 = fitting([before.difference, before.sum, after.difference, after.sum],
                             lambda t: (t[2] * t[1] + t[0] * t[3]) * d.denominator + t[1] * t[3] * d.numerator)
    change, limit = (d2 * s1 - d1 * s2) * d.denominator, d.numerator * s1 * s2
    return (change >= limit).astype(bool), (-change >= limit).astype(bool)


def classify(before, after, t, d):
    both = before.observed & after.observed
    v1, v2 = before.at_or_above(t), after.at_or_above(t)
    rise, fall = changes_of_at_least(before, after, d)
    up, down = both & ~v1 & v2, both & v1 & ~v2
    gained, lost = up & rise, down & fall
    return {"observed": both, "v1": both & v1, "v2": both & v2, "gained": gained, "lost": lost,
            "kept": both & v1 & ~lost, "other": both & ~v1 & ~gained,
            "upSmall": up & ~rise, "downSmall": down & ~fall,
            "bothAtOrAbove": both & v1 & v2, "bothBelow": both & ~v1 & ~v2}


def plain(fraction):
    return int(fraction) if fraction.denominator == 1 else float(fraction)


def reference_numbers(document_path):
    document = read_document(document_path)
    folder = os.path.dirname(os.path.abspath(document_path))
    t, d = (decimal(document["rule"][k]) for k in ("vegetatedAt", "changeOf"))
    before, after = Scene(folder, document["before"]), Scene(folder, document["after"])

    a, b = before.lattice, after.lattice
    column, row = a.offset_of(b)
    left, top = max(0, column), max(0, row)
    columns = min(a.columns, column + b.columns) - left
    rows = min(a.rows, row + b.rows) - top
    if columns <= 0 or rows <= 0:
        raise Refused("the dates do not overlap")
    before.read((left, top, columns, rows))
    after.read((left - column, top - row, columns, rows))
    x0, y0, dx, dy, srs = a.x + left * a.dx, a.y - top * a.dy, a.dx, a.dy, a.srs

    areas = np.empty((rows, columns), np.int64)
    smallest, largest, unrounded = math.inf, 0.0, []
    for r in range(rows):
        square_metres = ground_area.row_areas(srs, x0, y0, dx, dy, columns, r)
        smallest, largest = min(smallest, square_metres.min()), max(largest, square_metres.max())
        unrounded.extend(square_metres.tolist())
        areas[r] = np.rint(square_metres * 1e4)
    nominal = None
    if srs.IsProjected():
        nominal = decimal(dx) * decimal(dy) * decimal(srs.GetLinearUnits()) ** 2 / 10000

    def figure(mask):
        pixels = int(np.count_nonzero(mask))
        square_centimetres = sum(int(v) for v in np.where(mask, areas, 0).sum(axis=1))
        return {"pixels": pixels, "squareCentimetres": square_centimetres, "hectares": square_centimetres / 1e8,
                "nominalHectares": None if nominal is None else plain(pixels * nominal)}

    c = classify(before, after, t, d)
    seen = c["observed"]
    no_data = before.no_data | after.no_data
    saturated = ~no_data & (before.saturated | after.saturated)

    def date_block(scene, vegetated):
        return {"date": scene.date, "vegetated": figure(vegetated),
                "alone": {"vegetated": figure(scene.at_or_above(t)), "observed": figure(scene.observed)}}

    shifts = []
    for sx, sy in SHIFTS:
        moved = after.moved(sx, sy)
        m = classify(before, moved, t, d)
        shifts.append({"dx": sx, "dy": sy, "observed": figure(m["observed"] & moved.has_partner),
                       "gained": figure(m["gained"]), "lost": figure(m["lost"])})

    sensitivity = []
    for ti in (t - STEP, t, t + STEP):
        for di in (max(Fraction(0), d - STEP), d, d + STEP):
            s = classify(before, after, ti, di)
            sensitivity.append({"vegetatedAt": plain(ti), "changeOf": plain(di),
                                **{k: figure(s[k]) for k in ("kept", "gained", "lost", "other")}})

    authority = srs.GetAuthorityCode(None)
    unit = srs.GetAngularUnitsName() if srs.IsGeographic() else srs.GetLinearUnitsName()
    masks = {"notSeen": ~seen, **{k: c[k] for k in CLASSES[1:]}}
    result = {
        "name": document.get("name"), "document": os.path.basename(document_path),
        "generator": "tests/reference/reference_numbers.py",
        "rule": {"vegetatedAt": plain(t), "changeOf": plain(d)},
        "grid": {"crs": f"{srs.GetAuthorityName(None)}:{authority}" if authority else srs.ExportToWkt(), "unit": unit,
                 "width": columns, "height": rows, "origin": [x0, y0], "pixelSize": [dx, dy],
                 "nominalPixelHectares": None if nominal is None else plain(nominal),
                 "pixelSquareMetres": {"smallest": float(smallest), "largest": float(largest)},
                 "unroundedHectares": math.fsum(unrounded) / 1e4,
                 "total": figure(np.ones(seen.shape, bool))},
        "before": date_block(before, c["v1"]), "after": date_block(after, c["v2"]),
        "observed": figure(seen), "observedShare": figure(seen)["squareCentimetres"] / int(areas.sum()),
        "notSeen": {**figure(~seen), "noData": int(no_data.sum()), "saturated": int(saturated.sum()),
                    "invalid": int((~seen & ~no_data & ~saturated).sum())},
        "classes": [{"value": v, "name": n, **figure(masks[n])} for v, n in enumerate(CLASSES)],
        "transitions": {"up": figure(c["gained"]), "upSmall": figure(c["upSmall"]), "down": figure(c["lost"]),
                        "downSmall": figure(c["downSmall"]), "bothAtOrAbove": figure(c["bothAtOrAbove"]),
                        "bothBelow": figure(c["bothBelow"])},
        "shifts": shifts, "sensitivity": sensitivity,
    }
    identities(result)
    return result


def identities(r):
    """What must hold whatever the data."""
    def both(*path):
        node = r
        for p in path:
            node = node[p]
        return np.array([node["pixels"], node["squareCentimetres"]], dtype=object)

    tr = {k: both("transitions", k) for k in r["transitions"]}
    cl = [both("classes", i) for i in range(5)]
    checks = [
        (both("observed") + both("notSeen"), both("grid", "total")),
        (sum(tr.values()), both("observed")),
        (sum(cl[1:]), both("observed")),
        (both("before", "vegetated") + tr["up"] + tr["upSmall"] - tr["down"] - tr["downSmall"], both("after", "vegetated")),
        (cl[1], tr["bothAtOrAbove"] + tr["downSmall"]), (cl[4], tr["bothBelow"] + tr["upSmall"]),
        (both("before", "vegetated"), cl[1] + cl[3]),
    ]
    for i, (x, y) in enumerate(checks):
        if list(x) != list(y):
            raise AssertionError(f"identity {i}: {x} is not {y}")


def compact(value, indent=0):
    """JSON with one line per figure, so that differences are readable."""
    nested = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if not any(isinstance(v, (dict, list)) for v in nested):
        return json.dumps(value, ensure_ascii=False)
    keys = [f"{json.dumps(k)}: " for k in value] if isinstance(value, dict) else [""] * len(value)
    lines = [" " * (indent + 2) + k + compact(v, indent + 2) for k, v in zip(keys, nested)]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    return opening + "\n" + ",\n".join(lines) + "\n" + " " * indent + closing


def differences(expected, found, path=""):
    """Counts and names exactly; areas to 1e-9 (another libm may round another way: 1 cm2 a pixel at the very most)."""
    if isinstance(expected, dict) and isinstance(found, dict):
        for key in sorted(set(expected) | set(found)):
            if key not in expected or key not in found:
                yield f"{path}/{key}: only in the {'expected file' if key in expected else 'result'}"
            else:
                yield from differences(expected[key], found[key], f"{path}/{key}")
    elif isinstance(expected, list) and isinstance(found, list):
        if len(expected) != len(found):
            yield f"{path}: {len(expected)} entries expected, {len(found)} found"
        for i, (e, f) in enumerate(zip(expected, found)):
            yield from differences(e, f, f"{path}/{i}")
    elif path.endswith("/squareCentimetres") or isinstance(expected, float) and isinstance(found, (int, float)):
        if abs(expected - found) > 1e-9 * max(abs(expected), abs(found)):
            yield f"{path}: {expected} expected, {found} found"
    elif expected != found:
        yield f"{path}: {expected} expected, {found} found"


def near(what, found, expected, relative):
    ok = abs(found - expected) <= relative * abs(expected)
    print(f"{'ok  ' if ok else 'FAIL'} {what}: {found!r}, published {expected!r}")
    return ok


def self_test():
    r = math.radians
    wgs84 = ground_area.Ellipsoid(6378137, 298.257223563)
    utm = ground_area.reference_system("EPSG:32633")
    northing = 2820800.0  # about 25.5 N

    def utm_factor(easting):
        return float(ground_area.transverse_mercator_scale(utm, np.array(easting), np.array(northing)) ** 2)

    second = r(1 / 3600)
    geographic = ground_area.reference_system("EPSG:4326").CloneGeogCS()
    geographic.SetAxisMappingStrategy(ground_area.osr.OAMS_TRADITIONAL_GIS_ORDER)
    to_utm = ground_area.osr.CoordinateTransformation(geographic, utm)
    edge_x, edge_y, _ = to_utm.TransformPoint(12.0, 25.5)
    edge = float(ground_area.transverse_mercator_scale(utm, np.array(edge_x), np.array(edge_y)) ** 2)
    results = [
        near("whole WGS84 ellipsoid, km2", wgs84.whole() / 1e6, 510065621.724, 2e-12),
        near("1 degree cell 0-1 N, km2", wgs84.band(0, r(1), r(1)) / 1e6, 12308.463894, 5e-11),
        near("1 degree cell 17.5-18.5 N, km2", wgs84.band(r(17.5), r(18.5), r(1)) / 1e6, 11721.458345, 5e-11),
        # The published 1" cells start at the latitude and reach 1" to the north; the one at 45 N is cut, not rounded.
        *(near(f"1 arc second cell at {lat} N, m2", wgs84.band(r(lat), r(lat) + second, second), area, 2e-9)
          for lat, area in ((0, 949.774080), (17.5, 906.912599), (25.5, 859.382347), (45, 676.108639))),
        *(near(f"areal factor of EPSG:3857 at {lat} N", float(ground_area.pseudo_mercator_factor(wgs84, r(lat))), f, 5e-5)
          for lat, f in ((17.5, 1.1055), (25.5, 1.2327), (45, 2.0000))),
        near("areal factor of UTM on the central meridian", utm_factor(500000.0), 0.99920, 5e-6),
        near("areal factor of UTM 3 degrees off at 25.5 N", edge, 1.00145, 5e-6),
        near("sphere: a band has the sphere's area",
             float(ground_area.Ellipsoid(1.0, 0).whole()), 4 * math.pi, 1e-15),
    ]
    return all(results)


PUBLISHED = {
    "inn-fields/inn-fields.json": {
        "observed.pixels": 219062, "classes.1.pixels": 126362, "classes.2.pixels": 38112, "classes.3.pixels": 16102,
        "classes.4.pixels": 38486, "before.vegetated.pixels": 142464, "after.vegetated.pixels": 164853,
        "transitions.up.pixels": 38112, "transitions.upSmall.pixels": 1474, "transitions.down.pixels": 16102,
        "transitions.downSmall.pixels": 1095},
    "pucallpa/pucallpa-1985-2020.json": {
        "classes.0.pixels": 0, "classes.1.pixels": 230950, "classes.2.pixels": 12882, "classes.3.pixels": 12666,
        "classes.4.pixels": 6271, "before.vegetated.pixels": 243616, "after.vegetated.pixels": 243658,
        "classes.1.hectares": 183860.0603, "classes.2.hectares": 10254.9411, "classes.3.hectares": 10083.8000,
        "classes.4.hectares": 4992.5904},
    "pucallpa/pucallpa-2000-2020.json": {
        "classes.0.pixels": 0, "classes.1.pixels": 232727, "classes.2.pixels": 10919, "classes.3.pixels": 9039,
        "classes.4.pixels": 10084},
}


def outlines(folder):
    """The ground area of every whole sample from its outline alone (no pixels, no closed form of the projection)."""
    good = True
    for name in (*PUBLISHED, "prairie-feet/prairie-feet.json"):
        path = os.path.join(folder, name)
        grid = reference_numbers(path)["grid"]
        srs = ground_area.reference_system(grid["crs"])
        (x, y), (dx, dy) = grid["origin"], grid["pixelSize"]
        outline = published_areas.boundary_integral(srs, x, y, dx * grid["width"], dy * grid["height"]) / 1e4
        good &= near(f"{name} all pixels, hectares (second number: from the outline)", grid["unroundedHectares"], outline, 1e-10)
    return good


def against_published(folder):
    good = outlines(folder)
    for name, expected in PUBLISHED.items():
        found = reference_numbers(os.path.join(folder, name))
        for path, value in expected.items():
            node = found
            for part in path.split("."):
                node = node[int(part)] if part.isdigit() else node[part]
            ok = node == value if isinstance(value, int) else abs(node - value) <= 5e-5
            good &= ok
            print(f"{'ok  ' if ok else 'FAIL'} {name} {path}: {node}, published {value}")

    # The registration test: a date against itself, moved by one pixel to the right.
    path = os.path.join(folder, "inn-fields/inn-fields.json")
    document = read_document(path)
    scene = Scene(os.path.dirname(path), document["after"])
    scene.read((0, 0, scene.lattice.columns, scene.lattice.rows))
    moved = classify(scene, scene.moved(1, 0), Fraction(2, 5), Fraction(3, 20))
    for key, value in (("gained", 2506), ("lost", 2669)):
        pixels = int(moved[key].sum())
        good &= pixels == value
        print(f"{'ok  ' if pixels == value else 'FAIL'} inn after against itself moved by (+1, 0), {key}: {pixels}, published {value}")

    # An older count used NDVI > 0.4; the difference is exactly the pixels that sit on the threshold.
    for role, strict, on in (("before", 142445, 19), ("after", 164849, 4)):
        scene = Scene(os.path.dirname(path), document[role])
        scene.read((0, 0, scene.lattice.columns, scene.lattice.rows))
        exactly = int((scene.observed & (scene.difference * 5 == 2 * scene.sum)).sum())
        above = int(scene.at_or_above(Fraction(2, 5)).sum()) - exactly
        ok = (above, exactly) == (strict, on)
        good &= ok
        print(f"{'ok  ' if ok else 'FAIL'} inn {role}: {above} strictly above 0.4 and {exactly} on it, published {strict} and {on}")
    return good


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("document", nargs="?")
    parser.add_argument("--out", metavar="EXPECTED.json")
    parser.add_argument("--check", metavar="EXPECTED.json")
    parser.add_argument("--self-test", action="store_true")
    parser.add_argument("--published", metavar="FOLDER")
    options = parser.parse_args()
    if options.self_test or options.published:
        good = self_test() if options.self_test else True
        if options.published:
            good &= against_published(options.published)
        return 0 if good else 1
    if not options.document:
        parser.error("a scan document, --self-test or --published is needed")
    try:
        result = reference_numbers(options.document)
    except Refused as reason:
        print(f"{os.path.basename(options.document)}: {reason}", file=sys.stderr)
        return 2
    text = compact(result) + "\n"
    if options.check:
        with open(options.check, encoding="utf-8") as f:
            found = list(differences(json.load(f), json.loads(text)))
        print("\n".join(found) or f"{os.path.basename(options.check)}: equal")
        return 1 if found else 0
    if options.out:
        with open(options.out, "w", encoding="utf-8") as f:
            f.write(text)
    else:
        print(text, end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
