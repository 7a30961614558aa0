#include "engine/predict/target_polygons.h"

#include "engine/core/error.h"
#include "engine/evaluate/cell_areas.h"
#include "engine/raster/gdal_session.h"
#include "engine/raster/point_cells.h"
#include "engine/raster/raster_walk.h"

#include <gdal_alg.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace prospectivity {

namespace {

/// Cells of one level in a row, side by side.
struct Run {
  int begin = 0;
  int end = 0;
  int level = 0;
  std::size_t patch = 0;
};

/// What is known of a patch; patches found to be one are linked by `parent`.
struct Patch {
  std::size_t parent = 0;
  std::int64_t firstCell = 0; ///< in the order of rows
  std::size_t cells = 0;
  double area = 0;
  double sum = 0;
  float max = 0;
  CellRuns runs; ///< once all rows are seen
};

/// Connected patches of a raster of levels, row by row.
class PatchFinder {
 public:
  void addRow(int row, const float* values, int columns, const std::vector<TargetLevel>& levels,
              const CellAreas& areas) {
    std::vector<Run> runs;
    for (int column = 0; column < columns;) {
      const int level = levelAt(values[column], levels);
      Run run{column, column, level, 0};
      Patch patch;
      patch.firstCell = static_cast<std::int64_t>(row) * columns + column;
      for (; run.end < columns && levelAt(values[run.end], levels) == level; ++run.end) {
        if (level == 0)
          continue;
        ++patch.cells;
        patch.area += areas.at(run.end, row);
        patch.sum += values[run.end];
        patch.max = std::max(patch.max, values[run.end]);
      }
      column = run.end;
      if (level == 0)
        continue;
      run.patch = patch.parent = mPatches.size();
      mPatches.push_back(patch);
      joinAbove(run);
      runs.push_back(run);
      mCells.emplace_back(CellRun{row, run.begin, run.end}, run.patch);
    }
    mAbove = std::move(runs);
  }

  /// By their first cell. Leaves nothing behind.
  std::unordered_map<std::int64_t, Patch> patches() {
    for (const auto& [run, patch] : mCells)
      mPatches[rootOf(patch)].runs.push_back(run);
    mCells.clear();
    std::unordered_map<std::int64_t, Patch> found;
    for (std::size_t i = 0; i < mPatches.size(); ++i)
      if (rootOf(i) == i)
        found.emplace(mPatches[i].firstCell, std::move(mPatches[i]));
    mPatches.clear();
    return found;
  }

 private:
  /// 0 where there is no target.
  static int levelAt(float value, const std::vector<TargetLevel>& levels) {
    const int level = std::isnan(value) ? 0 : levelOf(value, levels);
    return level > static_cast<int>(levels.size()) ? 0 : level;
  }

  std::size_t rootOf(std::size_t patch) {
    while (mPatches[patch].parent != patch) {
      mPatches[patch].parent = mPatches[mPatches[patch].parent].parent;
      patch = mPatches[patch].parent;
    }
    return patch;
  }

  void joinAbove(Run& run) {
    bool isNew = true;
    const auto first = std::partition_point(mAbove.begin(), mAbove.end(),
                                            [&](const Run& above) { return above.end <= run.begin; });
    for (auto above = first; above != mAbove.end() && above->begin < run.end; ++above) {
      if (above->level != run.level)
        continue;
      const std::size_t older = rootOf(above->patch);
      const std::size_t own = rootOf(run.patch);
      if (older == own)
        continue;
      const auto [kept, gone] = std::minmax(older, own);
      merge(mPatches[kept], mPatches[gone]);
      mPatches[gone].parent = kept;
      run.patch = kept;
      // A run that continues a patch needs no entry of its own.
      if (isNew && gone + 1 == mPatches.size())
        mPatches.pop_back();
      isNew = false;
    }
  }

  static void merge(Patch& into, const Patch& from) {
    into.firstCell = std::min(into.firstCell, from.firstCell);
    into.cells += from.cells;
    into.area += from.area;
    into.sum += from.sum;
    into.max = std::max(into.max, from.max);
  }

  std::vector<Run> mAbove;
  std::vector<Patch> mPatches;
  std::vector<std::pair<CellRun, std::size_t>> mCells; ///< runs with their patches
};

/// Takes the polygons that GDAL makes, one by one.
class PolygonLayer : public OGRLayer {
 public:
  explicit PolygonLayer(std::function<void(int, const OGRPolygon&)> take)
      : mTake(std::move(take)), mDefinition(new OGRFeatureDefn("targets")) {
    mDefinition->Reference();
    OGRFieldDefn level("level", OFTInteger);
    mDefinition->AddFieldDefn(&level);
  }
  ~PolygonLayer() override { mDefinition->Release(); }
  PolygonLayer(const PolygonLayer&) = delete;
  PolygonLayer& operator=(const PolygonLayer&) = delete;

