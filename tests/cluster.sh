#!/bin/sh
# Runs scripts/cluster/map.sh on a real Slurm: two nodes on this machine, a map and a SHAP map of the sample district in eight
# shards each. One node is killed in the middle and the disk of one shard is full; what is submitted again makes what is
# missing, and the maps are those of single runs, bit for bit. As root, since it starts the daemons of Slurm (and takes
# them down, whatever happens). PROSPECTIVITY_BUILD names a build to take in the place of build/dev.
set -eu
cd "$(dirname "$0")/.."
# shellcheck source=scripts/prepare.sh
. scripts/prepare.sh
sources=$PWD

[ "$(id -u)" -eq 0 ] || stop "tests/cluster.sh starts the daemons of Slurm and mounts a small disk: run it as root."
need_packages scripts/packages_build.txt scripts/packages_test.txt scripts/packages_cluster.txt
need_qgis
if [ -z "${PROSPECTIVITY_BUILD-}" ]; then
  build dev
  PROSPECTIVITY_BUILD=$sources/build/dev
fi

folder=$(mktemp -d /tmp/cluster-XXXXXX)
slurm=$folder/slurm
small=$folder/cluster_work/map/making/5
daemons=
ctl=
node_1=
node_2=

# processes_of NODE  the processes of jobs on a node of this Slurm, and what started them there.
processes_of() {
  for file in $(grep -lzsxF "SLURMD_NODENAME=$1" /proc/[0-9]*/environ | xargs -r grep -lzsxF "SLURM_CONF=$slurm/slurm.conf"); do
    process=$(dirname "$file")
    echo "${process#/proc/}"
    parent=$(awk '/^PPid:/ { print $2 }' "$process/status" 2>/dev/null) || continue
    case $(cat "/proc/$parent/comm" 2>/dev/null) in slurmstepd) echo "$parent" ;; esac
  done | sort -u
}

take_down() {
  if [ -n "$ctl" ]; then
    timeout 10 scancel --full --user=root 2>/dev/null || :
    kill "$ctl" 2>/dev/null || : # it ends what it started
    sleep 3
  fi
  for process in $(processes_of n1) $(processes_of n2) $node_1 $node_2 $ctl $daemons; do
    kill -9 "$process" 2>/dev/null || :
  done
  wait 2>/dev/null || :
  umount "$small" 2>/dev/null || :
  rm -rf "$folder"
}
trap take_down EXIT
trap 'exit 1' HUP INT TERM

