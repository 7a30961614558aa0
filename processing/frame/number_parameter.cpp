#include "processing/frame/number_parameter.h"

#include "engine/core/error.h"
#include "engine/core/number_text.h"

#include <limits>
#include <string>

namespace prospectivity {

bool NumberParameter::checkValueIsAcceptable(const QVariant& value, QgsProcessingContext* context) const {
  QgsProcessingParameterNumber unbounded(*this);
  unbounded.setMinimum(std::numeric_limits<double>::lowest());
  unbounded.setMaximum(std::numeric_limits<double>::max());
  return unbounded.checkValueIsAcceptable(value, context);
}

void checkRange(const QgsProcessingParameterNumber& parameter, const QVariant& value) {
  bool isNumber = false;
  const double number = value.toDouble(&isNumber);
  if (value.isNull() || !isNumber || (number >= parameter.minimum() && number <= parameter.maximum()) ||
      dynamic_cast<const NumberParameter*>(&parameter) != nullptr)
    return;
  const std::string least = numberText(parameter.minimum());
  const Sentence range = parameter.maximum() < std::numeric_limits<double>::max()
                             ? Sentence("from %1 to %2", least, numberText(parameter.maximum()))
                             : Sentence("at least %1", least);
  const double usual =
      parameter.defaultValue().isValid() ? parameter.defaultValue().toDouble() : parameter.minimum();
  throw Error("%1 is %2, but must be %3: choose a number such as %4.", parameter.name().toStdString(),
              numberText(number), range, numberText(usual));
}

} // namespace prospectivity
