#!/bin/sh
# usage: gdal_calc.sh BEFORE.tif AFTER.tif MASK.tif    (red is band 3, NIR band 4; reflectance = stored / 10000 - 0.1; 0 is nodata)
set -e
rm -f "$3"
gdal_calc.py --quiet -A "$1" --A_band=3 -B "$1" --B_band=4 -C "$2" --C_band=3 -D "$2" --D_band=4 --outfile="$3" --type=Byte --NoDataValue=0 --hideNoData \
  --co=TILED=YES --co=BLOCKXSIZE=512 --co=BLOCKYSIZE=512 --co=COMPRESS=DEFLATE --co=NUM_THREADS=2 \
  --calc="(lambda r,n,s,m: (lambda p,q,a,b: select([~((r>0)&(n>0)&(s>0)&(m>0)&(p>0)&(q>0)), (a<float32(0.4))&(b>=float32(0.4))&(b-a>=float32(0.15)), (a>=float32(0.4))&(b<float32(0.4))&(a-b>=float32(0.15)), a>=float32(0.4)], [0,2,3,1], 4))(n+r-2000, m+s-2000, (n-r)/maximum(n+r-2000,1), (m-s)/maximum(m+s-2000,1)))(A.astype(float32),B.astype(float32),C.astype(float32),D.astype(float32)).astype(uint8)"
