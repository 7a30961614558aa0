#include "engine/evidence/burn_shapes.h"

#include "engine/core/error.h"
#include "engine/raster/crs_units.h"
#include "engine/raster/gdal_session.h"
#include "engine/raster/raster_walk.h"
#include "engine/raster/shard.h"

#include <gdal_alg.h>
#include <gdal_priv.h>
#include <ogr_geometry.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

namespace prospectivity {

namespace {

constexpr int tileSide = 512;
constexpr double margin = 2; ///< cells around a tile that shapes are cut to

using Path = std::vector<Point>;

/// From coordinates of the CRS to columns and rows counted from a tile's corner.
class ToCells {
 public:
  ToCells(const Grid& grid, const Tile& tile) : mGrid(grid), mTile(tile) {
    const auto& t = grid.transform;
    mDeterminant = t[1] * t[5] - t[2] * t[4];
  }
  Point operator()(const Point& point) const {
    const auto& t = mGrid.transform;
    const double dx = point.x - t[0];
    const double dy = point.y - t[3];
    return {(dx * t[5] - dy * t[2]) / mDeterminant - mTile.column,
            (dy * t[1] - dx * t[4]) / mDeterminant - mTile.row};
  }

 private:
  const Grid& mGrid;
  const Tile& mTile;
  double mDeterminant;
};

/// A ring cut at one side of a box (Sutherland & Hodgman 1974): GDAL's filling takes time in proportion to
/// edges times rows, whether the edges are near or not.
Path cut(const Path& ring, double Point::*axis, double limit, bool below) {
  const auto keeps = [&](const Point& point) { return below ? point.*axis <= limit : point.*axis >= limit; };
  Path result;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point& a = ring[i];
    const Point& b = ring[(i + 1) % ring.size()];
    if (keeps(a))
      result.push_back(a);
    if (keeps(a) == keeps(b))
      continue;
    const double t = (limit - a.*axis) / (b.*axis - a.*axis);
    Point crossing{a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)};
    crossing.*axis = limit;
    result.push_back(crossing);
  }
  return result;
}

Path cutToTile(Path ring, const Tile& tile) {
  ring.pop_back(); // its first vertex again
  ring = cut(ring, &Point::x, -margin, false);
  ring = cut(ring, &Point::x, tile.columns + margin, true);
  ring = cut(ring, &Point::y, -margin, false);
  ring = cut(ring, &Point::y, tile.rows + margin, true);
  return ring;
}

std::unique_ptr<OGRGeometry> drawn(const Shape& shape, double shift, const ToCells& toCells,
                                   const Tile& tile) {
  const auto fill = [](OGRSimpleCurve& curve, const Path& path) {
    curve.setNumPoints(static_cast<int>(path.size()));
    for (std::size_t i = 0; i < path.size(); ++i)
      curve.setPoint(static_cast<int>(i), path[i].x, path[i].y);
  };
  auto polygon = std::make_unique<OGRPolygon>();
  for (Path path : shape.paths) {
    for (Point& vertex : path)
      vertex = toCells({vertex.x + shift, vertex.y});
    if (shape.kind == Shape::Kind::Point)
      return std::make_unique<OGRPoint>(path.front().x, path.front().y);
    if (shape.kind == Shape::Kind::Line) {
      auto line = std::make_unique<OGRLineString>();
      fill(*line, path);
      return line;
    }
    const Path ring = cutToTile(std::move(path), tile);
    if (ring.empty())
      continue;
    auto closed = std::make_unique<OGRLinearRing>();
    fill(*closed, ring);
    closed->closeRings();
    polygon->addRingDirectly(closed.release());
  }
  return polygon;
}

/// Shapes are given in cells of the tile already.
int keepCoordinates(void*, int, int count, double*, double*, double*, int* success) {
  std::fill(success, success + count, 1);
  return 1;
}

/// A picture of one tile that shapes are drawn into in turn.
class Canvas {
 public:
  Canvas(const Tile& tile, std::vector<float>& values) : mTile(tile), mValues(values) {
    GDALDriver* memory = GetGDALDriverManager()->GetDriverByName("MEM");
    mDataset.reset(memory->Create("", tile.columns, tile.rows, 1, GDT_Float32, nullptr));
    if (!mDataset)
      throw Error("There is not enough memory to draw the shapes on the grid; close other programs.");
    exchange(GF_Write);
  }

  void add(std::unique_ptr<OGRGeometry> shape, double value, bool touched) {
    if (touched != mTouched)
      flush();
    mTouched = touched;
    mHandles.push_back(OGRGeometry::ToHandle(shape.get()));
    mShapes.push_back(std::move(shape));
    mBurn.push_back(value);
  }

  void finish() {
    flush();
    exchange(GF_Read);
  }

 private:
  void flush() {
    if (mShapes.empty())
      return;
    char touched[] = "ALL_TOUCHED=TRUE";
    char* options[] = {mTouched ? touched : nullptr, nullptr};
    int band = 1;
    check(GDALRasterizeGeometries(mDataset.get(), 1, &band, static_cast<int>(mShapes.size()), mHandles.data(),
                                  keepCoordinates, nullptr, mBurn.data(), options, nullptr, nullptr));
    mShapes.clear();
    mHandles.clear();
    mBurn.clear();
  }

