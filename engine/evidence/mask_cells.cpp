#include "engine/evidence/mask_cells.h"

#include "engine/core/error.h"
#include "engine/evidence/burn_shapes.h"
#include "engine/evidence/warp_source.h"
#include "engine/raster/gdal_session.h"
#include "engine/raster/raster_mask.h"

#include <ogr_geometry.h>
#include <ogr_spatialref.h>

#include <algorithm>
#include <limits>
#include <utility>

namespace prospectivity {

namespace {

/// A polygon, as WKB, in the CRS of the grid.
std::string onGrid(const std::string& wkb, OGRCoordinateTransformation& transformation) {
  OGRGeometry* geometry = nullptr;
  if (OGRGeometryFactory::createFromWkb(wkb.data(), nullptr, &geometry, wkb.size()) != OGRERR_NONE)
    throw Error("%1 has a polygon that cannot be read: repair the layer with Fix geometries first.",
                Subject::Mask);
  const std::unique_ptr<OGRGeometry> polygon(geometry);
  if (polygon->transform(&transformation) != OGRERR_NONE)
    throw Error("%1 has a polygon that cannot be brought to the CRS of the stack: check the CRS of the mask.",
                Subject::Mask);
  std::string result(polygon->WkbSize(), '\0');
  polygon->exportToWkb(wkbNDR, reinterpret_cast<unsigned char*>(result.data()));
  return result;
}

/// Polygons on the grid; null for none.
std::shared_ptr<const BurnedShapes> drawable(const Grid& grid, const std::vector<std::string>& polygons,
                                             const std::string& polygonCrs) {
  if (polygons.empty())
    return nullptr;
  std::unique_ptr<OGRCoordinateTransformation> transformation;
  if (!sameCrs(polygonCrs, grid.crs)) {
    OGRSpatialReference from;
    OGRSpatialReference to;
    from.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    to.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    if (from.importFromWkt(polygonCrs.c_str()) == OGRERR_NONE &&
        to.importFromWkt(grid.crs.c_str()) == OGRERR_NONE)
      transformation.reset(OGRCreateCoordinateTransformation(&from, &to));
    if (!transformation)
      throw Error("%1: the polygons cannot be brought to %2: set the CRS of the mask layer.", Subject::Mask,
                  crsName(grid.crs));
  }
  ShapeReader reader(Subject::Mask, grid.crs);
  for (const std::string& wkb : polygons)
    reader.add(transformation ? onGrid(wkb, *transformation) : wkb, 1);
  return std::make_shared<const BurnedShapes>(grid, reader.take(), false);
}

class MaskRaster : public RasterSource {
 public:
  /// Both on the grid; either may be null.
  MaskRaster(Grid grid, std::unique_ptr<RasterSource> raster, std::shared_ptr<const BurnedShapes> polygons)
      : mGrid(std::move(grid)), mRaster(std::move(raster)), mPolygons(std::move(polygons)) {}

  const Grid& grid() const override { return mGrid; }
  const std::vector<std::string>& bandNames() const override { return mBandNames; }
  std::string name() const override { return "the mask"; }
  Tile naturalBlock() const override { return {0, 0, mGrid.columns, 1}; }

  void read(const std::vector<int>& bands, const Tile& tile, float* values) override {
    for (std::size_t band = 0; band < bands.size(); ++band, values += tile.cells())
      readOnce(tile, values);
  }

  std::unique_ptr<RasterSource> clone() const override {
    return std::make_unique<MaskRaster>(mGrid, mRaster ? mRaster->clone() : nullptr, mPolygons);
  }

 private:
  void readOnce(const Tile& tile, float* values) {
    constexpr float outside = std::numeric_limits<float>::quiet_NaN();
    float* const end = values + tile.cells();
    if (mRaster) {
      mRaster->read({0}, tile, values);
      std::transform(values, end, values, [](float value) { return isInside(value) ? 1 : outside; });
    } else {
      std::fill(values, end, 1.0F);
    }
    if (!mPolygons)
      return;
    std::vector<float> drawn(tile.cells(), 0);
    mPolygons->burn(tile, drawn);
    std::transform(values, end, drawn.begin(), values,
                   [](float value, float polygon) { return polygon != 0 ? value : outside; });
  }

  Grid mGrid;
  std::unique_ptr<RasterSource> mRaster;
  std::shared_ptr<const BurnedShapes> mPolygons;
  std::vector<std::string> mBandNames{"mask"};
};

} // namespace

std::unique_ptr<RasterSource> maskRaster(const Grid& grid, std::unique_ptr<RasterSource> raster,
                                         const std::vector<std::string>& polygons,
                                         const std::string& polygonCrs) {
  if (!raster && polygons.empty())
    return nullptr;
  if (raster && raster->bandNames().size() > 1)
    throw Error(
        "%1: %2 has %3 bands, and which of them tells what is inside cannot be known: choose a raster "
        "of one band (Rearrange bands makes one).",
        Subject::Mask, raster->name(), raster->bandNames().size());
  useGdal();
  // The numbers of another CRS may match and mean another place.
  const bool isOnGrid =
      raster && raster->grid().matches(grid) &&
      (raster->grid().crs.empty() || grid.crs.empty() || sameCrs(raster->grid().crs, grid.crs));
  if (raster && !isOnGrid)
    raster = warpTo(std::move(raster), grid, Resampling::Nearest);
  return std::make_unique<MaskRaster>(grid, std::move(raster), drawable(grid, polygons, polygonCrs));
}

} // namespace prospectivity
