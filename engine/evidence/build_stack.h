#pragma once

#include "engine/core/matrix.h"
#include "engine/core/progress.h"
#include "engine/evidence/band_transforms.h"
#include "engine/evidence/band_units.h"
#include "engine/evidence/evidence_grid.h"
#include "engine/evidence/stack_findings.h"
#include "engine/evidence/warp_source.h"
#include "engine/raster/raster_source.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace prospectivity {

struct StackRequest {
  std::vector<std::unique_ptr<RasterSource>> layers; ///< each with all its bands
  GridRequest grid;
  Resampling resampling =
      Resampling::Bilinear;           ///< averaging instead where cells get coarser, but for nearest and mode
  std::vector<std::string> bandNames; ///< empty: as the layers call them; else one per band
  std::vector<std::string> categorical; ///< bands holding classes: nearest, or mode where cells get coarser
  bool oneHot = false;                  ///< a band of 0 and 1 per class instead of each categorical band
  /// Classes with a smaller share of their layer's cells with data, in percent, are one class "other". Empty:
  /// 0.1 for bands of classes of a layer with more than 64 of them, else 0.
  std::optional<double> minClassArea;
  StackTransforms transforms;
  std::vector<UnitRequest> units;     ///< they count before those that the layers declare
  std::unique_ptr<RasterSource> mask; ///< cells that are NoData or not above 0 are outside; null: none
  std::vector<std::string>
      maskPolygons; ///< WKB in the CRS of `maskCrs`; cells whose centre lies in none are outside
  std::string maskCrs;
};

/// What one band is and was.
struct BandAccount {
  std::string name;
  std::string source;             ///< the layer
  std::string sourceGrid;         ///< size, cell size and CRS in words
  std::string treatment;          ///< resampling and transform in words
  FeatureDescription description; ///< its transform includes that of the layer
  std::size_t cellsWithData = 0;
  double minimum = 0;
  double maximum = 0;
  double mean = 0;
  double standardDeviation = 0;
  double skewness = 0;
};

/// What became of the classes of one categorical layer.
struct ClassAccount {
  std::string band;
  std::size_t found = 0;  ///< on the grid and inside the mask
  std::size_t joined = 0; ///< of these in the class "other"
  double joinedShare = 0; ///< of the cells with data
  double leastShare = 0;  ///< below which classes were joined
  bool isCodes = false;   ///< one band of codes; else one band of 0 and 1 per class
};

/// What became of a group of layers that log-ratios were made of.
struct LogRatioAccount {
  struct Member {
    std::string name;
    double least = 0;              ///< the smallest value above 0 inside the mask
    double zero = 0;               ///< what stands for a zero
    std::size_t cellsReplaced = 0; ///< zeros that were replaced
  };
  std::string group; ///< as transforms are written, without what stands for zeros
  std::vector<Member> members;
  std::size_t cells = 0;        ///< with log-ratios
  std::size_t cellsOfZeros = 0; ///< with data in every layer and without log-ratios (replaceZeros())
};

struct StackAccount {
  DerivedGrid grid;
  std::vector<BandAccount> bands;
  std::vector<ClassAccount> classes; ///< one per categorical layer
  std::vector<LogRatioAccount> logRatios;
  std::size_t cells = 0;         ///< inside the mask
  std::size_t completeCells = 0; ///< with data in every band
  Matrix correlation;            ///< Spearman, over at most 20,000 complete cells spread over the stack
};

/// A stack that is ready to be written: bands on one grid, band names, the account so far. Everything that
/// can be wrong with the layers' grids, CRS and names is found before any cell is written.
class StackBuilder {
 public:
  /// `known`: what planning the same stack found before, so that no layer is read for it again; null: nothing
  /// is known. Throws Error naming a band that they do not tell of.
  StackBuilder(StackRequest request, const Progress& progress, const StackFindings* known = nullptr);
  ~StackBuilder();

  const Grid& grid() const;
  std::vector<std::string> bandNames() const;

  /// What planning took from cells.
  const StackFindings& findings() const;

  /// The account without what is counted while cells are written.
  StackAccount planned() const;

  /// Writes band after band of one strip after the other, in memory for one strip of a band per thread, or of
  /// all layers of the largest group of log-ratios, and completes the account. The caller finishes the sink.
  /// Throws Error naming all bands that are constant, or have no data at all on the grid and inside the mask,
  /// a group without log-ratios, and a mask that removes everything.
  StackAccount write(BandwiseSink& sink, const Progress& progress);

  /// The same of a part of the grid, for a sink on partOf() it: its cells are those that write() gives them.
  /// The account is of the part; what the whole must have, a part need not.
  StackAccount writePart(const Tile& part, BandwiseSink& sink, const Progress& progress);

 private:
  struct Work;
  std::unique_ptr<Work> mWork;
};

/// Writes a stack of cells that were made in parts, as StackBuilder::write() writes it, and completes the
/// account as that does, with its errors. `planned`: StackBuilder::planned(), with what the cells do not
/// tell, added up over the parts: `cells`, and the counts of log-ratios.
StackAccount writeJoined(const RasterSource& cells, StackAccount planned, BandwiseSink& sink,
                         const Progress& progress);

} // namespace prospectivity
