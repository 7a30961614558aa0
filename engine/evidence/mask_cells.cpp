#include "engine/evidence/mask_cells.h"

#include "engine/core/error.h"
#include "engine/evidence/warp_source.h"
#include "engine/raster/gdal_session.h"

#include <gdal_alg.h>
#include <gdal_priv.h>
#include <ogr_geometry.h>
#include <ogr_spatialref.h>

#include <utility>

namespace prospectivity {

struct MaskCells::Polygons {
  std::vector<std::unique_ptr<OGRGeometry>> shapes;
};

namespace {

std::unique_ptr<OGRGeometry> geometryOf(const std::string& wkb, OGRCoordinateTransformation* transformation) {
  OGRGeometry* geometry = nullptr;
  if (OGRGeometryFactory::createFromWkb(wkb.data(), nullptr, &geometry, wkb.size()) != OGRERR_NONE)
    throw Error("MASK has a polygon that cannot be read: repair the layer with Fix geometries first.");
  std::unique_ptr<OGRGeometry> result(geometry);
  if (transformation != nullptr && result->transform(transformation) != OGRERR_NONE)
    throw Error(
        "MASK has a polygon that cannot be brought to the CRS of the stack: check the CRS of the mask.");
  return result;
}

} // namespace

MaskCells::MaskCells(const Grid& grid, std::unique_ptr<RasterSource> raster,
                     const std::vector<std::string>& polygons, const std::string& polygonCrs)
    : mGrid(grid) {
  useGdal();
  if (raster)
    mRaster = raster->grid().matches(grid) ? std::move(raster)
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
  mPolygons = std::make_unique<Polygons>();
  for (const std::string& wkb : polygons)
    mPolygons->shapes.push_back(geometryOf(wkb, transformation.get()));
}

MaskCells::~MaskCells() = default;

std::vector<unsigned char> MaskCells::inside(const Window& window) {
  std::vector<unsigned char> cells(window.cells(), 1);
  if (mRaster) {
    std::vector<float> values(window.cells());
    mRaster->read({0}, window, values.data());
    for (std::size_t i = 0; i < cells.size(); ++i)
      cells[i] = values[i] > 0 ? 1 : 0;
  }
  if (mPolygons) {
    const GdalErrors errors;
    GDALDriver* memory = GetGDALDriverManager()->GetDriverByName("MEM");
    GDALDataset* drawn = memory->Create("", window.columns, window.rows, 1, GDT_Byte, nullptr);
    std::array<double, 6> transform = mGrid.transform;
    transform[0] += window.column * transform[1] + window.row * transform[2];
    transform[3] += window.column * transform[4] + window.row * transform[5];
    drawn->SetGeoTransform(transform.data());
    std::vector<OGRGeometryH> shapes;
    for (const auto& shape : mPolygons->shapes)
      shapes.push_back(OGRGeometry::ToHandle(shape.get()));
    const std::vector<double> burn(shapes.size(), 1.0);
    int band = 1;
    std::vector<unsigned char> polygons(window.cells());
    const bool ok =
        GDALRasterizeGeometries(drawn, 1, &band, static_cast<int>(shapes.size()), shapes.data(), nullptr,
                                nullptr, burn.data(), nullptr, nullptr, nullptr) == CE_None &&
        drawn->GetRasterBand(1)->RasterIO(GF_Read, 0, 0, window.columns, window.rows, polygons.data(),
                                          window.columns, window.rows, GDT_Byte, 0, 0, nullptr) == CE_None;
    GDALClose(drawn);
    if (!ok)
      throw Error("MASK: the polygons cannot be drawn on the grid of the stack: repair the layer with Fix "
                  "geometries first.");
    for (std::size_t i = 0; i < cells.size(); ++i)
      cells[i] = cells[i] != 0 && polygons[i] != 0 ? 1 : 0;
  }
  return cells;
}

} // namespace prospectivity
