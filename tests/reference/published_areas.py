#!/usr/bin/env python3
"""Writes published_areas.json: ground areas for unit tests that owe nothing to the engine.

Debian: python3-numpy python3-gdal; run with /usr/bin/python3

    published_areas.py            writes published_areas.json beside this file and prints the cross-check
    published_areas.py --check    exits 1 when the file or the cross-check is off

"published" are numbers of published tables and geodesy programs, copied. "probes" are single pixels whose area is the
closed form of ground_area.py integrated over the pixel (Gauss-Legendre, 4 x 4), so pixel size plays no part.

The cross-check shares no formula with that: the boundary of a cell is cut into thousands of points, each is taken to
longitude and latitude by PROJ, and Green's theorem gives the area, the integral of q(lat) b^2/2 dlon. A single pixel
checks to a few 1e-10 only, because PROJ's longitudes end at 1e-14 degrees; blocks of 100 x 100 or 400 x 400 pixels check far better.
"""
import json
import math
import os
import sys

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import ground_area  # noqa: E402
from ground_area import ellipsoid_of, osr, reference_system  # noqa: E402

SPHERE = ('PROJCRS["Sinusoidal on the MODIS sphere",BASEGEOGCRS["MODIS sphere",DATUM["MODIS sphere",'
          'ELLIPSOID["MODIS sphere",6371007.181,0,LENGTHUNIT["metre",1]]],PRIMEM["Greenwich",0,'
          'ANGLEUNIT["degree",0.0174532925199433]]],CONVERSION["Sinusoidal",METHOD["Sinusoidal"],'
          'PARAMETER["Longitude of natural origin",0,ANGLEUNIT["degree",0.0174532925199433]],'
          'PARAMETER["False easting",0,LENGTHUNIT["metre",1]],PARAMETER["False northing",0,LENGTHUNIT["metre",1]]],'
          'CS[Cartesian,2],AXIS["easting",east,ORDER[1],LENGTHUNIT["metre",1]],'
          'AXIS["northing",north,ORDER[2],LENGTHUNIT["metre",1]]]')

PUBLISHED = [
    {"what": "whole ellipsoid", "areaSquareMetres": 510065621.724e6, "digits": "to 1e3 m2",
     "source": "WGS84 authalic area, as in GeographicLib"},
    *({"what": "cell", "west": 0, "east": 1, "south": south, "north": north, "areaSquareMetres": area, "digits": "to 1 m2",
       "source": "authalic band area (Snyder 1987, eq. 3-12)"}
      for south, north, area in ((0, 1, 12308.463894e6), (17.5, 18.5, 11721.458345e6))),
    *({"what": "cell of 1 arc second, its south edge at the latitude", "south": south, "areaSquareMetres": area,
       "digits": "to 1e-6 m2", "source": "authalic band area (Snyder 1987, eq. 3-12)"}
      for south, area in ((0, 949.774080), (17.5, 906.912599), (25.5, 859.382347), (45, 676.108640))),
    *({"what": "areal factor of EPSG:3857 (map area / ground area)", "latitude": lat, "factor": f, "digits": "4 decimals",
       "source": "(1 - e2 sin2)^2 / ((1 - e2) cos2)"} for lat, f in ((17.5, 1.1055), (25.5, 1.2327), (45, 2.0000))),
    {"what": "areal factor of UTM on the central meridian", "factor": 0.99920, "digits": "5 decimals", "source": "0.9996^2"},
    {"what": "areal factor of UTM 3 degrees off the central meridian", "latitude": 25.5, "factor": 1.00145,
     "digits": "5 decimals", "source": "Snyder 1987, eq. 8-11; at the equator it is 1.00196"},
]

NODES, WEIGHTS = np.polynomial.legendre.leggauss(4)


def closed_form(srs, x, y, w, h):
    """Area of one cell, upper left corner x, y: the closed form, integrated over the cell where it varies inside."""
    if srs.IsGeographic():
        u = srs.GetAngularUnits()
        return float(ellipsoid_of(srs).band((y - h) * u, y * u, w * u))
    unit = srs.GetLinearUnits()
    if srs.GetAuthorityCode(None) == "3857":
        el = ellipsoid_of(srs)
        north, south = (2 * math.atan(math.exp(v * unit / el.a)) - math.pi / 2 for v in (y, y - h))
        # the same latitude difference without cancellation: gd(u2) - gd(u1)
        u1, u2 = (y - h) * unit / el.a, y * unit / el.a
        spread = 2 * math.atan(math.sinh((u2 - u1) / 2) / math.cosh((u1 + u2) / 2))
        return float(el.band(south, south + spread, w * unit / el.a))
    gx, gy = np.meshgrid(x + (NODES + 1) / 2 * w, y - (NODES + 1) / 2 * h)
    factor = ground_area.areal_factor(srs, gx, gy)
    return float((np.outer(WEIGHTS, WEIGHTS) / 4 / factor).sum()) * w * h * unit**2


