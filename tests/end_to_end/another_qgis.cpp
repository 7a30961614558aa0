// Preloaded into QGIS by the tests of loaders, so that it takes itself for the release in PRETENDED_QGIS, as
// in 39807.
#include <cstdlib>

class Qgis {
 public:
  static int versionInt();
};

int Qgis::versionInt() {
  return std::atoi(std::getenv("PRETENDED_QGIS"));
}
