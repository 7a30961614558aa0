# One inner loop, compiled for each instruction set that <name>.cpp chooses from when the program runs. The multiply and add of the
# loop may be one instruction; whatever else the engine computes stays as written.
function(compile_for_instruction_sets name)
  set(baseline)
  set(avx2 -mavx2 -mfma)
  set(avx512 -mavx512f -mavx2 -mfma -mprefer-vector-width=512)
  foreach(set baseline avx2 avx512)
    set_source_files_properties(${name}_${set}.cpp TARGET_DIRECTORY engine_core
      PROPERTIES COMPILE_OPTIONS "-O3;-ffp-contract=fast;${${set}}")
  endforeach()
endfunction()
