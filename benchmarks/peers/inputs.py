#!/usr/bin/python3
"""usage: inputs.py DATA [speckle] [lerc] [small] [large]

Makes, beside the pair of ../shared/perf/gen_inputs.py (raw_tN.tif, band_tN.tif; 10980 x 10980), what the other rows need; files that are there stay.
  speckle_tN.tif   NDVI of every pixel drawn by itself: a mask that hardly compresses, and thresholds crossed everywhere
  lerc_tN.tif      LERC, which the engine leaves to libgdal
  small_tN.tif     2048 x 2048 of band_tN.tif
  large_tN.tif     32768 x 32768: the first 21 x 21 whole blocks of band_tN.tif repeated, copied as they are compressed (red and NIR stay bands 3 and 4)
"""
import os
import struct
import sys

import numpy as np
from osgeo import gdal

gdal.UseExceptions()
TILED = ["TILED=YES", "BLOCKXSIZE=512", "BLOCKYSIZE=512", "INTERLEAVE=BAND", "NUM_THREADS=2", "BIGTIFF=IF_SAFER"]
DEFLATE = TILED + ["COMPRESS=DEFLATE", "PREDICTOR=2"]


def speckle(source, target, date):
    size = gdal.Open(source)
    width, height = size.RasterXSize, size.RasterYSize
    out = gdal.GetDriverByName("GTiff").Create(target, width, height, 4, gdal.GDT_UInt16, DEFLATE + ["SPARSE_OK=TRUE"])
    out.SetProjection(size.GetProjection())
    out.SetGeoTransform(size.GetGeoTransform())
    random = np.random.default_rng(date)
    for band in (3, 4):
        out.GetRasterBand(band).SetNoDataValue(0)
        out.GetRasterBand(band).SetScale(1e-4)
        out.GetRasterBand(band).SetOffset(-0.1)
    for row in range(0, height, 512):
        rows = min(512, height - row)
        ndvi = random.uniform(0.15, 0.65, (rows, width))
        total = random.uniform(3000, 5000, (rows, width))
        out.GetRasterBand(3).WriteArray((total * (1 - ndvi) / 2 + 1000).astype(np.uint16), 0, row)
        out.GetRasterBand(4).WriteArray((total * (1 + ndvi) / 2 + 1000).astype(np.uint16), 0, row)
    out = None


def large(source, target, side=64, repeated=21):
    """Writes a BigTIFF of side x side blocks by the book, its blocks copied from the source."""
    pair = gdal.Open(source)
    bands = [pair.GetRasterBand(b) for b in range(1, 5)]
    template = "/vsimem/template.tif"
    small = gdal.GetDriverByName("GTiff").Create(template, 16, 16, 4, gdal.GDT_UInt16, ["BIGTIFF=YES", "INTERLEAVE=BAND"])
    small.SetProjection(pair.GetProjection())
    small.SetGeoTransform(pair.GetGeoTransform())
    for i in range(4):
        small.GetRasterBand(i + 1).SetNoDataValue(0)
        small.GetRasterBand(i + 1).SetScale(1e-4)
        small.GetRasterBand(i + 1).SetOffset(-0.1)
    small = None
    stat = gdal.VSIStatL(template)
    handle = gdal.VSIFOpenL(template, "rb")
    head = bytes(gdal.VSIFReadL(1, stat.size, handle))
    gdal.VSIFCloseL(handle)
    sizes = {1: 1, 2: 1, 3: 2, 4: 4, 12: 8, 16: 8}
    at = struct.unpack_from("<Q", head, 8)[0]
    tags = {}
    for i in range(struct.unpack_from("<Q", head, at)[0]):
        tag, kind, count, place = struct.unpack_from("<HHQQ", head, at + 8 + 20 * i)
        length = sizes[kind] * count
        value = head[at + 8 + 20 * i + 12:][:length] if length <= 8 else head[place:place + length]
        tags[tag] = (kind, count, value)
    for tag in (273, 278, 279):
        tags.pop(tag, None)
    offsets, counts, places = [0] * (4 * side * side), [0] * (4 * side * side), {}
    with open(source, "rb") as read, open(target + ".part", "wb") as write:
        write.write(b"\0" * 16)
        # Blocks of the bands that are read, each repetition with bytes of its own as a real file has; the other bands stay empty.
        for band in (2, 3):
            for block in range(side * side):
                column, row = block % side % repeated, block // side % repeated
                key = (band, column, row)
                if key not in places:
                    places[key] = [int(bands[band].GetMetadataItem(f"BLOCK_{what}_{column}_{row}", "TIFF")) for what in ("OFFSET", "SIZE")]
                read.seek(places[key][0])
                index = band * side * side + block
                offsets[index], counts[index] = write.tell(), places[key][1]
                write.write(read.read(places[key][1]))
        tags[256] = tags[257] = (4, 1, struct.pack("<I", 512 * side))
        tags[259] = (3, 1, struct.pack("<H", 8))
        tags[317] = (3, 1, struct.pack("<H", 2))
        tags[322] = tags[323] = (4, 1, struct.pack("<I", 512))
        tags[324] = (16, len(offsets), struct.pack(f"<{len(offsets)}Q", *offsets))
        tags[325] = (16, len(counts), struct.pack(f"<{len(counts)}Q", *counts))
        values = {}
        for tag, (kind, count, value) in tags.items():
            if len(value) > 8:
                write.write(b"\0" * (write.tell() % 2))
                values[tag] = write.tell()
                write.write(value)
        write.write(b"\0" * (write.tell() % 2))
        directory = write.tell()
        write.write(struct.pack("<Q", len(tags)))
        for tag in sorted(tags):
            kind, count, value = tags[tag]
            write.write(struct.pack("<HHQ", tag, kind, count) + (struct.pack("<Q", values[tag]) if tag in values else value.ljust(8, b"\0")))
        write.write(struct.pack("<Q", 0))
        write.seek(0)
        write.write(b"II" + struct.pack("<HHHQ", 43, 8, 0, directory))
    os.rename(target + ".part", target)


def main():
    data = sys.argv[1]
    wanted = sys.argv[2:] or ["speckle", "lerc", "small", "large"]
    for date in (1, 2):
        band = os.path.join(data, f"band_t{date}.tif")
        for kind in wanted:
            target = os.path.join(data, f"{kind}_t{date}.tif")
            if os.path.exists(target):
                continue
            print(target, flush=True)
            if kind == "speckle":
                speckle(band, target + ".tmp", date)
                os.rename(target + ".tmp", target)
            elif kind == "large":
                large(band, target)
            else:
                options = TILED + ["COMPRESS=LERC", "MAX_Z_ERROR=0"] if kind == "lerc" else DEFLATE
                gdal.Translate(target + ".tmp", band, format="GTiff", creationOptions=options, srcWin=[4096, 4096, 2048, 2048] if kind == "small" else None)
                os.rename(target + ".tmp", target)


if __name__ == "__main__":
    main()
