#pragma once

// First: QGIS ships an older json_fwd.hpp that clashes with the full header when it is seen before.
#include <nlohmann/json_fwd.hpp>
#include <qgsprocessingparameters.h>

namespace prospectivity {

/// A number whose range dialogs and the modeler hold to. A value outside of it, as scripts may give, is
/// refused by the engine or by the algorithm that takes it, whose sentence says what would do; QGIS would
/// call it incorrect and no more.
class NumberParameter : public QgsProcessingParameterNumber {
 public:
  using QgsProcessingParameterNumber::QgsProcessingParameterNumber;

  bool checkValueIsAcceptable(const QVariant& value, QgsProcessingContext* context = nullptr) const override;
  QgsProcessingParameterDefinition* clone() const override { return new NumberParameter(*this); }
};

/// For a number that QGIS itself holds to its range: says which that is, before QGIS says "incorrect" alone.
/// Throws Error that names the parameter, the value and the range. What is no plain number passes.
void checkRange(const QgsProcessingParameterNumber& parameter, const QVariant& value);

} // namespace prospectivity
