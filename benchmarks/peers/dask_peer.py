#!/usr/bin/python3
"""usage: dask_peer.py BEFORE.tif AFTER.tif MASK.tif    (as gdal_calc.sh; xarray and rioxarray on dask's threads, 2 workers, chunks of 2048)"""
import sys
import threading

import dask
import numpy as np
import rioxarray
import xarray as xr

before, after, mask = sys.argv[1:4]
dask.config.set(scheduler="threads", num_workers=2)
T, D, one = np.float32(0.4), np.float32(0.15), np.float32(1)


def index(path):
    bands = rioxarray.open_rasterio(path, chunks=dict(band=1, x=2048, y=2048), lock=False)
    red, nir = (bands.sel(band=b, drop=True).astype(np.float32) for b in (3, 4))
    total = nir + red - np.float32(2000)
    return (nir - red) / xr.where(total > 0, total, one), (red > 0) & (nir > 0) & (total > 0), bands


(a, seen_a, source), (b, seen_b, _) = index(before), index(after)
out = xr.where(a >= T, np.uint8(1), np.uint8(4))
out = xr.where((a < T) & (b >= T) & (b - a >= D), np.uint8(2), out)
out = xr.where((a >= T) & (b < T) & (a - b >= D), np.uint8(3), out)
out = xr.where(seen_a & seen_b, out, np.uint8(0)).astype(np.uint8)
out = out.rio.write_crs(source.rio.crs).rio.write_transform(source.rio.transform()).rio.write_nodata(0)
out.rio.to_raster(mask, tiled=True, blockxsize=512, blockysize=512, compress="deflate", num_threads=2, lock=threading.Lock())
