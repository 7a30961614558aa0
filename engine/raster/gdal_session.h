#pragma once

#include <string>

namespace prospectivity {

/// Registers GDAL's drivers once per process (QGIS has done so already; tests have not). Thread-safe.
void useGdal();

/// Silences GDAL's own messages on this thread while it lives and keeps the last one, so that an Error can
/// say in one sentence what went wrong.
class GdalErrors {
 public:
  GdalErrors();
  ~GdalErrors();
  GdalErrors(const GdalErrors&) = delete;
  GdalErrors& operator=(const GdalErrors&) = delete;

  std::string last() const;
};

} // namespace prospectivity
