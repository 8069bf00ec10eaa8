#!/usr/bin/env python3
"""Makes data-samples/prairie-feet from two NAIP images: a real pair in feet on one common lattice.

Debian: python3-numpy python3-gdal; run with /usr/bin/python3

    /usr/bin/python3 tests/reference/make_prairie_feet.py NAIP_FOLDER data-samples/prairie-feet

NAIP_FOLDER holds naip_2014-07-20.tif and naip_2020-08-31.tif: the files naip/m_4709963_se_14_1_20140720.tif and
naip/m_4709963_se_14_1_20200831.tif of github.com/opengeos/data (commit 6d9ff544d3ad), renamed.

Why a script and not just the files: the source grids are 1 m apart and in metres. Here both images are resampled
(nearest neighbour, exact transformer: no value is invented) to EPSG:2266, whose unit is the international foot,
on cells of 16 x 16 ft whose edges are multiples of 16 ft, and cut to the same window.
"""
import os
import sys

import numpy as np
from osgeo import gdal

gdal.UseExceptions()

DATES = ("2014-07-20", "2020-08-31")
BANDS = ("red", "green", "blue", "nir")
CRS = "EPSG:2266"
PIXEL_FEET = 16
# The easternmost columns and northernmost rows of the common rectangle: lakes, quarter sections that turned green and
# quarter sections that were bare in 2020, and the slanted image edge (north and east), which stays nodata.
COLUMNS, ROWS = 700, 700


def warp(path):
    # The nodata tag is ignored while resampling: GDAL would move a real 0 to 1 to keep it apart from nodata. The area
    # outside the source is filled with 0 and 0 is declared nodata afterwards, as in the source.
    return gdal.Warp("", path, format="MEM", dstSRS=CRS, xRes=PIXEL_FEET, yRes=PIXEL_FEET, targetAlignedPixels=True,
                     resampleAlg="near", srcNodata="None", errorThreshold=0)


def window(dataset, left, top, columns, rows):
    x0, _, _, y0, _, _ = dataset.GetGeoTransform()
    column, row = round((left - x0) / PIXEL_FEET), round((y0 - top) / PIXEL_FEET)
    return dataset.ReadAsArray(column, row, columns, rows)


def main(source, target):
    images = {d: warp(os.path.join(source, f"naip_{d}.tif")) for d in DATES}
    boxes = [(g[0], g[0] + i.RasterXSize * PIXEL_FEET, g[3] - i.RasterYSize * PIXEL_FEET, g[3])
             for i in images.values() for g in [i.GetGeoTransform()]]
    right, top = min(b[1] for b in boxes), min(b[3] for b in boxes)
    left = right - COLUMNS * PIXEL_FEET
    if left < max(b[0] for b in boxes) or top - ROWS * PIXEL_FEET < max(b[2] for b in boxes):
        sys.exit("the window is larger than the overlap of the two dates")
    for date, image in images.items():
        values = window(image, left, top, COLUMNS, ROWS)
        memory = gdal.GetDriverByName("MEM").Create("", COLUMNS, ROWS, len(BANDS), gdal.GDT_Byte)
        memory.SetGeoTransform((left, PIXEL_FEET, 0, top, 0, -PIXEL_FEET))
        memory.SetProjection(image.GetProjection())
        for i, name in enumerate(BANDS):
            band = memory.GetRasterBand(i + 1)
            band.WriteArray(np.ascontiguousarray(values[i]))
            band.SetDescription(name)
            band.SetNoDataValue(0)
        path = os.path.join(target, f"prairie_{date}.tif")
        gdal.GetDriverByName("GTiff").CreateCopy(path, memory, options=[
            "COMPRESS=DEFLATE", "ZLEVEL=9", "PREDICTOR=2", "TILED=YES", "BLOCKXSIZE=256", "BLOCKYSIZE=256",
            "PHOTOMETRIC=MINISBLACK", "ALPHA=NO", "INTERLEAVE=BAND"])
        print(f"{os.path.basename(path)}: {COLUMNS} x {ROWS}, {os.path.getsize(path):,} bytes, "
              f"origin {left:.0f}, {top:.0f} ft")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
