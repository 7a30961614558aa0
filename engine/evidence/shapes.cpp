#include "engine/evidence/shapes.h"

#include "engine/core/error.h"
#include "engine/raster/crs_units.h"
#include "engine/raster/gdal_session.h"

#include <ogr_geometry.h>

#include <algorithm>
#include <cmath>
#include <memory>

namespace prospectivity {

namespace {

std::vector<Point> verticesOf(const OGRSimpleCurve& curve) {
  std::vector<Point> vertices;
  vertices.reserve(static_cast<std::size_t>(curve.getNumPoints()));
  for (int i = 0; i < curve.getNumPoints(); ++i)
    vertices.push_back({curve.getX(i), curve.getY(i)});
  return vertices;
}

/// The simple parts of a geometry without curves.
void split(const OGRGeometry& geometry, std::vector<Shape>& shapes) {
  if (geometry.IsEmpty() != 0)
    return;
  const OGRwkbGeometryType type = wkbFlatten(geometry.getGeometryType());
  Shape shape;
  if (type == wkbPoint) {
    const OGRPoint& point = *geometry.toPoint();
    shape.paths = {{{point.getX(), point.getY()}}};
  } else if (type == wkbLineString || type == wkbLinearRing) {
    shape.kind = Shape::Kind::Line;
    shape.paths = {verticesOf(*geometry.toLineString())};
  } else if (OGR_GT_IsSubClassOf(type, wkbPolygon) != 0) {
    shape.kind = Shape::Kind::Polygon;
    for (const OGRLinearRing* ring : *geometry.toPolygon())
      if (ring->IsEmpty() == 0)
        shape.paths.push_back(verticesOf(*ring));
  } else if (OGR_GT_IsSubClassOf(type, wkbGeometryCollection) != 0) {
    for (const OGRGeometry* part : *geometry.toGeometryCollection())
      split(*part, shapes);
    return;
  } else if (OGR_GT_IsSubClassOf(type, wkbPolyhedralSurface) != 0) {
    for (const OGRPolygon* face : *geometry.toPolyhedralSurface())
      split(*face, shapes);
    return;
  } else {
    return;
  }
  if (shape.kind == Shape::Kind::Polygon)
    for (std::vector<Point>& ring : shape.paths)
      if (ring.front().x != ring.back().x || ring.front().y != ring.back().y)
        ring.push_back(ring.front());
  shapes.push_back(std::move(shape));
}

/// The shorter way round for every edge of more than half and less than a whole turn.
std::vector<Point> runningOn(const std::vector<Point>& path, double turn) {
  std::vector<Point> result = path;
  double offset = 0;
  for (std::size_t i = 1; i < path.size(); ++i) {
    const double step = path[i].x - path[i - 1].x;
    if (std::abs(step) > turn / 2 && std::abs(step) < turn * (1 - 1e-9))
      offset += step > 0 ? -turn : turn;
    result[i].x += offset;
  }
  return result;
}

/// A ring that comes back to its start a whole turn on has the pole inside that is nearer to it: it goes
/// there and back on the same meridian.
void closeAroundPole(std::vector<Point>& ring, double pole) {
  double sum = 0;
  for (const Point& vertex : ring)
    sum += vertex.y;
  const double latitude = std::copysign(pole, sum);
  ring.push_back({ring.back().x, latitude});
  ring.push_back({ring.front().x, latitude});
  ring.push_back(ring.front());
}

/// Brings every hole to the longitudes of the outer ring.
void alignHoles(Shape& shape, double turn) {
  const auto middle = [](const std::vector<Point>& ring) {
    const auto [low, high] = std::minmax_element(ring.begin(), ring.end(),
                                                 [](const Point& a, const Point& b) { return a.x < b.x; });
    return (low->x + high->x) / 2;
  };
  const double outer = middle(shape.paths.front());
  for (std::size_t i = 1; i < shape.paths.size(); ++i) {
    const double shift = turn * std::round((outer - middle(shape.paths[i])) / turn);
    for (Point& vertex : shape.paths[i])
      vertex.x += shift;
  }
}

} // namespace

ShapeReader::ShapeReader(SentenceValue layer, const std::string& crs) : mLayer(std::move(layer)) {
  useGdal();
  const CrsUnits units = unitsOf(crs);
  if (units.geographic)
    mTurn = 2 * M_PI / units.radians;
}

void ShapeReader::add(const std::string& wkb, double value) {
  OGRGeometry* raw = nullptr;
  if (OGRGeometryFactory::createFromWkb(wkb.data(), nullptr, &raw, wkb.size()) != OGRERR_NONE)
    throw Error(
        "The layer '%1' has a geometry that cannot be read: repair the layer with Fix geometries first.",
        mLayer);
  std::unique_ptr<OGRGeometry> geometry(raw);
  if (geometry->hasCurveGeometry() != 0)
    geometry.reset(geometry->getLinearGeometry());
  std::vector<Shape> shapes;
  split(*geometry, shapes);
  for (Shape& shape : shapes) {
    shape.value = value;
    push(std::move(shape));
  }
}

void ShapeReader::push(Shape shape) {
  for (const std::vector<Point>& path : shape.paths)
    for (const Point& vertex : path)
      if (!std::isfinite(vertex.x) || !std::isfinite(vertex.y))
        throw Error("The layer '%1' has a coordinate that is not a number: remove that feature first.",
                    mLayer);
  if (mTurn > 0)
    for (std::vector<Point>& path : shape.paths) {
      path = runningOn(path, mTurn);
      if (shape.kind == Shape::Kind::Polygon && std::abs(path.front().x - path.back().x) > mTurn / 2)
        closeAroundPole(path, mTurn / 4);
    }
  if (mTurn > 0 && shape.kind == Shape::Kind::Polygon)
    alignHoles(shape, mTurn);
  mShapes.push_back(std::move(shape));
}

std::size_t ShapeReader::count(Shape::Kind kind) const {
  return static_cast<std::size_t>(std::count_if(mShapes.begin(), mShapes.end(),
                                                [kind](const Shape& shape) { return shape.kind == kind; }));
}

} // namespace prospectivity
