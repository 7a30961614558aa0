#include "processing/model/training_presets.h"

#include "engine/augment/registry.h"
#include "engine/train/training_folds.h"
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

/// The ids of what was chosen in a parameter; none where the algorithm lacks it.
std::vector<std::string> idsOf(const QgsProcessingAlgorithm& algorithm, const char* name,
                               const QVariantMap& parameters, QgsProcessingContext& context) {
  std::vector<std::string> ids;
  const QString parameter = QString::fromLatin1(name);
  if (const auto* choice = dynamic_cast<const ChoiceParameter*>(algorithm.parameterDefinition(parameter)))
    for (const int number : choice->numbersOf(parameters.value(parameter), context))
      ids.push_back(choice->choices()[static_cast<std::size_t>(number)].id);
  return ids;
}

/// Whether a call has a use for a parameter that presets set.
bool isUsed(const QString& name, const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
            QgsProcessingContext& context) {
  if (name == QLatin1String("K_NEIGHBORS")) {
    for (const char* methods : {"AUGMENTATION", "METHODS"})
      for (const std::string& id : idsOf(algorithm, methods, parameters, context))
        if (const Augmenter* augmenter = findAugmenter(id);
            augmenter != nullptr && augmenter->usesNeighbors())
          return true;
    return false;
  }
  const QString validation = QStringLiteral("VALIDATION");
  const auto* choice = dynamic_cast<const ChoiceParameter*>(algorithm.parameterDefinition(validation));
  if (choice == nullptr)
    return true;
  const auto method =
      static_cast<SplitMethod>(choice->numbersOf(parameters.value(validation), context).value(0));
  return name == QLatin1String("FOLDS") ? usesFolds(method) : usesRepeats(method);
}

Sentence listed(const QStringList& words) {
  QStringList first = words;
  const QString last = first.takeLast();
  if (first.isEmpty())
    return {"%1", last.toStdString()};
  return {"%1 and %2", first.join(QStringLiteral(", ")).toStdString(), last.toStdString()};
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
  QStringList unused;
  for (const auto& [name, value] : valuesOf(preset).parameters) {
    const QgsProcessingParameterDefinition* definition = algorithm.parameterDefinition(name);
    if (definition == nullptr)
      continue;
    const int given = QgsProcessingParameters::parameterAsInt(definition, parameters, context);
    const int usual = definition->defaultValue().toInt();
    if (!isUsed(name, algorithm, parameters, context)) {
      if (value != usual)
        unused << name;
    } else if (given != usual)
      kept << QStringLiteral("%1 %2").arg(name).arg(given);
    else if (value != usual) {
      result.insert(name, value);
      set << QStringLiteral("%1 %2").arg(name).arg(value);
    }
  }
  const QString title = presetTitle(algorithm, parameters, context).toLower();
  if (!set.isEmpty())
    progress.message({"PRESET %1 sets %2.", Sentence(title.toStdString()), listed(set)});
  if (!kept.isEmpty())
    progress.message({"PRESET %1 leaves what was chosen: %2.", Sentence(title.toStdString()), listed(kept)});
  if (!unused.isEmpty())
    progress.message({"PRESET %1 leaves %2 alone, which this VALIDATION or AUGMENTATION does not use.",
                      Sentence(title.toStdString()), listed(unused)});
  return result;
}

bool isQuickLook(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                 QgsProcessingContext& context) {
  return presetOf(algorithm, parameters, context) == Preset::QuickLook;
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
