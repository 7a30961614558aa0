# Everything comes from Debian packages; each missing one stops with one sentence that names it.
function(require_package name debian_package)
  find_package(${name} ${ARGN} QUIET)
  if(NOT ${name}_FOUND)
    message(FATAL_ERROR "${name} was not found: install it with 'apt install ${debian_package}'.")
  endif()
  set(${name}_FOUND TRUE PARENT_SCOPE)
endfunction()

require_package(Eigen3 libeigen3-dev 3.4)
require_package(nlohmann_json nlohmann-json3-dev)
require_package(Threads libc6-dev)
require_package(ZLIB zlib1g-dev)

# The reference BLAS is forty times slower than OpenBLAS, so it is asked for by name.
find_library(OPENBLAS_LIBRARY openblas PATH_SUFFIXES openblas-pthread openblas-openmp openblas-serial)
if(NOT OPENBLAS_LIBRARY)
  message(FATAL_ERROR "OpenBLAS was not found: install it with 'apt install libopenblas-pthread-dev'.")
endif()
find_path(OPENBLAS_INCLUDE_DIR cblas.h PATH_SUFFIXES
  ${CMAKE_LIBRARY_ARCHITECTURE}/openblas-pthread openblas-pthread openblas)
if(NOT OPENBLAS_INCLUDE_DIR)
  message(FATAL_ERROR "OpenBLAS headers were not found: install them with 'apt install libopenblas-pthread-dev'.")
endif()
add_library(OpenBLAS::OpenBLAS UNKNOWN IMPORTED)
set_target_properties(OpenBLAS::OpenBLAS PROPERTIES
  IMPORTED_LOCATION ${OPENBLAS_LIBRARY} INTERFACE_INCLUDE_DIRECTORIES ${OPENBLAS_INCLUDE_DIR})

# Forests and boosting. Which Debian package the user's machine needs is that of the library found here.
set(XGBOOST_PACKAGE libxgboost0)
if(PROSPECTIVITY_CORE_ONLY)
  require_package(Qt5 qtbase5-dev COMPONENTS Core Test)
  return()
endif()
require_package(GDAL libgdal-dev 3.6)
require_package(PROJ libproj-dev)
require_package(Qt5 "qtbase5-dev libqt5svg5-dev" COMPONENTS Core Gui Widgets Xml Svg Test)

find_package(QGIS QUIET)
if(NOT QGIS_FOUND)
  message(FATAL_ERROR "QGIS was not found: install it with 'apt install libqgis-dev'.")
endif()
if(QGIS_VERSION VERSION_LESS 3.22)
  message(FATAL_ERROR "QGIS ${QGIS_VERSION} is too old: Prospectivity Lens needs 3.22 or newer.")
endif()

# Charts in windows: what QGIS's own library of widgets draws them with.
find_library(QWT_LIBRARY qwt-qt5)
find_path(QWT_INCLUDE_DIR qwt_plot.h PATH_SUFFIXES qwt qwt-qt5)
if(NOT QWT_LIBRARY OR NOT QWT_INCLUDE_DIR)
  message(FATAL_ERROR "Qwt was not found: install it with 'apt install libqwt-qt5-dev'.")
endif()

find_package(Torch QUIET)
if(NOT Torch_FOUND)
  message(FATAL_ERROR "LibTorch was not found: install it with 'apt install libtorch-dev'.")
endif()

find_library(XGBOOST_LIBRARY xgboost)
find_path(XGBOOST_INCLUDE_DIR xgboost/c_api.h)
if(NOT XGBOOST_LIBRARY OR NOT XGBOOST_INCLUDE_DIR)
  message(FATAL_ERROR "XGBoost was not found: install it with 'apt install libxgboost-dev'.")
endif()
add_library(XGBoost::XGBoost UNKNOWN IMPORTED)
set_target_properties(XGBoost::XGBoost PROPERTIES
  IMPORTED_LOCATION ${XGBOOST_LIBRARY} INTERFACE_INCLUDE_DIRECTORIES ${XGBOOST_INCLUDE_DIR})
file(REAL_PATH ${XGBOOST_LIBRARY} xgboost_file)
execute_process(COMMAND dpkg-query -S ${xgboost_file} OUTPUT_VARIABLE xgboost_owner ERROR_QUIET)
if(xgboost_owner MATCHES "^([a-z0-9.+-]+)")
  set(XGBOOST_PACKAGE ${CMAKE_MATCH_1})
endif()
