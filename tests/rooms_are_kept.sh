#!/bin/sh
# Shows that cmake/CheckRooms.cmake passes the sources as they are and stops what the rooms do not allow.
# usage: rooms_are_kept.sh CMAKE SOURCES
set -eu
cmake=$1
sources=$2
(cd "$sources" && "$cmake" -P cmake/CheckRooms.cmake)

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

# refuses ROOM HEADER SENTENCE  a file of a room that includes a header.
refuses() {
  mkdir -p "$1"
  echo "#include $2" >"$1/wrong.h"
  said=$("$cmake" -P "$sources/cmake/CheckRooms.cmake" 2>&1) && {
    echo "$1 may include $2"
    exit 1
  }
  echo "$said" | tr -s ' \n' ' ' | grep -qF "$3" || {
    echo "$1 with $2 was refused with: $said"
    exit 1
  }
  rm -r "$1"
}

refuses engine/core '"engine/model/model.h"' 'engine/core/wrong.h includes engine/model/model.h: engine/core must not look at engine/model'
refuses engine/explain '<qgsrasterlayer.h>' 'the engine knows neither Qt nor QGIS'
refuses engine/network '<torch/torch.h>' 'only engine/torch knows LibTorch'
refuses engine/train '<xgboost/c_api.h>' 'only engine/xgboost knows XGBoost'
refuses engine/train '<gdal_priv.h>' 'engine/train must not know GDAL'
refuses engine/model '<nlohmann/json.hpp>' 'engine/model must not know JSON'
refuses engine/explain '<nlohmann/json.hpp>' 'engine/explain must not know JSON'
refuses processing/model '"processing/explain/explain_algorithm.h"' 'processing/model must not look at processing/explain'
refuses engine/attic '"engine/core/error.h"' 'engine/attic stands in no line of cmake/Rooms.cmake'
