#pragma once

#include "engine/raster/value_watch.h"

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace prospectivity {

/// Numbers that are NoData, bounds included, after scale and offset.
struct NoDataRange {
  double least = 0;
  double most = 0;
};

/// What the user said of the NoData of one band.
struct BandNoData {
  bool ignoresDeclared = false;    ///< the value that the file declares is a value
  std::vector<NoDataRange> ranges; ///< are NoData beside it
};

/// A raster file, and what the user said of it beyond the file. A path alone is one of which nothing was
/// said.
struct RasterFile {
  RasterFile() = default;
  RasterFile(std::string file) : path(std::move(file)) {} // NOLINT(google-explicit-constructor)
  RasterFile(const char* file) : path(file) {}            // NOLINT(google-explicit-constructor)

  bool empty() const { return path.empty(); }

  std::string path;
  std::string crs;                ///< WKT that counts instead of the file's; empty: the file's
  std::vector<BandNoData> noData; ///< one per band of the file; empty: none
  /// What the user calls classes, by their numbers in the cells, for bands of the file from 1. Count before
  /// the file's own names.
  std::map<int, std::map<double, std::string>> classNames;
  /// Cells that are infinite stay so: of a raster of our own that is copied. They are NoData otherwise, as
  /// numbers beyond those of float32 are.
  bool keepsInfinite = false;
  std::shared_ptr<ValueWatch> watch; ///< looks at what is read; null: nobody does
};

} // namespace prospectivity
