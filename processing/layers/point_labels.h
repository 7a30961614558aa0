#pragma once

#include "engine/core/progress.h"
#include "engine/samples/label_coding.h"

#include <QStringList>
#include <qgsfields.h>

#include <optional>
#include <string>
#include <vector>

class QgsFeature;
class QgsFeatureIterator;

namespace prospectivity {

/// What the fields of a layer of points say of deposits.
class PointLabels {
 public:
  enum class Look {
    AllFields, ///< for likeLabels()
    LabelAlone ///< of large layers, while somebody waits
  };

  /// `features`: all of the layer, with the attributes that are looked at.
  PointLabels(const QgsFields& fields, QgsFeatureIterator features, const Progress& progress,
              Look look = Look::AllFields);

  /// Whether a field 'label' holds labels (LabelCoding). Else it is no label, and all points are of one kind.
  bool known() const { return mCoding.has_value(); }

  /// 1 for a deposit, 0 for a non-deposit; nothing for a point without a label. Where labels are known().
  std::optional<int> labelOf(const QgsFeature& feature) const;

  /// Whether a field 'origin' says that augmentation made the point, where nothing was found.
  bool isSynthetic(const QgsFeature& feature) const;

  /// What a field 'label' holds, in quotation marks, where that looks like labels and is not understood: a
  /// few values that many points share. Empty for any other field, such as one of names.
  QStringList notUnderstood() const;

  /// What a field 'label' holds, in quotation marks, where two words tell deposits from non-deposits and
  /// others stand beside them, as in "yes, no, unknown": whoever takes all points for one kind is wrong.
  QStringList partlyUnderstood() const;

  /// Names, in quotation marks, of fields that divide the points into two kinds as labels do; none of those
  /// that were not looked at.
  QStringList likeLabels() const;

  /// The same of fields whose two values are not understood, with these: "'class' ('ore', 'waste')". Each
  /// value has several points, and the name of the field or a value speaks of kinds of points, as "type" and
  /// "barren" do and a status or a commodity does not; fields that samples have for themselves are none of
  /// these.
  QStringList ofTwoKinds() const;

 private:
  /// What stands in a field, and at how many points.
  struct Value {
    std::string text;
    std::size_t points = 0;
  };

  QStringList labelTexts() const;
  std::vector<std::string> texts(int field) const;

  QgsFields mFields;
  std::vector<std::vector<Value>> mValues; ///< distinct ones of each field
  int mField = -1;
  int mOrigin = -1;
  std::size_t mPoints = 0;
  std::optional<LabelCoding> mCoding;
};

} // namespace prospectivity
