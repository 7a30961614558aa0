#pragma once

#include "engine/core/feature_description.h"
#include "engine/core/progress.h"

#include <QString>
#include <QVariant>

#include <map>
#include <optional>
#include <string>

class QgsProcessingFeatureSource;

namespace prospectivity {

/// What the values of a field are as evidence: numbers that measure something, or classes.
struct FieldMeaning {
  FeatureKind kind = FeatureKind::Quantity; ///< Unknown: whole numbers that may as well be codes
  std::map<QString, double> codes = {};     ///< what stands for each value; none: each number for itself
  std::map<double, std::string> names = {}; ///< of the classes

  /// What a value becomes in the cells; nothing where there is none.
  std::optional<double> numberOf(const QVariant& value) const;
};

/// Looks at the field in all features. Classes are texts, and numbers that have names in the properties of
/// the layer (a value map) or are shared by features and have more digits than the cells of a raster hold, so
/// that different ones would be one. Texts are numbered from 1 in the order of their letters, such numbers in
/// their own order; those that cells hold stay. What is made of the field, and what it may be, is told.
/// Throws Error for a field of too many texts, and for one whose texts are measurements.
FieldMeaning meaningOf(const QgsProcessingFeatureSource& source, int field, const QString& layer,
                       const Progress& progress);

} // namespace prospectivity
