#include "plugin/release.h"

#include <qgsconfig.h>

namespace prospectivity {

namespace {

constexpr int oldestThatWorks = 32200;

QString written(int release) {
  return QStringLiteral("%1.%2.%3").arg(release / 10000).arg(release / 100 % 100).arg(release % 100);
}

} // namespace

int releaseBuiltFor() {
  return VERSION_INT;
}

QString refusalByRelease(int running) {
  if (running == releaseBuiltFor())
    return QString();
  if (running < oldestThatWorks)
    return QStringLiteral(
               "Prospectivity Lens %1 needs QGIS 3.22 or newer and this is QGIS %2: install a newer QGIS.")
        .arg(QStringLiteral(PROSPECTIVITY_VERSION), written(running));
  return QStringLiteral(
             "Prospectivity Lens %1 was built for QGIS %2 and this is QGIS %3: install the package "
             "prospectivity-lens_%1+qgis%3_%4.deb, or build the plugin on this machine.")
      .arg(QStringLiteral(PROSPECTIVITY_VERSION), written(releaseBuiltFor()), written(running),
           QStringLiteral(PROSPECTIVITY_ARCHITECTURE));
}

} // namespace prospectivity
