#pragma once

#include "engine/core/feature_description.h"
#include "engine/core/grid.h"

#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace prospectivity {

/// A rectangle of cells.
struct Tile {
  int column = 0;
  int row = 0;
  int columns = 0;
  int rows = 0;

  std::size_t cells() const { return static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows); }
};

/// Bands of cells to read, wherever they are kept. NoData is NaN, always: a declared NoData value, NaN and
/// what lies outside the raster's own mask are turned into NaN by the source.
///
/// Not thread-safe: one thread reads at a time, or each has its own clone().
class RasterSource {
 public:
  virtual ~RasterSource() = default;

  virtual const Grid& grid() const = 0;
  virtual const std::vector<std::string>& bandNames() const = 0;
  virtual std::string name() const = 0; ///< how messages call it

  /// Cells that are cheap to read together (a block of the file).
  virtual Tile naturalBlock() const = 0;

  /// Reads `tile` of the given bands (0-based) into `values`, band after band, rows within. The tile lies
  /// inside the grid. Throws Error when the file cannot be read.
  virtual void read(const std::vector<int>& bands, const Tile& tile, float* values) = 0;

  /// The same for one band whose numbers are codes, to the last digit: float32 does not tell codes beyond
  /// 2^24 apart. NaN: NoData.
  virtual void readCodes(int band, const Tile& tile, double* values);

  /// Whether cells of a band (0-based) can hold whole numbers beyond 2^24.
  virtual bool holdsWideCodes(int band) const;

  /// Whether a band (0-based) holds classes by the word of its file: a representation type, a palette, names
  /// of classes or an attribute table of classes.
  virtual bool isThematic(int band) const;

  /// What a class of a categorical band (0-based) is called: by the user's names for it, the tags of a stack,
  /// the file's category names or its attribute table, in this order; else the number with all its digits.
  virtual std::string className(int band, double value) const;

  /// What the file knows of a band (0-based), by the tags of a stack and the unit of any file. Default:
  /// nothing.
  virtual FeatureDescription description(int band) const;

  virtual std::unique_ptr<RasterSource> clone() const = 0;
};

/// RasterSource::description() of all bands.
std::vector<FeatureDescription> descriptionsOf(const RasterSource& source);

/// Where results go, tile by tile. Nothing appears under the final name before finish(); an object
/// destroyed without it leaves nothing behind. Not thread-safe.
class RasterSink {
 public:
  virtual ~RasterSink() = default;

  /// NaN is written as NoData. Same layout as RasterSource::read, all bands. Throws Error (disk full, ...).
  virtual void write(const Tile& tile, const float* values) = 0;

  /// Metadata of a band (0-based). Statistics under GDAL's names spare the file another reading. Formats
  /// without metadata leave it out.
  virtual void describe(int band, const std::vector<std::pair<std::string, std::string>>& items);

  /// What RasterSource::description() reads of a band (0-based). Formats without tags leave it out.
  virtual void describeFeature(int band, const FeatureDescription& description);

  /// Writes what is pending with statistics and overviews, and gives the file its name.
  virtual void finish() = 0;
};

/// A sink that takes bands one at a time too, so that whoever computes band by band holds one only.
class BandwiseSink : public RasterSink {
 public:
  /// A tile of one band (0-based), rows within.
  virtual void writeBand(int band, const Tile& tile, const float* values) = 0;
};

} // namespace prospectivity
