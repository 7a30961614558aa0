#include "engine/augment/point_blocks.h"

#include "engine/augment/distance_scan.h"
#include "engine/augment/spatial_order.h"

#include <algorithm>
#include <limits>

namespace prospectivity {

PointBlocks::PointBlocks(const FloatMatrix& points)
    : order(spatialOrder(points, scanPoints)), count((order.size() + scanPoints - 1) / scanPoints),
      stride(static_cast<std::size_t>(points.cols() + 1) * scanPoints), blocks(count * stride, 0.0F) {
  for (std::size_t place = 0; place < count * scanPoints; ++place) {
    float* to = blocks.data() + place / scanPoints * stride + place % scanPoints;
    float square = std::numeric_limits<float>::infinity(); // of what fills up the last block
    if (place < order.size()) {
      const auto point = points.row(static_cast<Eigen::Index>(order[place]));
      for (Eigen::Index d = 0; d < points.cols(); ++d)
        to[d * scanPoints] = point(d);
      square = point.squaredNorm();
      largestSquare = std::max(largestSquare, static_cast<double>(square));
    }
    to[points.cols() * scanPoints] = square;
  }
}

} // namespace prospectivity
