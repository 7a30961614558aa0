#include "processing/model/training_presets.h"

#include "engine/train/training_recipe.h"
#include "processing/frame/choice_parameter.h"

#include <QStringList>
#include <qgsprocessingalgorithm.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingparameters.h>

#include <utility>
#include <vector>

namespace prospectivity {

namespace {

const QString presetName = QStringLiteral("PRESET");

struct PresetValues {
  std::vector<std::pair<QString, int>> parameters;
  int members;
};

const PresetValues& valuesOf(Preset preset) {
  const QString folds = QStringLiteral("FOLDS");
  const QString repeats = QStringLiteral("REPEATS");
  const QString neighbors = QStringLiteral("K_NEIGHBORS");
  // In the order of the choices. Presets leave the recipe of a network alone, which recipe_table decided, and
  // change how often it is fitted and judged. With few deposits the division is the chance that counts most,
  // and SMOTE needs more deposits in a training part than neighbours.
  static const PresetValues values[] = {{{}, defaultRecipe.members},
                                        {{{repeats, 20}, {neighbors, 3}}, 10},
                                        {{{folds, 3}, {repeats, 1}}, 1},
                                        {{{repeats, 10}}, 20}};
  return values[static_cast<int>(preset)];
}

Preset presetOf(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                QgsProcessingContext& context) {
  const auto* choice = dynamic_cast<const ChoiceParameter*>(algorithm.parameterDefinition(presetName));
  return choice == nullptr
             ? Preset::AsGiven
             : static_cast<Preset>(choice->numbersOf(parameters.value(presetName), context).value(0));
}

QString listed(const QStringList& words) {
  QStringList first = words;
  const QString last = first.takeLast();
  return first.isEmpty() ? last : first.join(QStringLiteral(", ")) + QStringLiteral(" and ") + last;
}

} // namespace

const Choices& presetChoices() {
  static const Choices choices{{"as-given", "As given"},
                               {"few-deposits", "Few deposits"},
                               {"quick-look", "Quick look"},
                               {"thorough", "Thorough"}};
  return choices;
}

QgsProcessingParameterDefinition* presetParameter() {
  return new ChoiceParameter(
      presetName, QStringLiteral("Preset, for numbers that are left at their defaults"), presetChoices(), 0);
}

QVariantMap withPreset(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                       QgsProcessingContext& context, const Progress& progress) {
  const Preset preset = presetOf(algorithm, parameters, context);
  QVariantMap result = parameters;
  QStringList set;
  QStringList kept;
  for (const auto& [name, value] : valuesOf(preset).parameters) {
    const QgsProcessingParameterDefinition* definition = algorithm.parameterDefinition(name);
    if (definition == nullptr)
      continue;
    const int given = QgsProcessingParameters::parameterAsInt(definition, parameters, context);
    const int usual = definition->defaultValue().toInt();
    if (given != usual)
      kept << QStringLiteral("%1 %2").arg(name).arg(given);
    else if (value != usual) {
      result.insert(name, value);
      set << QStringLiteral("%1 %2").arg(name).arg(value);
    }
  }
  const QString title = presetTitle(algorithm, parameters, context).toLower();
  if (!set.isEmpty())
    progress.message({"PRESET %1 sets %2.", title.toStdString(), listed(set).toStdString()});
  if (!kept.isEmpty())
    progress.message(
        {"PRESET %1 leaves what was chosen: %2.", title.toStdString(), listed(kept).toStdString()});
  return result;
}

int presetMembers(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                  QgsProcessingContext& context) {
  return valuesOf(presetOf(algorithm, parameters, context)).members;
}

QString presetTitle(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                    QgsProcessingContext& context) {
  const Preset preset = presetOf(algorithm, parameters, context);
  return preset == Preset::AsGiven
             ? QString()
             : QString::fromStdString(presetChoices()[static_cast<std::size_t>(preset)].title);
}

} // namespace prospectivity
