#!/bin/sh
# What a job does on its node; map.sh submits it. usage: run_job.sh WORK shard MAP LIST | join MAP | measure MAP...
set -eu
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=scripts/prepare.sh
. "$here/../prepare.sh"
# shellcheck source=scripts/cluster/config.sh
. "$here/config.sh"

work=$1
task=$2
shift 2
settings=$work/settings
cd "$(value FOLDER)" # relative paths of the config start there

job=${SLURM_JOB_ID:-${PBS_JOBID:-$$}}

# log_to NAME  what follows goes to a log of its own, at the end of what earlier attempts said.
log_to() {
  exec >>"$work/logs/$1.log" 2>&1
  echo "== $(date '+%Y-%m-%d %H:%M:%S') on $(uname -n), job $job"
}

algorithm_of() {
  case $1 in map) echo predict ;; shap) echo shapmap ;; esac
}

# prepare_node  what the site needs before QGIS runs, and what holds its runs to the same arithmetic and memory.
prepare_node() {
  setup=$(value SETUP)
  if [ -n "$setup" ]; then
    case $setup in */*) ;; *) setup=./$setup ;; esac
    set +eu # as in a terminal
    # shellcheck disable=SC1090
    . "$setup"
    set -eu
  fi
  instructions=$(value INSTRUCTIONS)
  [ -z "$instructions" ] || export PROSPECTIVITY_INSTRUCTIONS="$instructions"
  memory=$(value RASTER_MEMORY)
  [ -z "$memory" ] || export PROSPECTIVITY_MEMORY="$memory"
  qgis_process=$(value QGIS_PROCESS "$here/../qgis_process.sh")
}

# make_shard MAP LIST  the shard whose number stands in the line of the list that the array says. It is made in a
# folder that no other attempt shares, and its files are put in their places when all are whole, the summary last.
make_shard() {
  index=${SLURM_ARRAY_TASK_ID:-${PBS_ARRAY_INDEX:-1}}
  shard=$(sed -n "${index}p" "$2")
  [ -n "$shard" ] || stop "'$2' has no line $index: submit the jobs with map.sh."
  log_to "$1_$shard"
  making=$work/$1/making/$shard
  shards=$work/$1/shards
  mkdir -p "$making"
  rm -rf "${making:?}"/* # of an attempt that was killed
  own=$(mktemp -d "$making/attempt-XXXXXX") || stop "Shard $shard: '$making' cannot be written: free some space on the disk."
  trap 'rm -rf "$own"' EXIT
  trap 'exit 1' HUP INT TERM
  prepare_node
  set -- "$1" run "prospectivity:$(algorithm_of "$1")"
  map=$1
  shift
  while IFS= read -r parameter; do
    set -- "$@" "--$parameter"
  done <"$work/$map/parameters"
  while IFS= read -r raster; do
    set -- "$@" "--$raster=$own/${shard}_$raster.tif"
  done <"$work/$map/rasters"
  "$qgis_process" "$@" "--SHARD=$shard/$(value SHARDS)" "--OUTPUT=$own/$shard.tif" </dev/null ||
    stop "Shard $shard of the $map was not made: the lines above say why."
  summary=$shard.shard.json
  [ -s "$own/$summary" ] || stop "Shard $shard of the $map left no summary: the lines above may say why."
  # On the disk before their names are: a node that loses its power leaves no name of an empty file.
  sync "$own"/*
  for file in "$own"/*; do
    [ "${file##*/}" = "$summary" ] || place "$file"
  done
  place "$own/$summary"
  say "Shard $shard of the $map is made"
}

# place FILE  moves it among the shards, where it appears whole even if that is another disk.
place() {
  name=${1##*/}
  if ! { mv -f "$1" "$shards/.$name.part" && mv -f "$shards/.$name.part" "$shards/$name"; }; then
    rm -f "$shards/.$name.part"
    stop "'$shards/$name' could not be written: free some space on the disk."
  fi
}

join_shards() {
  log_to "$1_join"
  prepare_node
  map=$1
  rm -f "$work/$map/joined"
  set -- run prospectivity:joinshards "--SHARDS=$work/$map/shards"
  while IFS= read -r parameter; do
    set -- "$@" "--$parameter"
  done <"$work/$map/join"
  "$qgis_process" "$@" </dev/null || stop "The shards of the $map were not joined: the lines above say why."
  cp "$work/$map/join" "$work/$map/joined"
  say "The $map is whole"
}

measure() {
  log_to measure
  prepare_node
  for map in "$@"; do
    own=$(mktemp -d "$work/$map/measuring-XXXXXX")
    trap 'rm -rf "$own"' EXIT
    /usr/bin/env python3 "$here/measure.py" "$qgis_process" "prospectivity:$(algorithm_of "$map")" "$(value SHARDS)" \
      "$(value RASTER_MEMORY 768)" "$work/$map" "$own" || stop "The dry run of the $map stopped: the lines above say why."
    rm -rf "$own"
  done
}

case $task in
shard) make_shard "$@" ;;
join) join_shards "$@" ;;
measure) measure "$@" ;;
*) stop "There is no task '$task': map.sh submits jobs." ;;
esac
