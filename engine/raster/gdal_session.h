#pragma once

#include <string>

namespace prospectivity {

/// Registers GDAL's drivers once per process (QGIS has done so already; tests have not). Thread-safe.
void useGdal();

/// Names and versions of the libraries that warp and project, on which cells depend: "GDAL 3.6.2, PROJ
/// 9.1.1".
std::string gdalAndProj();

/// Silences GDAL's own messages on this thread while it lives and keeps the last one, so that an Error can
/// say in one sentence what went wrong. Want of memory that GDAL would end the process for, QGIS with it, is
/// std::bad_alloc.
class GdalErrors {
 public:
  GdalErrors();
  ~GdalErrors();
  GdalErrors(const GdalErrors&) = delete;
  GdalErrors& operator=(const GdalErrors&) = delete;

  std::string last() const;

  /// Throws std::bad_alloc when what went wrong is that GDAL got no memory: nothing is the matter with a
  /// file.
  void checkMemory() const;
};

/// The same for want of memory, for what others call GDAL for on this thread while it lives: QGIS, to read
/// and write layers. GDAL's messages go to its own default handler. Where QGIS has a handler of its own at
/// work above this one, as in some of its writing, that one counts.
class GdalMemory {
 public:
  GdalMemory();
  ~GdalMemory();
  GdalMemory(const GdalMemory&) = delete;
  GdalMemory& operator=(const GdalMemory&) = delete;
};

/// Keeps GDAL's cache of blocks, which is the process's own (QGIS's) and takes a share of all memory, within
/// its share of memoryBudget() while it lives. The cache has its former size again when the last one is gone.
/// Thread-safe. The constructor throws Error as memoryBudget() does.
class GdalCacheLimit {
 public:
  GdalCacheLimit();
  ~GdalCacheLimit();
  GdalCacheLimit(const GdalCacheLimit&) = delete;
  GdalCacheLimit& operator=(const GdalCacheLimit&) = delete;
};

} // namespace prospectivity
