# Language level, warnings and sanitizers shared by every target.
set(CMAKE_CXX_STANDARD 17)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)

find_program(PROSPECTIVITY_CCACHE ccache)
if(PROSPECTIVITY_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${PROSPECTIVITY_CCACHE})
endif()

# A compiler newer than ours warns of more: that stops whoever changes the code, and nobody who builds it to use it.
option(PROSPECTIVITY_WARNINGS_AS_ERRORS "Stop at warnings; on in the presets of developers" OFF)
set(warnings_as_errors $<$<BOOL:${PROSPECTIVITY_WARNINGS_AS_ERRORS}>:-Werror>)

# The same arithmetic on every machine: no contraction of a*b+c unless a file asks for it. Indentation is clang-format's, and GCC
# tells of every large file that it gave up looking at it.
add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Wno-misleading-indentation
                    ${warnings_as_errors} -ffp-contract=off)

set(PROSPECTIVITY_SANITIZERS "" CACHE STRING "Sanitizers to build with, as -fsanitize takes them")
if(PROSPECTIVITY_SANITIZERS)
  # Clang's two checks of what an object or a function really is need the other side to be compiled with them too.
  if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    set(no_sanitizers -fno-sanitize=vptr,function)
  endif()
  add_compile_options(-fsanitize=${PROSPECTIVITY_SANITIZERS} ${no_sanitizers} -fno-omit-frame-pointer
                      -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${PROSPECTIVITY_SANITIZERS} ${no_sanitizers})
else()
  # A library that misses a symbol fails here and not when QGIS opens it.
  add_link_options(LINKER:--no-undefined)
endif()
