#include "engine/core/measured_values.h"

#include "engine/core/for_reader.h"
#include "engine/core/layer_transform.h"

namespace prospectivity {

std::string MeasuredValues::scale() const {
  return unit + (unit.empty() || done.empty() ? "" : ", ") + done;
}

std::string MeasuredValues::behindNumber() const {
  if (done.empty())
    return unit;
  if (!areInUnit)
    return "(" + scale() + ")";
  return unit + (unit.empty() ? "(" : " (") + done + ")";
}

MeasuredValues measuredValues(const FeatureDescription& description) {
  MeasuredValues result;
  result.unit = description.unit;
  const std::optional<LayerTransform> read = LayerTransform::read(description.transform);
  if (!read && !description.transform.empty()) { // of a later version
    result.done = description.transform;
    result.areInUnit = false;
    return result;
  }
  const LayerTransform transform = read.value_or(LayerTransform());
  result.done = forReader(transform.sentence());
  const std::string bounds = forReader(transform.firstBounds().sentence());
  if (description.kind != FeatureKind::Codes && description.kind != FeatureKind::Indicator)
    result.log = transform.logScale();
  if (result.log)
    result.done = bounds;
  result.areInUnit = result.done == bounds;
  return result;
}

} // namespace prospectivity
