# Inner loops that are compiled for several instruction sets and chosen when the program runs (engine/core/kernels.h).
# The multiply and add of such a loop may be one instruction; whatever else the engine computes stays as written.
set(instruction_sets Baseline)
set(options_Baseline)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|amd64|AMD64)$")
  list(APPEND instruction_sets Avx2 Avx512)
  set(options_Avx2 -mavx2 -mfma)
  set(options_Avx512 -mavx512f -mavx2 -mfma -mprefer-vector-width=512)
endif()

set(kernel_objects)
foreach(set IN LISTS instruction_sets)
  add_library(engine_kernels_${set} OBJECT)
  target_include_directories(engine_kernels_${set} PRIVATE ${CMAKE_SOURCE_DIR})
  target_compile_options(engine_kernels_${set} PRIVATE -O3 -ffp-contract=fast ${options_${set}})
  target_compile_definitions(engine_kernels_${set} PRIVATE PROSPECTIVITY_INSTRUCTION_SET=${set})
  list(APPEND kernel_objects $<TARGET_OBJECTS:engine_kernels_${set}>)
endforeach()

# Compiles the sources once per instruction set instead of once for all.
function(compile_for_instruction_sets)
  foreach(set IN LISTS instruction_sets)
    target_sources(engine_kernels_${set} PRIVATE ${ARGN})
  endforeach()
endfunction()
