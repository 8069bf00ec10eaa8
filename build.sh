#!/usr/bin/env bash
# The one script: ./build.sh demo | test | bench [FILTER] | publish
# Installs what a command needs and lacks, builds Release, asks nothing.
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

program=artifacts/raster-engine/raster-engine

usage() {
  sed -n 's/^# \{0,1\}//;2,3p' "$0"
  exit 2
}

have_library() { ldconfig -p 2>/dev/null | grep -q "$1"; }

# install WHAT-FOR PACKAGE...: through apt, with sudo when not root, saying what it does.
install() {
  local why=$1
  shift
  command -v apt-get >/dev/null || { echo "build.sh: $why needs $*, and there is no apt-get here to install it with" >&2; exit 1; }
  local sudo=""
  [ "$(id -u)" = 0 ] || sudo=sudo
  echo "build.sh: installing $* ($why)" >&2
  $sudo env DEBIAN_FRONTEND=noninteractive apt-get update -qq >&2
  $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2
}

need_dotnet() {
  command -v dotnet >/dev/null || { echo "build.sh: needs the .NET 10 SDK (dotnet), which is not on PATH" >&2; exit 1; }
}

# RASTERENGINE_GDAL or an app-local libgdal serve as well as the system's.
need_gdal() {
  [ -n "${RASTERENGINE_GDAL:-}" ] && return
  have_library 'libgdal\.so' || install "libgdal reads and writes rasters" "$(apt_name 'libgdal[0-9]+(t64)?' libgdal32)" proj-data
}

# The distribution's own name of a library package: libgdal32 on Debian 12, others elsewhere.
apt_name() { apt-cache pkgnames 2>/dev/null | grep -E "^$1\$" | sort -V | tail -1 | grep . || echo "$2"; }

publish() {
  dotnet publish src/RasterEngine.Host -c Release --use-current-runtime --self-contained false -p:PublishReadyToRun=true -o artifacts/raster-engine -v quiet --nologo >&2
}

demo() {
  need_gdal
  publish
  rm -rf artifacts/demo
  "$program" scan data-samples/inn-fields/inn-fields.json --out artifacts/demo
}

# Results of every run are added up from the test results themselves.
run_tests() {
  local results=artifacts/test-results failed=0
  rm -rf "$results" && mkdir -p "$results"
  dotnet build RasterEngine.sln -c Release -v quiet --nologo
  for project in RasterEngine.Tests RasterEngine.Host.Tests; do
    echo "== $project"
    "artifacts/bin/$project/release/$project" -noColor -trx "$results/$project.trx" "$@" || failed=1
  done
  tests/count-results.sh "$results"
  return $failed
}

[ $# -ge 1 ] || usage
command=$1
shift
need_dotnet
case $command in
  demo) demo ;;
  test) need_gdal; run_tests "$@" ;;
  bench)
    need_gdal
    filter=${1:-}
    [ $# -gt 0 ] && shift
    dotnet run -c Release --project benchmarks/RasterEngine.Benchmarks -- --filter "*$filter*" "$@"
    ;;
  publish) publish && echo "$program" ;;
  *) usage ;;
esac
