#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

namespace prospectivity {

/// Quantity: something measured or computed. Codes: whole numbers that stand for classes. Indicator: 1 where
/// a categorical layer is of one class, else 0; such a feature is named layer=class.
enum class FeatureKind { Unknown, Quantity, Codes, Indicator };

/// What is known of an evidence feature beside its name. It goes with the values from the stack (tags of a
/// band) through the samples (fields) into the model. Plain data; every part may be unknown.
struct FeatureDescription {
  FeatureKind kind = FeatureKind::Unknown;
  std::string unit;      ///< of the values before any transform, such as "ppm"; empty: unknown or none
  std::string transform; ///< what was done to the values, as LayerTransform::text(); empty: nobody knows
  /// What the classes of codes are called, as far as they have names; none of other kinds. The codes are
  /// float32 numbers, as the cells of a stack.
  std::map<double, std::string> classes = {};
  /// The names of the rare classes that are one, "other", in codes or as an indicator; a class without a name
  /// is called by its code. Empty: none are, or nobody knows.
  std::set<std::string> joined = {};

  /// Kind and unit as one text, such as "quantity in ppm", "codes" or "indicator"; empty for an unknown kind.
  std::string nature() const;
  /// Takes kind and unit from a text of nature(); false, with nothing changed, where it is none.
  bool setNature(const std::string& text);

  /// The names of the classes and those that are joined as one text, such as "1=granite; 2=other; +=slate;
  /// +=chert"; empty without names.
  std::string classText() const;
  /// Takes classes and joined ones from a text of classText(); false, with nothing changed, where it is none.
  bool setClasses(const std::string& text);
  /// What a value is called: the name of its class, else an empty text.
  std::string className(double value) const;

  /// What stands behind a feature's name on an axis or in a table: unit and transform in words, such as
  /// "ppm, logarithm", in the language of the reader; empty where there is neither.
  std::string scaleInWords() const;
};

/// A description of each of so many features from their transforms; none where there are no transforms.
std::vector<FeatureDescription> describedByTransforms(const std::vector<std::string>& transforms);

/// A unit as it is kept: without blanks around it; empty for one that holds a separator of records (";", "=",
/// quotation marks), which is no unit.
std::string plainUnit(const std::string& unit);

} // namespace prospectivity
