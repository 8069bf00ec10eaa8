#!/usr/bin/env python3
"""The four pictures of data-samples/README.md: masks, offsets, grids, evidence. Numbers in them are counted here, with numpy, GDAL and ground_area.py; none of the engine's code.

Debian: python3-numpy python3-gdal python3-matplotlib; run with /usr/bin/python3. Reads data-samples and ../shared/data, beside the checkout; writes
data-samples/pictures/*.png and prints the numbers.
"""
import os
import sys

import matplotlib
import numpy as np
from osgeo import gdal

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402
from matplotlib.colors import ListedColormap  # noqa: E402
from matplotlib.patches import Patch  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import ground_area  # noqa: E402

gdal.UseExceptions()
ROOT = os.path.normpath(os.path.join(HERE, "..", ".."))
SHARED = os.path.normpath(os.path.join(ROOT, "..", "shared", "data"))
OUT = os.path.join(ROOT, "data-samples", "pictures")
T, D = 0.4, 0.15
UNSEEN, BARE, GREEN, GAINED, LOST = "#9a9a9a", "#f1ead6", "#3f8f46", "#2166ac", "#e08214"
plt.rcParams.update({"font.size": 9, "axes.titlesize": 9.5})


def read(path, *numbers):
    dataset = gdal.Open(path)
    bands = [dataset.GetRasterBand(n).ReadAsArray().astype(float) for n in numbers]
    return dataset, bands


def hectares(dataset, mask):
    g = dataset.GetGeoTransform()
    srs = ground_area.reference_system(dataset.GetProjection())
    rows = [ground_area.row_areas(srs, g[0], g[3], g[1], -g[5], dataset.RasterXSize, r) for r in range(dataset.RasterYSize)]
    return float((np.array(rows) * mask).sum() / 1e4)


def ndvi(red, nir):
    total = nir + red
    return np.where(total > 0, (nir - red) / np.where(total > 0, total, 1), np.nan)


def panels(count, width, height):
    figure, axes = plt.subplots(1, count, figsize=(width, height), dpi=110, layout="constrained")
    for a in axes:
        a.set_xticks([])
        a.set_yticks([])
    return figure, axes


def index(axis, values, title):
    axis.imshow(values, cmap="YlGn", vmin=0, vmax=0.9, interpolation="nearest")
    axis.set_title(title)


def classes(axis, values, colours, names, title):
    axis.imshow(values, cmap=ListedColormap(colours), vmin=-0.5, vmax=len(colours) - 0.5, interpolation="nearest")
    axis.set_title(title)
    axis.legend(handles=[Patch(facecolor=c, edgecolor="#555555", label=n) for c, n in zip(colours, names)], loc="upper center", bbox_to_anchor=(0.5, -0.02), ncol=len(names), frameon=False, fontsize=8.5, handlelength=1.2, columnspacing=1)


def save(figure, name):
    figure.savefig(os.path.join(OUT, name), metadata={"Software": None})
    plt.close(figure)


def masks():
    folder = os.path.join(SHARED, "s2-slovenia-ndvi-landuse")
    dataset, (before, after) = read(os.path.join(folder, "ndvi_68_dates.tif"), 15, 20)
    cloud = read(os.path.join(folder, "cloud_mask_68_dates.tif"), 15)[1][0] == 1
    gained = (before < T) & (after >= T) & (after - before >= D)
    plain, seen, share = hectares(dataset, gained), hectares(dataset, gained & ~cloud), hectares(dataset, ~cloud) / hectares(dataset, np.ones(cloud.shape, bool))
    print(f"masks: greened {plain:.2f} ha without a mask, {seen:.2f} ha with it, of {share:.3f} seen")
    figure, axes = panels(3, 10, 4.1)
    index(axes[0], before, "17 Mar 2016, NDVI: clouds over the north")
    classes(axes[1], gained.astype(int), ["white", GAINED], ["not greened", "greened"], f"no mask: clouds count as bare\n{plain:.1f} ha “greened” by 26 May 2016")
    classes(axes[2], np.where(cloud, 0, np.where(gained, 2, 1)), [UNSEEN, "white", GAINED], ["not seen", "not greened", "greened"], f"with the cloud mask: {seen:.1f} ha greened\nof the {100 * share:.0f} % seen on both dates")
    save(figure, "masks.png")


