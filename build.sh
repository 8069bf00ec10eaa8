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

# ldconfig lies outside an ordinary user's path on Debian.
have_library() { PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null | grep "$1" >/dev/null; }

as_root() {
  if [ "$(id -u)" = 0 ]; then env DEBIAN_FRONTEND=noninteractive "$@" >&2; else sudo env DEBIAN_FRONTEND=noninteractive "$@" >&2; fi
}

# install WHAT-FOR PATTERN: the newest package of that name, through apt, with sudo when not root, saying what it does.
install() {
  command -v apt-get >/dev/null || { echo "build.sh: needs a package like $2 ($1), and there is no apt-get here to install it with" >&2; exit 1; }
  as_root apt-get update -qq
  local package
  package=$(apt-cache pkgnames | grep -E "^$2\$" | sort -V | tail -1) || true
  [ -n "$package" ] || { echo "build.sh: apt knows no package like $2 ($1)" >&2; exit 1; }
  echo "build.sh: installing $package ($1)" >&2
  as_root apt-get install -y -qq --no-install-recommends "$package"
}

need_dotnet() {
  command -v dotnet >/dev/null || { echo "build.sh: needs the .NET 10 SDK (dotnet), which is not on PATH" >&2; exit 1; }
}

# RASTERENGINE_GDAL or an app-local libgdal serve as well as the system's.
need_gdal() {
  [ -n "${RASTERENGINE_GDAL:-}" ] && return
  have_library 'libgdal\.so' || install "libgdal reads and writes rasters" 'libgdal[0-9]+(t64)?'
}

# The server's programs alone: Debian would also create and start a cluster of its own, which nobody here uses.
need_postgresql() {
  [ -n "${PG_BIN:-}" ] || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 && return
  if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
    as_root mkdir -p /etc/postgresql-common
    echo "create_main_cluster = false" | as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
  fi
  install "PostgreSQL keeps the service's scans" 'postgresql-[0-9]+'
}

# Tests drive the pages with a real browser; npm brings the map and chart libraries that the pages show (elsewhere they may be missing).
need_browser() {
  [ -x /usr/bin/chromium ] || install "Chromium opens the pages in tests" 'chromium'
  command -v npm >/dev/null || install "npm fetches the pages' map and chart libraries" 'npm'
}

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
  test) need_gdal; need_postgresql; need_browser; run_tests "$@" ;;
  bench)
    need_gdal
    filter=${1:-}
    [ $# -gt 0 ] && shift
    dotnet run -c Release --project benchmarks/RasterEngine.Benchmarks -- --filter "*$filter*" "$@"
    ;;
  publish) publish && echo "$program" ;;
  *) usage ;;
esac
