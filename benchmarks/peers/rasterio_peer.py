#!/usr/bin/python3
"""usage: rasterio_peer.py numpy|numba BEFORE.tif AFTER.tif MASK.tif    (as gdal_calc.sh; 2 threads, windows of 1024, each thread its own datasets)"""
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import rasterio
from rasterio.windows import Window

kind, before, after, mask = sys.argv[1:5]
SIDE, T, D = 1024, np.float32(0.4), np.float32(0.15)

if kind == "numba":
    import numba

    @numba.njit(nogil=True, cache=True, error_model="numpy")
    def classify(r, n, s, m):
        out = np.empty(r.shape, np.uint8)
        for i in range(r.shape[0]):
            for j in range(r.shape[1]):
                p = np.float32(n[i, j]) + np.float32(r[i, j]) - np.float32(2000)
                q = np.float32(m[i, j]) + np.float32(s[i, j]) - np.float32(2000)
                a = (np.float32(n[i, j]) - np.float32(r[i, j])) / p
                b = (np.float32(m[i, j]) - np.float32(s[i, j])) / q
                seen = (r[i, j] > 0) & (n[i, j] > 0) & (s[i, j] > 0) & (m[i, j] > 0) & (p > 0) & (q > 0)
                gained = (a < T) & (b >= T) & (b - a >= D)
                lost = (a >= T) & (b < T) & (a - b >= D)
                c = 1 if a >= T else 4
                c = 2 if gained else c
                c = 3 if lost else c
                out[i, j] = c if seen else 0
        return out
else:
    def classify(r, n, s, m):
        r, n, s, m = (x.astype(np.float32) for x in (r, n, s, m))
        p, q = n + r - np.float32(2000), m + s - np.float32(2000)
        seen = (r > 0) & (n > 0) & (s > 0) & (m > 0) & (p > 0) & (q > 0)
        with np.errstate(all="ignore"):
            a, b = (n - r) / p, (m - s) / q
        out = np.where(a >= T, np.uint8(1), np.uint8(4))
        out[(a < T) & (b >= T) & (b - a >= D)] = 2
        out[(a >= T) & (b < T) & (a - b >= D)] = 3
        out[~seen] = 0
        return out

own, lock, counts = threading.local(), threading.Lock(), np.zeros(5, np.int64)
with rasterio.open(before) as first:
    width, height = first.width, first.height
    profile = dict(driver="GTiff", width=width, height=height, count=1, dtype="uint8", crs=first.crs, transform=first.transform, nodata=0,
                   tiled=True, blockxsize=512, blockysize=512, compress="deflate", num_threads=2)


def work(corner):
    if not hasattr(own, "files"):
        own.files = rasterio.open(before), rasterio.open(after)
    column, row = corner
    window = Window(column, row, min(SIDE, width - column), min(SIDE, height - row))
    (r, n), (s, m) = (f.read([3, 4], window=window) for f in own.files)
    classes = classify(r, n, s, m)
    found = np.bincount(classes.ravel(), minlength=5)
    with lock:
        out.write(classes, 1, window=window)
        counts[:] += found


with rasterio.open(mask, "w", **profile) as out, ThreadPoolExecutor(2) as pool:
    list(pool.map(work, [(c, r) for r in range(0, height, SIDE) for c in range(0, width, SIDE)]))
print(*counts)
