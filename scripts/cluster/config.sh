# shellcheck shell=sh disable=SC2154,SC2015,SC2013
# Sourced by map.sh and run_job.sh, which set $here and $settings: the text file that says what is mapped. It is read as
# text and never run.

# Keys of a config besides map.* and shap.*, and those that a config must have.
config_keys="SCHEDULER WORK SHARDS CPUS MODEL STACK EXPLAIN TIME MEMORY JOIN_TIME JOIN_MEMORY DRY_TIME DRY_MEMORY AT_ONCE
PARTITION ACCOUNT EXTRA SETUP QGIS_PROCESS INSTRUCTIONS RASTER_MEMORY"
needed_keys="WORK SHARDS MODEL STACK"

# value KEY [DEFAULT]  what the file $settings says of a key.
value() {
  found=$(awk -v key="$1=" 'index($0, key) == 1 { print substr($0, length(key) + 1); exit }' "$settings")
  printf '%s\n' "${found:-${2-}}"
}

# role MAP PARAMETER  who gets a parameter (parameters.txt); nothing for one that is not known.
role() {
  awk -v map="$1" -v name="$2" '$1 == map && $2 == name { print $3 }' "$here/parameters.txt"
}

# of_role MAP ROLE  the parameters of a map that a role has and the settings give, as KEY=VALUE.
of_role() {
  awk -v map="$1" -v role="$2" '
    FNR == NR { if ($1 == map && $3 == role) wanted[map "." $2] = $2; next }
    { key = substr($0, 1, index($0, "=") - 1) }
    key in wanted { print wanted[key] substr($0, index($0, "=")) }' "$here/parameters.txt" "$settings"
}

# is_known KEY  whether a config may have a key.
is_known() {
  case $1 in
  map.OUTPUT | shap.OUTPUT) ;;
  map.*) [ -n "$(role map "${1#map.}")" ] ;;
  shap.*) [ -n "$(role shap "${1#shap.}")" ] ;;
  *) case " $(echo "$config_keys" | tr '\n' ' ') " in *" $1 "*) ;; *) return 1 ;; esac ;;
  esac
}

trimmed() {
  printf '%s\n' "$1" | sed 's/^[[:blank:]]*//; s/[[:blank:]]*$//'
}

# read_config FILE  writes the keys and values of a config to $settings, and stops at the first that cannot be.
read_config() {
  [ -f "$1" ] && [ -r "$1" ] || stop "The config '$1' does not exist or cannot be read: name a text file of KEY=VALUE lines."
  : >"$settings"
  number=0
  carriage=$(printf '\r') # of texts from Windows, as the mark at their beginning
  mark=$(printf '\357\273\277')
  while IFS= read -r line || [ -n "$line" ]; do
    number=$((number + 1))
    [ $number -gt 1 ] || line=${line#"$mark"}
    line=$(trimmed "${line%"$carriage"}")
    case $line in
    '' | '#'*) continue ;;
    *=*) ;;
    *) stop "Line $number of '$1' is no KEY=VALUE: '$line'." ;;
    esac
    key=$(trimmed "${line%%=*}")
    text=$(trimmed "${line#*=}")
    case $key in
    '' | *[!A-Za-z_.]*) stop "Line $number of '$1': '$key' is no key: write KEY=VALUE." ;;
    esac
    is_known "$key" || stop "Line $number of '$1': there is no key '$key': docs/cluster.md lists the keys."
    [ -n "$text" ] || stop "Line $number of '$1': $key has no value: write one, or leave the line out."
    case $text in
    \"*\" | \'*\') case ${text#?} in
      *[\"\']?*) ;; # quotation marks within, as lists of names have them
      *) stop "Line $number of '$1': $key is in quotation marks, which would count as part of it: leave them out." ;;
      esac ;;
    esac
    [ -z "$(value "$key")" ] || stop "Line $number of '$1': $key is given twice: keep one of them."
    printf '%s=%s\n' "$key" "$text" >>"$settings"
  done <"$1"
}

# whole_number KEY LEAST MOST  stops where a key is given that is no whole number in a range.
whole_number() {
  given=$(value "$1")
  [ -n "$given" ] || return 0
  case $given in
  *[!0-9]* | ???????????* | 0?*) ;; # a leading 0 would make it octal
  *) [ "$given" -ge "$2" ] && [ "$given" -le "$3" ] && return 0 ;;
  esac
  stop "$1: '$given' is no whole number from $2 to $3."
}

