#!/bin/sh
# Makes a prospectivity map, and its reasons if wanted, in shards on a cluster. usage: map.sh [--show] CONFIG
# It submits an array of shards and what joins them to the scheduler of the site (Slurm, or PBS), and ends. Called again
# it submits what is missing, and nothing that is done. --show writes the jobs to WORK/jobs, and submits none of them.
# example.config is a config; docs/cluster.md tells the rest.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=scripts/prepare.sh
. "$here/../prepare.sh"
# shellcheck source=scripts/cluster/config.sh
. "$here/config.sh"

shows=
if [ "${1-}" = --show ]; then
  shows=yes
  shift
fi
[ $# -eq 1 ] || stop "usage: map.sh [--show] CONFIG"
config=$1
settings=$(mktemp)
own_lock=
trap 'rm -f "$settings"; [ -z "$own_lock" ] || rmdir "$own_lock"' EXIT
trap 'exit 1' HUP INT TERM

read_config "$config"
cd "$(dirname "$config")"
check_config
folder=$(pwd)
plain_path "The folder of the scripts" "$here"
plain_path "The folder of the config" "$folder"
case $(value WORK) in
/*) work=$(value WORK) ;;
*) work=$folder/$(value WORK) ;;
esac
scheduler=$(value SCHEDULER slurm)
maps=
[ -z "$(value map.OUTPUT)" ] || maps=map
[ -z "$(value shap.OUTPUT)" ] || maps="$maps shap"

submits='sbatch'
[ "$scheduler" != pbs ] || submits='qsub'
[ -n "$shows" ] || command -v "$submits" >/dev/null ||
  stop "SCHEDULER=$scheduler: there is no program '$submits' here: run this where jobs are submitted, or choose the other scheduler."
command -v python3 >/dev/null || stop "python3 is missing: it looks at which shards are there."

title_of() {
  case $1 in map) echo "map" ;; shap) echo "SHAP map" ;; esac
}

algorithm_of() {
  case $1 in map) echo predict ;; shap) echo shapmap ;; esac
}

# --- What is there already

# lives JOB  whether the scheduler still has a job.
lives() {
  case $scheduler in
  slurm)
    if said=$(squeue -h -j "$1" -o %i 2>&1); then
      [ -n "$said" ]
    else
      case $said in *"Invalid job id"*) return 1 ;; esac
      stop "Slurm does not say whether job $1 still runs: $said"
    fi
    ;;
  pbs)
    if said=$(qstat "$1" 2>&1); then
      return 0
    else
      case $said in *"Unknown Job"* | *"has finished"*) return 1 ;; esac
      stop "PBS does not say whether job $1 still runs: $said"
    fi
    ;;
  esac
}

refuse_if_running() {
  [ -f "$work/submitted" ] || return 0
  running=
  while IFS= read -r job; do
    if lives "$job"; then running="$running $job"; fi
  done <"$work/submitted"
  [ -z "$running" ] ||
    stop "These jobs of this map are still in the queue:$running; wait for them, or cancel them first."
  rm -f "$work/submitted"
}

# write_parameters MAP  what each shard is given besides its number and files, and joining besides the shards.
write_parameters() {
  made=$work/$1
  mkdir -p "$made/shards" "$made/making"
  {
    echo "MODEL=$(value MODEL)"
    echo "STACK=$(value STACK)"
    of_role "$1" shard
    [ "$1 $(value EXPLAIN)" != "shap targets" ] || echo "MASK=$(value map.TARGETS)"
  } >"$made/parameters.new"
  if [ "$1 $(value EXPLAIN)" = "shap targets" ]; then
    echo "MASK=$(value map.TARGETS)" >"$made/mask_to_come"
  else
    : >"$made/mask_to_come"
  fi
  of_role "$1" both | sed 's/=.*//' >"$made/rasters.new"
  {
    echo "MODEL=$(value MODEL)"
    # The reasons of target polygons are read off the stack.
    [ "$1" != map ] || echo "STACK=$(value STACK)"
    echo "OUTPUT=$(value "$1.OUTPUT")"
    of_role "$1" both
    of_role "$1" join
    of_role "$1" choice
    of_role "$1" target
  } >"$made/join"
  {
    echo "SHARDS=$(value SHARDS)"
    # What makes the targets makes the mask.
    [ "$1 $(value EXPLAIN)" != "shap targets" ] || of_role map join | sed -n '/^DEPOSITS=/p'
  } >"$made/division.new"
  for what in parameters rasters division; do
    if ! cmp -s "$made/$what.new" "$made/$what"; then
      if [ -f "$made/$what" ] && ls "$made/shards/"*.shard.json >/dev/null 2>&1; then
        other=$(diff "$made/$what" "$made/$what.new" | sed -n 's/^[<>] \([^=]*\).*/\1/p' | head -n 1)
        rm -f "$made"/*.new
        stop "$other: the shards of the $(title_of "$1") in '$made' were made otherwise: choose another folder for WORK, or remove that one to make all anew."
      fi
      rm -f "$made/measured"
    fi
  done
  # What time and memory depend on besides: these make no other cells.
  {
    for key in CPUS RASTER_MEMORY INSTRUCTIONS; do echo "$key=$(value $key)"; done
    cksum <"$(value MODEL)" 2>/dev/null || : # one that only GDAL can read
  } >"$made/conditions.new"
  cmp -s "$made/conditions.new" "$made/conditions" || rm -f "$made/measured"
  for what in parameters rasters division conditions; do mv "$made/$what.new" "$made/$what"; done
}

# is_joined MAP  whether the outputs that are asked for were made of the shards that are there.
is_joined() {
  cmp -s "$work/$1/join" "$work/$1/joined" || return 1
  [ -z "$(find "$work/$1/shards" -name '*.shard.json' -newer "$work/$1/joined")" ] || return 1
  { of_role "$1" both; of_role "$1" target; echo "OUTPUT=$(value "$1.OUTPUT")"; } >"$work/$1/outputs"
  while IFS= read -r output; do
    case $output in *:*) continue ;; esac # a table of a database
    [ -e "${output#*=}" ] || return 1
  done <"$work/$1/outputs"
}

# --- Jobs

# fill TEMPLATE  the template with the fields of the environment, without the lines of fields that are empty.
fill() {
  awk '{
    line = ""
    rest = $0
    left_out = 0
    while (match(rest, /@[A-Z]+@/)) {
      field = ENVIRON["FIELD_" substr(rest, RSTART + 1, RLENGTH - 2)]
      if (field == "") left_out = 1
      line = line substr(rest, 1, RSTART - 1) field
      rest = substr(rest, RSTART + RLENGTH)
    }
    if (!left_out) print line rest
  }' "$1"
}

# submit NAME TASK MINUTES MEMORY COUNT DEPENDENCY  a job, or an array of them where COUNT is above 1. Its id is put in
# $submitted; with --show what its name would be.
submit() {
  FIELD_NAME=$1 FIELD_TASK=$2 FIELD_MINUTES=$3 FIELD_MEMORY=$4 FIELD_DEPENDENCY=$6
  FIELD_WALLTIME=$(printf '%d:%02d:00' $(($3 / 60)) $(($3 % 60)))
  FIELD_ARRAY=
  if [ "$5" -gt 1 ]; then
    FIELD_ARRAY=1-$5
    [ -z "$(value AT_ONCE)" ] || FIELD_ARRAY=$FIELD_ARRAY%$(value AT_ONCE)
  fi
  FIELD_CPUS=$(value CPUS 1) FIELD_PARTITION=$(value PARTITION) FIELD_ACCOUNT=$(value ACCOUNT) FIELD_EXTRA=$(value EXTRA)
  FIELD_LOGS=$work/logs FIELD_HERE=$here FIELD_WORK=$work
  export FIELD_NAME FIELD_TASK FIELD_MINUTES FIELD_WALLTIME FIELD_MEMORY FIELD_DEPENDENCY FIELD_ARRAY FIELD_CPUS \
    FIELD_PARTITION FIELD_ACCOUNT FIELD_EXTRA FIELD_LOGS FIELD_HERE FIELD_WORK
  job=$work/jobs/$1.$scheduler
  fill "$here/job.$scheduler" >"$job"
  if [ -n "$shows" ]; then
    submitted=ID_OF_$1
    return
  fi
  case $scheduler in
  slurm) submitted=$(sbatch --parsable "$job") ;;
  pbs) submitted=$(qsub "$job") ;;
  esac || stop "The job '$job' was not accepted: the lines above say why. What was submitted before it goes on."
  submitted=${submitted%%;*} # Slurm adds the cluster where there are several
  echo "$submitted" >>"$work/submitted"
  say "Submitted $1: job $submitted"
}

# measured MAP KEY  what the dry run found.
measured() {
  sed -n "s/^$2=//p" "$work/$1/measured"
}

# dry_run  measures small shards of the maps that are not whole, in a job of its own, and waits for it.
dry_run() {
  unmeasured=
  for map in $to_join; do
    [ -f "$work/$map/measured" ] || unmeasured="$unmeasured $map"
  done
  [ -n "$unmeasured" ] || return 0
  [ -z "$shows" ] || stop "--show asks nothing of the nodes: give TIME and MEMORY, or call map.sh without it first."
  say "Dry run: a job makes small shards, from which time and memory are predicted. Waiting for it"
  submit measure "measure$unmeasured" "$(value DRY_TIME 60)" "$(value DRY_MEMORY 4000)" 1 ""
  while lives "$submitted"; do sleep 5; done
  for map in $unmeasured; do
    [ -f "$work/$map/measured" ] || {
      tail -n 20 "$work/logs/measure.log" >&2 2>/dev/null || :
      stop "The dry run did not end: see the lines above, '$work/logs' and the scheduler; or give TIME and MEMORY in the config."
    }
    say "A shard of the $(title_of "$map") is likely to take at most $(measured "$map" SECONDS) seconds and $(measured "$map" MEGABYTES) MB; joining, $(measured "$map" JOIN_SECONDS) seconds"
  done
}

# asked KEY MAP WHAT  what to ask for: as the config says, or twice the time and a quarter more memory than predicted.
asked() {
  given=$(value "$1")
  if [ -n "$given" ]; then
    echo "$given"
    return
  fi
  case $3 in
  *SECONDS) echo $(($(measured "$2" "$3") * 2 / 60 + 5)) ;;
  *) echo $((($(measured "$2" "$3") * 5 / 4 + 99) / 100 * 100)) ;;
  esac
}

# join_minutes MAP  the time to ask for joining.
join_minutes() {
  if [ -n "$(value JOIN_TIME)" ]; then
    value JOIN_TIME
  elif [ -f "$work/$1/measured" ]; then
    echo $(($(measured "$1" JOIN_SECONDS) * 2 / 60 + 15))
  else
    return 1
  fi
}

# --- The work

mkdir -p "$work/logs" "$work/jobs" 2>/dev/null || stop "WORK: the folder '$work' cannot be made or written."
mkdir "$work/lock" 2>/dev/null ||
  stop "Another map.sh is at work in '$work'; if there is none, remove the folder '$work/lock'."
own_lock=$work/lock
if command -v "$submits" >/dev/null; then
  refuse_if_running
elif [ -f "$work/submitted" ]; then
  stop "Jobs of this map were submitted, and there is no program '$submits' here to ask whether they still run."
fi
# What killed jobs left; none runs.
for map in $maps; do
  rm -rf "$work/$map/making"/*/* "$work/$map"/measuring-* "$work/$map/shards"/.*.part
done

to_join=
for map in $maps; do
  write_parameters "$map"
  rm -f "$work/$map"/todo*
  python3 "$here/shards_left.py" "$work/$map/shards" "prospectivity:$(algorithm_of "$map")" "$(value SHARDS)" "$(value MODEL)" \
    >"$work/$map/todo" || exit 1
  if [ -s "$work/$map/todo" ]; then
    to_join="$to_join $map"
  elif ! is_joined "$map"; then
    to_join="$to_join $map"
  fi
done
if [ -z "$to_join" ]; then
  say "All is done; nothing is submitted"
  exit 0
fi
{ cat "$settings"; echo "FOLDER=$folder"; } >"$work/settings"

if [ -z "$(value TIME)" ] || [ -z "$(value MEMORY)" ]; then dry_run; fi
for map in $to_join; do
  join_minutes "$map" >/dev/null ||
    stop "JOIN_TIME is missing: with TIME and MEMORY there is no dry run, so give the minutes of joining too."
done

joining= # the job before, if any: two that write into one folder at once would disturb each other
for map in $to_join; do
  array=
  count=$(($(wc -l <"$work/$map/todo")))
  if [ "$count" -gt 0 ]; then
    waits=
    if [ "$map $(value EXPLAIN)" = "shap targets" ] && [ -n "$joining" ]; then waits=afterok:$joining; fi
    say "$count of $(value SHARDS) shards of the $(title_of "$map") are to be made"
    submit "${map}_shards" "shard $map $work/$map/todo" "$(asked TIME "$map" SECONDS)" "$(asked MEMORY "$map" MEGABYTES)" \
      "$count" "$waits"
    array=$submitted
  fi
  waits=
  [ -z "$array" ] || waits=afterok:$array
  [ -z "$joining" ] || waits=${waits:+$waits,}afterany:$joining
  submit "${map}_join" "join $map" "$(join_minutes "$map")" "$(value JOIN_MEMORY "$(asked MEMORY "$map" MEGABYTES)")" 1 "$waits"
  joining=$submitted
done
if [ -n "$shows" ]; then
  say "The jobs are in $work/jobs; none was submitted"
else
  say "When the jobs have ended, call this command again: it submits what is missing, or says that all is done. Logs: $work/logs"
fi
