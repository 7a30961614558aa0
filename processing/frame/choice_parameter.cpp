#include "processing/frame/choice_parameter.h"

#include "engine/core/error.h"

#include <qgsprocessingcontext.h>
#include <qgsproperty.h>

#include <utility>

namespace prospectivity {

namespace {

QStringList titlesOf(const Choices& choices) {
  QStringList titles;
  for (const Choice& choice : choices)
    titles << QString::fromStdString(choice.title);
  return titles;
}

QVariantList variantsOf(const QList<int>& numbers) {
  QVariantList values;
  for (const int number : numbers)
    values << number;
  return values;
}

} // namespace

ChoiceParameter::ChoiceParameter(const QString& name, const QString& description, Choices choices,
                                 int defaultValue)
    : QgsProcessingParameterEnum(name, description, titlesOf(choices), false, defaultValue),
      mChoices(std::move(choices)) {}

ChoiceParameter::ChoiceParameter(const QString& name, const QString& description, Choices choices,
                                 const QList<int>& defaultValues)
    : QgsProcessingParameterEnum(name, description, titlesOf(choices), true, variantsOf(defaultValues), true),
      mChoices(std::move(choices)) {}

QList<int> ChoiceParameter::numbersOf(const QVariant& given, const QgsProcessingContext& context) const {
  QVariant value = given;
  if (value.canConvert<QgsProperty>())
    value = value.value<QgsProperty>().value(context.expressionContext(), defaultValue());
  if (!value.isValid() || value.isNull())
    value = defaultValue();
  // A title may hold a comma, so that a text is looked up whole before it is taken for a list.
  QStringList entries;
  const bool isList =
      value.userType() == QMetaType::QVariantList || value.userType() == QMetaType::QStringList;
  for (const QVariant& part : isList ? value.toList() : QVariantList{value}) {
    const QString text = part.toString(); // 2.0, as JSON gives numbers, is "2"
    if (allowMultiple() && !numberOf(mChoices, text.toStdString()))
      entries += text.split(QLatin1Char(','), Qt::SkipEmptyParts);
    else
      entries << text;
  }
  QList<int> numbers;
  for (const QString& entry : entries) {
    const std::optional<int> number = numberOf(mChoices, entry.toStdString());
    if (!number)
      throw Error("%1: '%2' is none of its choices; choose one of %3, or its number from 0 to %4.",
                  name().toStdString(), entry.trimmed().toStdString(), idsOf(mChoices), mChoices.size() - 1);
    numbers << *number;
  }
  return numbers;
}

bool ChoiceParameter::checkValueIsAcceptable(const QVariant& value, QgsProcessingContext*) const {
  if (value.canConvert<QgsProperty>())
    return true;
  try {
    const QgsProcessingContext none;
    numbersOf(value, none);
    return true;
  } catch (const Error&) {
    return false;
  }
}

QString ChoiceParameter::valueAsPythonString(const QVariant& value, QgsProcessingContext& context) const {
  if (!value.isValid() || value.canConvert<QgsProperty>() || !checkValueIsAcceptable(value, &context))
    return QgsProcessingParameterEnum::valueAsPythonString(value, context);
  QStringList numbers;
  for (const int number : numbersOf(value, context))
    numbers << QString::number(number);
  return allowMultiple() ? QStringLiteral("[%1]").arg(numbers.join(QLatin1Char(','))) : numbers.value(0);
}

} // namespace prospectivity