def offsets():
    dataset, (red, nir) = read(os.path.join(ROOT, "data-samples", "inn-fields", "t1_early_summer.tif"), 1, 4)
    right, wrong = ndvi(red, nir), ndvi(red + 1000, nir + 1000)
    a, b = hectares(dataset, right >= T), hectares(dataset, wrong >= T)
    print(f"offsets: {a:.2f} ha with the offset, {b:.2f} ha without")
    figure, axes = panels(2, 10, 4.1)
    for axis, values, title in ((axes[0], right, f"offset −1000 applied: {a:,.1f} ha with NDVI ≥ 0.4"), (axes[1], wrong, f"offset forgotten: {b:,.1f} ha with NDVI ≥ 0.4")):
        classes(axis, (values >= T).astype(int), [BARE, GREEN], ["below 0.4", "vegetated (NDVI ≥ 0.4)"], title)
    save(figure, "offsets.png")


def grids():
    folder = os.path.join(SHARED, "naip-prairie-nd")
    column, row, width, height = 300, 342, 9, 7
    images, transforms = [], []
    for name in ("naip_2014-07-20.tif", "naip_2016-08-16.tif"):
        dataset, bands = read(os.path.join(folder, name), 4, 1, 2)
        images.append(np.dstack(bands) / 255)
        transforms.append(dataset.GetGeoTransform())
    figure, axes = panels(2, 10, 4.5)
    g, h = transforms
    print(f"grids: origins differ by {(h[0] - g[0]) / g[1]:.2f} columns and {(h[3] - g[3]) / g[5]:.2f} rows")
    left, top = g[0] + column * g[1], g[3] + row * g[5]
    for axis, image, t, title in ((axes[0], images[0], g, "20 Jul 2014: its cells and their centres"), (axes[1], images[1], h, "16 Aug 2016: its pixels, and the centres of the cells of 2014")):
        axis.imshow(image, extent=(t[0], t[0] + image.shape[1] * t[1], t[3] + image.shape[0] * t[5], t[3]), interpolation="nearest")
        axis.set_xlim(left, left + width * g[1])
        axis.set_ylim(top + height * g[5], top)
        for c in range(-1, width + 2):
            x = t[0] + (column + c) * t[1]
            axis.axvline(x, color="white" if t is g else "#ffd24a", lw=0.9)
        for r in range(-1, height + 2):
            axis.axhline(t[3] + (row + r) * t[5], color="white" if t is g else "#ffd24a", lw=0.9)
        xs, ys = np.meshgrid(left + (np.arange(width) + 0.5) * g[1], top + (np.arange(height) + 0.5) * g[5])
        axis.plot(xs.ravel(), ys.ravel(), "o", ms=4.5, mfc="white", mec="black", mew=0.8)
        axis.set_title(title)
    axes[1].set_xlabel("“nearest”: a cell takes the number of the pixel that its centre falls into", fontsize=8.5)
    axes[0].set_xlabel("9 × 7 cells of 5 m in false colour (near infrared, red, green)", fontsize=8.5)
    save(figure, "grids.png")


def evidence():
    folder = os.path.join(SHARED, "s2-slovenia-ndvi-landuse")
    dataset, (before, after) = read(os.path.join(folder, "ndvi_68_dates.tif"), 13, 20)
    land = read(os.path.join(folder, "landuse_raster.tif"), 1)[1][0].astype(int)
    gained = (before < T) & (after >= T) & (after - before >= D)
    all_, crop, both = hectares(dataset, gained), hectares(dataset, land == 1), hectares(dataset, gained & (land == 1))
    print(f"evidence: greened {all_:.2f} ha; cultivated by the register {crop:.3f} ha, of which greened {both:.3f} ha")
    figure, axes = panels(3, 10, 4.1)
    index(axes[0], after, "26 May 2016, NDVI (on 17 Jan below 0.4)")
    classes(axes[1], gained.astype(int), ["white", GAINED], ["not greened", "greened"], f"evidence “vegetated”:\n{all_:.1f} ha of land greened")
    groups = np.select([land == 1, land == 2, land == 3, land == 4, land == 8], [1, 2, 3, 4, 5], 0)
    colours, names = ["white", "#d7191c", "#2b6b2e", "#b9dd92", "#8fae5d", "#6f6f6f"], ["none", "cultivated", "forest", "grassland", "shrub", "built"]
    classes(axes[2], groups, colours, names, f"land register, “vegetated-on-cropland”:\n{both:.2f} ha green of {crop:.2f} ha cultivated land")
    for r, c in zip(*np.nonzero(land == 1)):
        axes[2].add_patch(plt.Circle((c, r), 2.2, fill=False, ec="#d7191c", lw=0.8))
    axes[2].get_legend().remove()
    axes[2].legend(handles=[Patch(facecolor=c, edgecolor="#555555", label=n) for c, n in list(zip(colours, names))[1:]], loc="upper center", bbox_to_anchor=(0.5, -0.02), ncol=3, frameon=False, fontsize=8.5, handlelength=1.2)
    save(figure, "evidence.png")


masks()
offsets()
grids()
evidence()
