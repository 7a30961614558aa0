#include "processing/frame/number_parameter.h"

#include <limits>

namespace prospectivity {

bool NumberParameter::checkValueIsAcceptable(const QVariant& value, QgsProcessingContext* context) const {
  QgsProcessingParameterNumber unbounded(*this);
  unbounded.setMinimum(std::numeric_limits<double>::lowest());
  unbounded.setMaximum(std::numeric_limits<double>::max());
  return unbounded.checkValueIsAcceptable(value, context);
}

} // namespace prospectivity