  void exchange(GDALRWFlag direction) {
    check(mDataset->GetRasterBand(1)->RasterIO(direction, 0, 0, mTile.columns, mTile.rows, mValues.data(),
                                               mTile.columns, mTile.rows, GDT_Float32, 0, 0, nullptr));
  }

  void check(CPLErr outcome) const {
    if (outcome == CE_None)
      return;
    mErrors.checkMemory();
    throw Error("GDAL cannot draw the shapes on the grid (%1): repair the layer with Fix geometries first.",
                mErrors.last());
  }

  GdalErrors mErrors;
  const Tile& mTile;
  std::vector<float>& mValues;
  GDALDatasetUniquePtr mDataset;
  std::vector<std::unique_ptr<OGRGeometry>> mShapes;
  std::vector<OGRGeometryH> mHandles;
  std::vector<double> mBurn;
  bool mTouched = false;
};

} // namespace

BurnedShapes::BurnedShapes(const Grid& grid, std::vector<Shape> shapes, bool allTouched)
    : mGrid(grid), mAllTouched(allTouched), mShapes(std::move(shapes)) {
  useGdal();
  const CrsUnits units = unitsOf(grid.crs);
  if (units.geographic)
    mTurn = 2 * M_PI / units.radians;
  for (const Shape& shape : mShapes) {
    Box box{shape.paths.front().front(), shape.paths.front().front()};
    for (const Point& vertex : shape.paths.front()) { // holes lie inside
      box.low = {std::min(box.low.x, vertex.x), std::min(box.low.y, vertex.y)};
      box.high = {std::max(box.high.x, vertex.x), std::max(box.high.y, vertex.y)};
    }
    mBoxes.push_back(box);
  }
}

void BurnedShapes::burn(const Tile& tile, std::vector<float>& values) const {
  constexpr double infinite = std::numeric_limits<double>::infinity();
  Box view{{infinite, infinite}, {-infinite, -infinite}};
  for (const int column : {tile.column - 1, tile.column + tile.columns})
    for (const int row : {tile.row - 1, tile.row + tile.rows}) {
      const Point corner = mGrid.center(column, row);
      view.low = {std::min(view.low.x, corner.x), std::min(view.low.y, corner.y)};
      view.high = {std::max(view.high.x, corner.x), std::max(view.high.y, corner.y)};
    }
  const ToCells toCells(mGrid, tile);
  std::unique_ptr<Canvas> canvas;
  for (std::size_t i = 0; i < mShapes.size(); ++i) {
    const Shape& shape = mShapes[i];
    const Box& box = mBoxes[i];
    if (box.low.y > view.high.y || box.high.y < view.low.y)
      continue;
    const int first = mTurn > 0 ? static_cast<int>(std::ceil((view.low.x - box.high.x) / mTurn)) : 0;
    const int last = mTurn > 0 ? static_cast<int>(std::floor((view.high.x - box.low.x) / mTurn)) : 0;
    for (int turns = first; turns <= last; ++turns) {
      const double shift = turns * mTurn;
      if (box.low.x + shift > view.high.x || box.high.x + shift < view.low.x)
        continue;
      std::unique_ptr<OGRGeometry> geometry = drawn(shape, shift, toCells, tile);
      if (geometry->IsEmpty() != 0)
        continue;
      if (!canvas)
        canvas = std::make_unique<Canvas>(tile, values);
      canvas->add(std::move(geometry), shape.value, shape.kind != Shape::Kind::Polygon || mAllTouched);
    }
  }
  if (canvas)
    canvas->finish();
}

std::size_t writeBurned(const Grid& grid, std::vector<Shape> shapes, float background, bool allTouched,
                        RasterSink& sink, const Progress& progress, const Tile& part) {
  const Tile cells = part.cells() > 0 ? part : Tile{0, 0, grid.columns, grid.rows};
  const BurnedShapes burned(grid, std::move(shapes), allTouched);
  const Tiles tiles(grid, tileSide, tileSide);
  std::size_t covered = 0;
  std::size_t done = 0;
  std::vector<float> values;
  for (std::size_t number = 0; number < tiles.count(); ++number) {
    // Drawn whole, wherever the part begins: how a shape is cut to a tile is rounded.
    Tile tile = tiles[number];
    if (sharedCells(cells, tile).cells() == 0)
      continue;
    progress.check();
    values.assign(tile.cells(), background);
    burned.burn(tile, values);
    cutToPart(cells, tile, values);
    covered += static_cast<std::size_t>(std::count_if(values.begin(), values.end(), [=](float value) {
      return std::isnan(background) ? !std::isnan(value) : value != background;
    }));
    sink.write(tile, values.data());
    done += tile.cells();
    progress.fraction(static_cast<double>(done) / static_cast<double>(cells.cells()));
  }
  return covered;
}

} // namespace prospectivity
