#include "engine/evidence/mask_cells.h"

#include "engine/core/error.h"
#include "engine/evidence/warp_source.h"
#include "engine/raster/gdal_session.h"

#include <ogr_geometry.h>
#include <ogr_spatialref.h>

#include <utility>

namespace prospectivity {

namespace {

/// A polygon, as WKB, in the CRS of the grid.
std::string onGrid(const std::string& wkb, OGRCoordinateTransformation& transformation) {
  OGRGeometry* geometry = nullptr;
  if (OGRGeometryFactory::createFromWkb(wkb.data(), nullptr, &geometry, wkb.size()) != OGRERR_NONE)
    throw Error("MASK has a polygon that cannot be read: repair the layer with Fix geometries first.");
  const std::unique_ptr<OGRGeometry> polygon(geometry);
  if (polygon->transform(&transformation) != OGRERR_NONE)
    throw Error(
        "MASK has a polygon that cannot be brought to the CRS of the stack: check the CRS of the mask.");
  std::string result(polygon->WkbSize(), '\0');
  polygon->exportToWkb(wkbNDR, reinterpret_cast<unsigned char*>(result.data()));
  return result;
}

} // namespace

MaskCells::MaskCells(const Grid& grid, std::unique_ptr<RasterSource> raster,
                     const std::vector<std::string>& polygons, const std::string& polygonCrs)
    : mGrid(grid) {
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
      throw Error("MASK: the polygons cannot be brought to " + crsName(grid.crs) +
                  ": set the CRS of the mask layer.");
  }
  ShapeReader reader("MASK", grid.crs);
  for (const std::string& wkb : polygons)
    reader.add(transformation ? onGrid(wkb, *transformation) : wkb, 1);
  mPolygons = std::make_unique<BurnedShapes>(grid, reader.take(), false);
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

} // namespace prospectivity
