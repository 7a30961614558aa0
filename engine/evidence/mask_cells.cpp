#include "engine/evidence/mask_cells.h"

#include "engine/core/error.h"
#include "engine/evidence/warp_source.h"
#include "engine/raster/gdal_session.h"

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

} // namespace

MaskCells::MaskCells(const Grid& grid, std::unique_ptr<RasterSource> raster,
                     const std::vector<std::string>& polygons, const std::string& polygonCrs) {
  useGdal();
  if (raster)
    // The numbers of another CRS may match and mean another place.
    mRaster = raster->grid().matches(grid) && (raster->grid().crs.empty() || grid.crs.empty() ||
                                               sameCrs(raster->grid().crs, grid.crs))
                  ? std::move(raster)
                  : warpTo(std::move(raster), grid, Resampling::Nearest);
  if (polygons.empty())
    return;
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
  mPolygons = std::make_shared<const BurnedShapes>(grid, reader.take(), false);
}

std::vector<unsigned char> MaskCells::inside(const Window& window) {
  std::vector<unsigned char> cells(window.cells(), 1);
  if (mRaster) {
    std::vector<float> values(window.cells());
    mRaster->read({0}, window, values.data());
    for (std::size_t i = 0; i < cells.size(); ++i)
      cells[i] = values[i] > 0 ? 1 : 0;
  }
  if (mPolygons) {
    std::vector<float> drawn(window.cells(), 0);
    mPolygons->burn(window, drawn);
    for (std::size_t i = 0; i < cells.size(); ++i)
      cells[i] = cells[i] != 0 && drawn[i] != 0 ? 1 : 0;
  }
  return cells;
}

MaskCells MaskCells::clone() const {
  MaskCells copy;
  if (mRaster)
    copy.mRaster = mRaster->clone();
  copy.mPolygons = mPolygons;
  return copy;
}

namespace {

class MaskRaster : public RasterSource {
 public:
  MaskRaster(Grid grid, MaskCells cells) : mGrid(std::move(grid)), mCells(std::move(cells)) {}

  const Grid& grid() const override { return mGrid; }
  const std::vector<std::string>& bandNames() const override { return mBandNames; }
  std::string name() const override { return "the mask"; }
  Window naturalBlock() const override { return {0, 0, mGrid.columns, 1}; }

  void read(const std::vector<int>& bands, const Window& window, float* values) override {
    const std::vector<unsigned char> inside = mCells.inside(window);
    for (std::size_t band = 0; band < bands.size(); ++band)
      values = std::transform(inside.begin(), inside.end(), values, [](unsigned char cell) {
        return cell != 0 ? 1.0F : std::numeric_limits<float>::quiet_NaN();
      });
  }

  std::unique_ptr<RasterSource> clone() const override {
    return std::make_unique<MaskRaster>(mGrid, mCells.clone());
  }

 private:
  Grid mGrid;
  MaskCells mCells;
  std::vector<std::string> mBandNames{"mask"};
};

} // namespace

std::unique_ptr<RasterSource> maskRaster(const Grid& grid, std::unique_ptr<RasterSource> raster,
                                         const std::vector<std::string>& polygons,
                                         const std::string& polygonCrs) {
  return std::make_unique<MaskRaster>(grid, MaskCells(grid, std::move(raster), polygons, polygonCrs));
}

} // namespace prospectivity