# one_of KEY CHOICE...  stops where a key is given that is none of the choices.
one_of() {
  key=$1
  shift
  given=$(value "$key")
  [ -n "$given" ] || return 0
  for choice in "$@"; do
    [ "$given" != "$choice" ] || return 0
  done
  stop "$key: '$given' is not known: write one of: $*."
}

# check_config  stops at what is missing or cannot be, before anything is made or submitted.
check_config() {
  for key in $needed_keys; do
    [ -n "$(value "$key")" ] || stop "$key is missing: add a line $key=... to the config."
  done
  [ -n "$(value map.OUTPUT)$(value shap.OUTPUT)" ] ||
    stop "map.OUTPUT and shap.OUTPUT are missing: name the file of the map, that of the SHAP map, or both."
  for map in map shap; do
    if [ -z "$(value $map.OUTPUT)" ] && grep -q "^$map\." "$settings"; then
      stop "$(sed -n "s/^\($map\.[A-Z_]*\)=.*/\1/p" "$settings" | head -n 1) is given without $map.OUTPUT: name that file too."
    fi
  done
  one_of SCHEDULER slurm pbs
  one_of EXPLAIN all targets
  one_of INSTRUCTIONS baseline avx2 avx512
  whole_number SHARDS 1 100000
  whole_number CPUS 1 1024
  whole_number AT_ONCE 1 100000
  whole_number RASTER_MEMORY 16 10000000
  for key in TIME JOIN_TIME DRY_TIME; do whole_number $key 1 100000; done
  for key in MEMORY JOIN_MEMORY DRY_MEMORY; do whole_number $key 100 10000000; done
  if [ "$(value EXPLAIN)" = targets ]; then
    [ -n "$(value map.TARGETS)" ] && [ -n "$(value shap.OUTPUT)" ] ||
      stop "EXPLAIN=targets needs map.TARGETS, whose cells are explained, and shap.OUTPUT: add them, or write EXPLAIN=all."
    [ -z "$(value shap.MASK)" ] || stop "shap.MASK and EXPLAIN=targets are two masks: leave one of them out."
  fi
  for key in MODEL STACK; do
    case $(value $key) in
    /vsi* | *://*) ;; # GDAL says what is wrong with these
    *) [ -r "$(value $key)" ] || stop "$key: '$(value $key)' does not exist or cannot be read." ;;
    esac
  done
  for key in $(sed -n 's/^\(map\.[A-Z_]*\)=.*/\1/p; s/^\(shap\.[A-Z_]*\)=.*/\1/p' "$settings"); do
    file=$(value "$key")
    case $file in /vsi* | *:*) continue ;; esac # no file, or one that only GDAL can judge
    case $key in
    map.OUTPUT | shap.OUTPUT) kind=target ;;
    *) kind=$(role "${key%%.*}" "${key#*.}") ;;
    esac
    case $kind in
    both | target) [ -d "$(dirname "$file")" ] && [ -w "$(dirname "$file")" ] ||
      stop "$key: the folder of '$file' does not exist or cannot be written: make it, or choose another one." ;;
    join) [ -r "${file%%|*}" ] || stop "$key: '$file' does not exist or cannot be read." ;;
    esac
  done
  [ -z "$(value map.PROBABILITY)" ] || [ -n "$(value map.EXPECTED_DEPOSITS)" ] ||
    stop "map.PROBABILITY needs map.EXPECTED_DEPOSITS: add that, or leave the map out."
  [ -z "$(value map.RISK_RETURN)" ] || [ -n "$(value map.UNCERTAINTY)" ] ||
    stop "map.RISK_RETURN needs map.UNCERTAINTY=ensemble: add that, or leave the map out."
  if [ -n "$(value SETUP)" ] && ! [ -r "$(value SETUP)" ]; then
    stop "SETUP: '$(value SETUP)' does not exist or cannot be read."
  fi
  plain_path WORK "$(value WORK)"
}

# plain_path WHAT PATH  stops at what schedulers do not read alike in the lines that tell them of files.
plain_path() {
  case $2 in
  *[!A-Za-z0-9_./+-]*) stop "$1: '$2' holds a sign that schedulers may take for something else: use letters, digits and _ . / + - alone." ;;
  esac
}
