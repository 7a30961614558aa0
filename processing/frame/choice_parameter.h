#pragma once

#include "engine/core/choices.h"

// First: QGIS ships an older json_fwd.hpp that clashes with the full header when it is seen before.
#include <QList>
#include <QString>
#include <nlohmann/json_fwd.hpp>
#include <qgsprocessingparameters.h>

namespace prospectivity {

/// A parameter that is one entry of a table of choices, or several. For QGIS it is an enumeration as any
/// other: dialogs and saved calls hold numbers. Calls may give ids as well ("smote"; several: "none,smote" or
/// a list).
class ChoiceParameter : public QgsProcessingParameterEnum {
 public:
  /// `defaultValue`: numbers.
  ChoiceParameter(const QString& name, const QString& description, Choices choices, int defaultValue);
  ChoiceParameter(const QString& name, const QString& description, Choices choices,
                  const QList<int>& defaultValues);

  const Choices& choices() const { return mChoices; }

  /// The numbers that a value stands for, the default's when it is not given. Throws Error that names the
  /// parameter, the entry that is unknown, and the ids.
  QList<int> numbersOf(const QVariant& value, const QgsProcessingContext& context) const;

  bool checkValueIsAcceptable(const QVariant& value, QgsProcessingContext* context = nullptr) const override;
  QString valueAsPythonString(const QVariant& value, QgsProcessingContext& context) const override;
  QgsProcessingParameterDefinition* clone() const override { return new ChoiceParameter(*this); }

 private:
  Choices mChoices;
};

} // namespace prospectivity
