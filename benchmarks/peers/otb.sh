#!/bin/sh
# usage: otb.sh BEFORE.tif AFTER.tif MASK.tif    (as gdal_calc.sh)
set -e
export ITK_GLOBAL_DEFAULT_NUMBER_OF_THREADS=2
a="((im1b2-im1b1)/(im1b2+im1b1-2000))"
b="((im2b2-im2b1)/(im2b2+im2b1-2000))"
seen="im1b1>0 && im1b2>0 && im2b1>0 && im2b2>0 && im1b1+im1b2>2000 && im2b1+im2b2>2000"
otbcli_BandMath -il "$1?&bands=3,4" "$2?&bands=3,4" -ram 1024 -progress false \
  -exp "($seen) ? ($a<0.4 ? ($b>=0.4 && $b-$a>=0.15 ? 2 : 4) : ($b<0.4 && $a-$b>=0.15 ? 3 : 1)) : 0" \
  -out "$3?&gdal:co:TILED=YES&gdal:co:BLOCKXSIZE=512&gdal:co:BLOCKYSIZE=512&gdal:co:COMPRESS=DEFLATE&gdal:co:NUM_THREADS=2" uint8
