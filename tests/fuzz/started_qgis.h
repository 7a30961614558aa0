#pragma once

#include <qgsapplication.h>

namespace prospectivity {

/// QGIS without a window, for as long as the process runs.
inline bool startQgis() {
  static int count = 1;
  static char name[] = "fuzz";
  static char* arguments[] = {name, nullptr};
  new QgsApplication(count, arguments, false);
  QgsApplication::initQgis();
  return true;
}

} // namespace prospectivity