# failed SENTENCE  what the test found, with the logs.
failed() {
  tail -n 30 "$folder"/cluster_work/logs/*.log "$slurm"/*.log >&2 2>/dev/null || :
  stop "FAILED: $1"
}

# --- Plugin, evidence and model, and the maps as single runs make them

export HOME="$folder/home" XDG_DATA_HOME="$folder/home/.local/share"
unset QGIS_CUSTOM_CONFIG_PATH
mkdir -p "$HOME"
plugin/install_for_user.sh "$PROSPECTIVITY_BUILD" >/dev/null
qgis() {
  "$sources/scripts/qgis_process.sh" "$@" >"$folder/said" 2>&1 || {
    cat "$folder/said" >&2
    stop "FAILED: qgis_process $1 $2"
  }
}

began=$(date +%s)
cd "$folder"
say "Evidence, a small model, and single runs"
cp -r "$sources/sample_project/layers" layers
qgis run prospectivity:buildevidencestack --LAYERS=layers/W.tif --LAYERS=layers/gravity.tif --LAYERS=layers/magnetics.tif \
  --LAYERS=layers/distance_faults.tif --LAYERS=layers/distance_yanshanian_granite.tif --TRANSFORMS=W=log --OUTPUT=district.tif
qgis run prospectivity:createsamples --STACK=district.tif --DEPOSITS=layers/deposits.gpkg --OUTPUT=samples.gpkg
qgis run prospectivity:traincnn --SAMPLES=samples.gpkg --EPOCHS=2 --MEMBERS=1 --MODEL=model.pt
# Of eight blocks, one beneath the other.
gdal_translate -q -outsize 60 2048 -r bilinear district.tif stack.tif
mkdir single
qgis run prospectivity:predict --MODEL=model.pt --STACK=stack.tif --SEED=7 --OUTPUT=single/map.tif --TARGETS=single/targets.tif \
  --TARGET_POLYGONS=single/polygons.gpkg --COVERAGE=single/coverage.tif
qgis run prospectivity:shapmap --MODEL=model.pt --STACK=stack.tif --MASK=single/targets.tif --OUTPUT=single/shap.tif \
  --DRIVER=single/driver.tif

# --- Slurm

say "Slurm with two nodes"
mkdir -p "$slurm/state" "$slurm/spool"
chmod 755 "$folder" "$slurm"
dd if=/dev/urandom of="$slurm/munge.key" bs=128 count=1 2>/dev/null
chmod 600 "$slurm/munge.key"
munged --foreground --force --key-file="$slurm/munge.key" --socket="$slurm/munge.socket" --pid-file="$slurm/munged.pid" \
  --log-file="$slurm/munged.log" --seed-file="$slurm/munge.seed" >/dev/null 2>&1 &
daemons=$!
cat >"$slurm/slurm.conf" <<END
ClusterName=prospectivity
SlurmctldHost=$(uname -n)(127.0.0.1)
SlurmctldPort=16817
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$slurm/munge.socket
CredType=cred/munge
StateSaveLocation=$slurm/state
SlurmdSpoolDir=$slurm/spool/%n
SlurmctldPidFile=$slurm/slurmctld.pid
SlurmdPidFile=$slurm/slurmd.%n.pid
SlurmctldLogFile=$slurm/slurmctld.log
SlurmdLogFile=$slurm/slurmd.%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=sched_interval=2,bf_interval=2
ReturnToService=2
SlurmdTimeout=6
NodeName=n[1-2] NodeHostname=$(uname -n) NodeAddr=127.0.0.1 Port=17001-17002 CPUs=1 RealMemory=8000 State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
END
export SLURM_CONF="$slurm/slurm.conf"

# until_true SECONDS SENTENCE COMMAND...  waits until a command succeeds.
until_true() {
  left=$1
  sentence=$2
  shift 2
  until "$@"; do
    left=$((left - 1))
    [ "$left" -gt 0 ] || failed "$sentence"
    sleep 1
  done
}

are_idle() {
  [ "$(sinfo -h -N -o %t 2>/dev/null | grep -cx idle)" = "$1" ]
}

start_node() {
  slurmd -D -N "$1" -f "$SLURM_CONF" >/dev/null 2>&1 &
}

until_true 20 "munged does not start" test -S "$slurm/munge.socket"
slurmctld -D -i -f "$SLURM_CONF" >/dev/null 2>&1 &
ctl=$!
start_node n1
node_1=$!
start_node n2
node_2=$!
until_true 60 "the nodes do not start" are_idle 2

# --- The map, with a node that dies and a disk that is full

cat >map.config <<END
WORK=cluster_work
SHARDS=8
MODEL=model.pt
STACK=stack.tif
map.OUTPUT=map.tif
map.SEED=7
map.TARGETS=targets.tif
map.TARGET_POLYGONS=polygons.gpkg
map.COVERAGE=coverage.tif
shap.OUTPUT=shap.tif
shap.DRIVER=driver.tif
EXPLAIN=targets
END
map() {
  "$sources/scripts/cluster/map.sh" map.config || failed "map.sh stopped"
}

runs_on_node_2() {
  [ -n "$(squeue -h -t RUNNING -w n2 -o %i)" ] && [ -n "$(processes_of n2)" ]
}

queue_is_empty() {
  [ -z "$(squeue -h -o %i)" ]
}

mkdir -p "$small"
mount -t tmpfs -o size=16k tmpfs "$small" || stop "The small disk for one shard could not be mounted."
map
until_true 300 "no shard runs on the second node" runs_on_node_2
killed=$(squeue -h -t RUNNING -w n2 -o %K)
say "Killing the second node, with the shard $killed"
for process in $node_2 $(processes_of n2); do kill -9 "$process" 2>/dev/null || :; done
node_2=
is_down() {
  [ "$(sinfo -h -n n2 -o %t | tr -d '*')" = down ]
}
until_true 60 "the killed node is not found to be down" is_down
start_node n2
node_2=$!
begins_now() {
  # Slurm holds what it requeues back for two minutes.
  for job in $(squeue -h -t PENDING -o '%A %r' | awk '$2 == "BeginTime" { print $1 }'); do
    scontrol update "JobId=$job" StartTime=now 2>/dev/null || :
  done
  queue_is_empty
}
until_true 900 "the jobs do not end" begins_now

[ ! -e map.tif ] || failed "shards were joined though one is missing"
grep -q "could not be written whole: free some space on the disk" cluster_work/logs/map_5.log ||
  failed "the log of the shard whose disk is full does not say so"
[ ! -e cluster_work/map/shards/5.shard.json ] || failed "a shard whose disk is full counts as made"
made=$(find cluster_work/map/shards -name '*.shard.json' | wc -l)
[ "$made" -ge 6 ] || failed "more was lost than the shards of the killed node and of the full disk: $made of 8 are there"
echo "   $made of 8 shards are there; 5 is missing$([ -e "cluster_work/map/shards/$killed.shard.json" ] || echo ", and $killed")"

# --- Once more

umount "$small"
list() {
  find cluster_work/map/shards -type f -printf '%i %T@ %p\n' | sort
}
list >before
map
until_true 900 "the jobs do not end" queue_is_empty
list >after
[ -z "$(comm -23 before after)" ] || failed "shards that were there were made again"
say "Comparing with the single runs"
for raster in map targets coverage shap driver; do
  [ -e $raster.tif ] || failed "$raster.tif was not made"
  if cmp -s $raster.tif single/$raster.tif; then
    echo "   $raster.tif: the same file, byte for byte"
  else
    /usr/bin/python3 "$sources/tests/same_raster.py" $raster.tif single/$raster.tif ||
      failed "$raster.tif is not that of the single run"
    echo "   $raster.tif: the same content, bit for bit, in a file whose tiles lie elsewhere"
  fi
done
for polygons in polygons single/polygons; do
  ogr2ogr -f CSV -lco GEOMETRY=AS_WKT $polygons.csv $polygons.gpkg
done
cmp polygons.csv single/polygons.csv || failed "the target polygons are not those of the single run"
"$sources/scripts/cluster/map.sh" map.config | grep -q "All is done" || failed "a map that is whole is submitted again"
say "Passed in $(($(date +%s) - began)) seconds: five rasters and the polygons are those of single runs, bit for bit"
