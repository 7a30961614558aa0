#pragma once

#include <qgisplugin.h>

namespace prospectivity {

/// Prospectivity Lens as QGIS Desktop sees a native plugin: on, the Processing provider is there; off, it is
/// gone unless the Python loader holds it as well. qgis_process loads no C++ plugins and takes that loader.
class LensPlugin : public QgisPlugin {
 public:
  LensPlugin();
  void initGui() override;
  void unload() override;

 private:
  bool mRegistered = false;
};

} // namespace prospectivity
