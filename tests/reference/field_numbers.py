#!/usr/bin/env python3
"""Fields of the Inn sample by other means: classes from integers with numpy, connected components and centroids by scipy.ndimage, true outlines'
validity and area by GDAL and GEOS.

    field_numbers.py data-samples/inn-fields --out data-samples/inn-fields/expected-fields.json
    field_numbers.py data-samples/inn-fields --check FIELDS.gpkg      holds a file the engine wrote (--minimum-hectares 0.03, all classes) against them

A pixel of this sample is 0.0100033 ha on the ground, so 0.03 ha are three pixels.
"""
import argparse
import json
import sys

import numpy as np
from osgeo import gdal, ogr, osr
from scipy import ndimage

gdal.UseExceptions()
ogr.UseExceptions()
NAMES = {1: "kept", 2: "gained", 3: "lost", 4: "other"}


def classes(folder):
    (r1, n1), (r2, n2) = (gdal.Open(f"{folder}/{name}.tif").ReadAsArray()[[0, 3]].astype(np.int64) for name in ("t1_early_summer", "t2_early_autumn"))
    seen = (r1 + n1 > 0) & (r2 + n2 > 0)
    before, after = 10 * (n1 - r1) >= 4 * (n1 + r1), 10 * (n2 - r2) >= 4 * (n2 + r2)
    step = 100 * ((n2 - r2) * (n1 + r1) - (n1 - r1) * (n2 + r2))
    enough = 15 * (n1 + r1) * (n2 + r2)
    up, down = ~before & after & (step >= enough), before & ~after & (-step >= enough)
    mask = np.where(up, 2, np.where(down, 3, np.where(before, 1, 4)))
    return np.where(seen, mask, 0).astype(np.uint8)


def numbers(folder):
    mask = classes(folder)
    grid = gdal.Open(f"{folder}/t1_early_summer.tif")
    transform, place = grid.GetGeoTransform(), osr.SpatialReference(grid.GetProjection())
    world = osr.SpatialReference()
    world.ImportFromEPSG(4326)
    for reference in (place, world):
        reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    to_world = osr.CoordinateTransformation(place, world)
    result = {}
    for connectivity, structure in ((4, None), (8, np.ones((3, 3)))):
        for value, name in NAMES.items():
            labels, count = ndimage.label(mask == value, structure)
            sizes = np.bincount(labels.ravel())[1:]
            large = int(np.argmax(sizes)) + 1
            row, column = ndimage.center_of_mass(labels == large)
            lon, lat, _ = to_world.TransformPoint(transform[0] + (column + 0.5) * transform[1], transform[3] + (row + 0.5) * transform[5])
            result[f"{name}-{connectivity}"] = {
                "components": count, "pixels": int(sizes.sum()), "fields": int((sizes >= 3).sum()), "pixelsInFields": int(sizes[sizes >= 3].sum()),
                "largest": {"pixels": int(sizes.max()), "lon": round(lon, 7), "lat": round(lat, 7)}}
    return result


def check(folder, path):
    expected = numbers(folder)
    source = ogr.Open(path)
    layer, found, area = source.GetLayer(0), {}, 0.0
    geometries = []
    for feature in layer:
        geometry = feature.GetGeometryRef()
        assert geometry.IsValid(), feature["field"]
        geometries.append(geometry.Clone())
        own = found.setdefault(feature["name"], [0, 0])
        own[0], own[1] = own[0] + 1, own[1] + feature["pixels"]
        area += geometry.GetArea()
    for name, (count, pixels) in found.items():
        assert (count, pixels) == (expected[f"{name}-8"]["fields"], expected[f"{name}-8"]["pixelsInFields"]), (name, count, pixels)
    # Neighbours share their borders: the union is as large as the sum.
    union = ogr.Geometry(ogr.wkbMultiPolygon)
    for geometry in geometries:
        for part in geometry:
            union.AddGeometry(part)
    merged = union.UnionCascaded().GetArea()
    print(f"{len(geometries)} valid fields; sum {area:.3f} m2, union {merged:.3f} m2")
    assert abs(area - merged) < 1e-3


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--out")
    parser.add_argument("--check")
    arguments = parser.parse_args()
    if arguments.out:
        with open(arguments.out, "w") as file:
            json.dump(numbers(arguments.folder), file, indent=1)
            file.write("\n")
    if arguments.check:
        check(arguments.folder, arguments.check)
    sys.exit(0)
