# The plugin folder: what is copied into a QGIS profile and what the zip file holds.
#
#   prospectivity_lens/metadata.txt, __init__.py, icon.svg, LICENSE   the Python plugin
#   prospectivity_lens/models/                                        the models as files, to open in the modeler
#   prospectivity_lens/help/                                          the pages behind the Help button
#   prospectivity_lens/lib/                                           provider, engine, desk, LibTorch corner, XGBoost corner
#   prospectivity_lens/desktop/                                       the C++ plugin, alone
#
# QGIS Desktop opens every library in a C++ plugin folder at start, hence the folder of its own. Both loaders
# reach the same provider file, so that its code is in memory once.
#
#   cmake --build BUILD --target plugin
#   cmake --install BUILD --component plugin --prefix PROFILE/python/plugins
#   cmake --build BUILD --target plugin_zip        (packaging/CMakeLists.txt)
file(STRINGS ${CMAKE_SOURCE_DIR}/metadata.txt metadata_version REGEX "^version=")
if(NOT metadata_version STREQUAL "version=${PROJECT_VERSION}")
  message(FATAL_ERROR "metadata.txt says '${metadata_version}' but CMakeLists.txt ${PROJECT_VERSION}: make them equal.")
endif()

# The installed copy says which release of QGIS it fits. Its range of versions stays that of the loader: outside of it QGIS
# Desktop switches a plugin off without a word, and inside the loader says which package to install.
set(metadata ${CMAKE_CURRENT_BINARY_DIR}/metadata.txt)
file(READ ${CMAKE_SOURCE_DIR}/metadata.txt metadata_text)
string(REGEX REPLACE "\nabout=([^\n]*)" "\nabout=\\1 This build is for QGIS ${QGIS_VERSION} on ${architecture} alone: with another release it says which package to install." metadata_text "${metadata_text}")
file(CONFIGURE OUTPUT ${metadata} @ONLY CONTENT
"${metadata_text}# The libraries of this folder fit the release and the architecture that follow, and no others. The range of versions above is
# the one in which the loader runs, which compares, and says with any other release which package to install.
builtForQgis=${QGIS_VERSION}
builtForArchitecture=${architecture}
")

set(folder prospectivity_lens)
set(libraries prospectivity_engine prospectivity_provider prospectivity_desk)
if(TARGET prospectivity_torch)
  list(APPEND libraries prospectivity_torch)
endif()
if(TARGET prospectivity_trees)
  list(APPEND libraries prospectivity_trees)
endif()
set_target_properties(${libraries} PROPERTIES INSTALL_RPATH "$ORIGIN")
set_target_properties(prospectivity_lens_plugin PROPERTIES INSTALL_RPATH "$ORIGIN/../lib")

install(FILES ${metadata} ${CMAKE_SOURCE_DIR}/LICENSE python/__init__.py
        DESTINATION ${folder} COMPONENT plugin)
install(FILES ${CMAKE_SOURCE_DIR}/icons/prospectivity.svg
        DESTINATION ${folder} RENAME icon.svg COMPONENT plugin)
install(FILES models/prospectivity_chain.model3 DESTINATION ${folder}/models COMPONENT plugin)
install(DIRECTORY ${CMAKE_BINARY_DIR}/help DESTINATION ${folder} COMPONENT plugin)
install(TARGETS ${libraries} LIBRARY DESTINATION ${folder}/lib COMPONENT plugin)
install(TARGETS prospectivity_lens_plugin LIBRARY DESTINATION ${folder}/desktop COMPONENT plugin)

add_custom_target(plugin DEPENDS ${libraries} prospectivity_lens_plugin help_pages)
