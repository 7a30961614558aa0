# Headers that cost seconds in every file that includes them, compiled once for all rooms. Sources include what they
# use all the same: a build with CMAKE_DISABLE_PRECOMPILE_HEADERS=ON passes. With ccache there is nothing to gain:
# it keeps no objects that were made from precompiled headers.
if(PROSPECTIVITY_CCACHE)
  return()
endif()

# precompile(TARGET HEADER...)                headers of the target's own
# precompile(TARGET REUSE_FROM ANOTHER)      those of another target, which must not look at this one
function(precompile target)
  if("${ARGV1}" STREQUAL REUSE_FROM)
    target_precompile_headers(${target} REUSE_FROM ${ARGV2})
  else()
    target_precompile_headers(${target} PRIVATE ${ARGN})
  endif()
  # A file with compiler options of its own (another instruction set) cannot share them.
  get_target_property(sources ${target} SOURCES)
  foreach(source IN LISTS sources)
    get_source_file_property(own_options ${source} TARGET_DIRECTORY ${target} COMPILE_OPTIONS)
    if(own_options)
      set_source_files_properties(${source} TARGET_DIRECTORY ${target} PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
    endif()
  endforeach()
endfunction()

precompile(engine_core <Eigen/Core> <nlohmann/json.hpp> <functional> <memory> <string> <vector>)
foreach(room IN LISTS engine_rooms)
  if(NOT room STREQUAL core)
    precompile(engine_${room} REUSE_FROM engine_core)
  endif()
endforeach()
precompile(prospectivity_torch <ATen/ATen.h> <torch/csrc/autograd/autograd.h>)
precompile(processing_layers
  <nlohmann/json.hpp> <Eigen/Core> <qgsprocessingalgorithm.h> <qgsprocessingparameters.h> <qgsprocessingcontext.h>
  <qgsprocessingfeedback.h> <qgsfeaturesink.h> <qgsrasterlayer.h> <qgsvectorlayer.h> <qgsproject.h>)
foreach(room IN LISTS processing_rooms)
  if(NOT room STREQUAL layers)
    precompile(processing_${room} REUSE_FROM processing_layers)
  endif()
endforeach()