def boundary_integral(srs, x, y, w, h, points=4000):
    """Area of the same cell from its outline alone."""
    el = ellipsoid_of(srs)
    step = np.arange(points) / points
    px = np.concatenate([x + step * w, np.full(points, x + w), x + w - step * w, np.full(points, x)])
    py = np.concatenate([np.full(points, y), y - step * h, np.full(points, y - h), y - h + step * h])
    if not srs.IsGeographic():
        geographic = srs.CloneGeogCS()
        geographic.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        transform = osr.CoordinateTransformation(srs, geographic)
        lonlat = np.array(transform.TransformPoints(np.column_stack([px, py]).tolist()))
        px, py = lonlat[:, 0], lonlat[:, 1]
    lon, lat = np.radians(px), np.radians(py)
    # area under the outline down to a parallel through the middle, so that small cells keep their digits
    under = el.band(np.full(lat.shape, lat.mean()), lat, 1.0)
    # Simpson on each side: even points are knots, odd points their middles
    closed_lon, closed_under = np.append(lon, lon[0]), np.append(under, under[0])
    total = 0.0
    for a in range(0, 4 * points, 2):
        l0, l1, l2 = closed_lon[a:a + 3]
        f0, f1, f2 = closed_under[a:a + 3]
        # longitude as a parabola in the parameter, the area below it exactly to third order
        d0, d1, d2 = -3 * l0 + 4 * l1 - l2, l2 - l0, l0 - 4 * l1 + 3 * l2
        total += (f0 * d0 + 4 * f1 * d1 + f2 * d2) / 6
    return abs(total)


def probes():
    result = []

    def add(crs, what, x, y, w, h=None):
        h = w if h is None else h
        result.append({"crs": crs, "what": what, "originX": x, "originY": y, "pixelWidth": w, "pixelHeight": h,
                       "areaSquareMetres": closed_form(reference_system(crs), x, y, w, h)})

    def place(crs, lon, lat):
        srs = reference_system(crs)
        geographic = srs.CloneGeogCS()
        geographic.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        return osr.CoordinateTransformation(geographic, srs).TransformPoint(lon, lat)[:2]

    for size in (10, 30):
        for lat in (0, 25.5, 48.3, 70):
            for lon, where in ((15, "central meridian"), (13.5, "1.5 degrees off"), (12, "zone edge, 3 degrees off")):
                x, y = (round(v / size) * size for v in place("EPSG:32633", lon, lat))
                add("EPSG:32633", f"UTM, {where}, {lat} N", float(x), float(y), float(size))
    for lat in (-12, -33.5):
        x, y = (round(v / 10) * 10 for v in place("EPSG:32721", -59, lat))
        add("EPSG:32721", f"UTM south, 2 degrees off, {-lat} S", float(x), float(y), 10.0)
    for lat in (0, 25.5, 45, 60):
        x, y = (round(v / 100) * 100 for v in place("EPSG:3857", -107.4, lat))
        add("EPSG:3857", f"Web Mercator, {lat} N", float(x), float(y), 100.0)
    add("EPSG:2266", "North Dakota South in feet, in the prairie-feet sample", 2306192.0, 497040.0, 16.0)
    add("EPSG:2266", "North Dakota South in feet, north edge of the zone", 1968496.0, 790000.0, 16.0)
    size = 926.625433055833
    for lon, lat in ((0, 0), (-55, -12), (-107.4, 25.5), (20, 60)):
        x, y = (round(v / size) * size for v in place(SPHERE, lon, lat))
        add(SPHERE, f"MODIS sinusoidal, {abs(lat)} {'S' if lat < 0 else 'N'}: width x height exactly", x, y, size)
    step = 0.0008084837557075694
    for lat in (0.0, -8.282107593468341, 48.3, 70.0):
        add("EPSG:4326", f"geographic, north edge at {lat}", -74.72249415376068, lat, step)
    return result


def cross_check(entries):
    worst = {"pixel": 0.0, "block": 0.0}
    for p in entries:
        srs = reference_system(p["crs"])
        name = p["crs"] if p["crs"].startswith("EPSG") else "sinusoidal"
        x, y, w, h = p["originX"], p["originY"], p["pixelWidth"], p["pixelHeight"]
        pixel = boundary_integral(srs, x, y, w, h, 200) / p["areaSquareMetres"] - 1
        many = 400 if w > 1 else 100
        block = boundary_integral(srs, x, y, many * w, many * h) / closed_form(srs, x, y, many * w, many * h) - 1
        worst["pixel"], worst["block"] = max(worst["pixel"], abs(pixel)), max(worst["block"], abs(block))
        print(f"{name:>10} {p['what']:<62} pixel {pixel:+.1e}  {many} x {many} block {block:+.1e}")
    print(f"worst: pixel {worst['pixel']:.1e}, block {worst['block']:.1e}")
    return worst["pixel"] < 5e-8 and worst["block"] < 5e-11


def main(arguments):
    entries = probes()
    good = cross_check(entries)
    text = json.dumps({
        "generator": "tests/reference/published_areas.py",
        "convention": "originX, originY: the pixel's upper left corner in the CRS's units; x is easting or longitude, y northing "
                      "or latitude; pixelWidth and pixelHeight are positive; the pixel reaches down to originY - pixelHeight. "
                      "Area on the CRS's own ellipsoid or sphere. UTM and state-plane areas hold to 1e-12.",
        "published": PUBLISHED, "probes": entries}, indent=2) + "\n"
    path = os.path.join(HERE, "published_areas.json")
    if "--check" in arguments:
        with open(path, encoding="utf-8") as f:
            old = json.load(f)["probes"]
        for a, b in zip(old, entries):
            if {**a, "areaSquareMetres": 0} != {**b, "areaSquareMetres": 0} or \
                    abs(a["areaSquareMetres"] / b["areaSquareMetres"] - 1) > 1e-11:
                print(f"differs: {a} {b}")
                good = False
        good &= len(old) == len(entries)
    else:
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