  OGRFeatureDefn* GetLayerDefn() override { return mDefinition; }
  int TestCapability(const char* what) override { return EQUAL(what, OLCSequentialWrite) ? TRUE : FALSE; }
  void ResetReading() override {}
  OGRFeature* GetNextFeature() override { return nullptr; }

 protected:
  OGRErr ICreateFeature(OGRFeature* feature) override {
    mTake(feature->GetFieldAsInteger(0), *feature->GetGeometryRef()->toPolygon());
    return OGRERR_NONE;
  }

 private:
  std::function<void(int, const OGRPolygon&)> mTake;
  OGRFeatureDefn* mDefinition;
};

/// The first cell of a polygon in the order of rows: below its topmost corner, of these the leftmost.
std::int64_t firstCellOf(const OGRPolygon& polygon, const Grid& grid) {
  const std::array<double, 6>& step = grid.transform;
  std::int64_t first = static_cast<std::int64_t>(grid.rows) * grid.columns;
  for (const OGRPoint& corner : *polygon.getExteriorRing()) {
    // The middle of the cell right of and below the corner; beyond the edge there is none.
    if (const std::optional<CellIndex> cell =
            cellOf(grid, {corner.getX() + (step[1] + step[2]) / 2, corner.getY() + (step[4] + step[5]) / 2}))
      first = std::min(first, *cell);
  }
  return first;
}

int tellProgress(double fraction, const char*, void* progress) {
  const auto* listener = static_cast<const Progress*>(progress);
  listener->fraction(fraction);
  return listener->isCancelled && listener->isCancelled() ? FALSE : TRUE;
}

} // namespace

std::vector<TargetPolygon> targetPolygons(RasterSource& prospectivity, const std::vector<TargetLevel>& levels,
                                          const std::string& levelsPath, const Progress& progress) {
  const Grid& grid = prospectivity.grid();
  const CellAreas areas(grid);
  PatchFinder finder;
  BandWalk walk;
  walk.wholeRows = true; // a patch is joined to those of the row above
  walkBand(prospectivity, walk, progress.part(0, 0.5),
           [&](const Tile& tile, const std::vector<float>& values) {
             for (int row = 0; row < tile.rows; ++row)
               finder.addRow(tile.row + row, values.data() + static_cast<std::ptrdiff_t>(row) * grid.columns,
                             grid.columns, levels, areas);
           });
  std::unordered_map<std::int64_t, Patch> patches = finder.patches();

  std::vector<std::pair<std::int64_t, TargetPolygon>> found;
  PolygonLayer layer([&](int level, const OGRPolygon& polygon) {
    if (level > static_cast<int>(levels.size()))
      return;
    const std::int64_t first = firstCellOf(polygon, grid);
    Patch& patch = patches.at(first);
    TargetPolygon target;
    target.level = level;
    target.squareMetres = patch.area * areas.squareMetres();
    target.mean = patch.sum / static_cast<double>(patch.cells);
    target.max = static_cast<double>(patch.max);
    target.cells = patch.cells;
    target.runs = std::move(patch.runs);
    target.wkb.resize(polygon.WkbSize());
    // As a geometry: a polygon of newer releases has another exportToWkb of its own, which hides this one.
    static_cast<const OGRGeometry&>(polygon).exportToWkb(wkbNDR, target.wkb.data(), wkbVariantIso);
    found.emplace_back(first, std::move(target));
  });
  useGdal();
  const GdalErrors errors;
  const GDALDatasetUniquePtr raster(GDALDataset::Open(levelsPath.c_str(), GDAL_OF_RASTER));
  if (!raster)
    throw Error("The raster of target levels %1 cannot be read: run the tool again.", levelsPath);
  GDALRasterBand* band = raster->GetRasterBand(1);
  Progress polygonizing = progress.part(0.5, 1);
  const CPLErr result = GDALPolygonize(band, band->GetMaskBand(), OGRLayer::ToHandle(&layer), 0, nullptr,
                                       tellProgress, &polygonizing);
  progress.check();
  if (result != CE_None) {
    errors.checkMemory();
    throw Error("The target levels cannot be made into polygons (%1): leave %2 out, or choose fewer levels.",
                errors.last(), Subject::TargetPolygons);
  }

  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return std::tuple(a.second.level, b.second.cells, a.first) <
           std::tuple(b.second.level, a.second.cells, b.first);
  });
  std::vector<TargetPolygon> targets;
  for (auto& [first, target] : found)
    targets.push_back(std::move(target));
  return targets;
}

} // namespace prospectivity
