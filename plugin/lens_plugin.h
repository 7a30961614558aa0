#pragma once

#include <QLibrary>
#include <qgisplugin.h>

class QgisInterface;

namespace prospectivity {

/// Prospectivity Lens as QGIS Desktop sees a native plugin: on, the Processing provider is there; off, it is
/// gone unless the Python loader holds it as well. qgis_process loads no C++ plugins and takes that loader.
///
/// The library of this class is linked to Qt and to no library of QGIS, so that every QGIS 3 can open it and
/// gets a sentence where the provider's library, which fits one release, would not open or would crash.
class LensPlugin : public QgisPlugin {
 public:
  explicit LensPlugin(QgisInterface* interfaceOfQgis);
  void initGui() override;
  void unload() override;

 private:
  void startDesk(); ///< the dock "Why here?" (plugin/desk.h)

  QgisInterface* mInterface; ///< handed on as it came
  QLibrary mProvider;
  QLibrary mDesk;
  bool mHasDesk = false;
  bool mRegistered = false;
};

} // namespace prospectivity
