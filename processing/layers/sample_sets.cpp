#include "processing/layers/sample_sets.h"

#include "engine/core/error.h"
#include "engine/samples/negative_sets.h"
#include "processing/releases/enumerations.h"

#include <qgsprocessingparameters.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <set>

namespace prospectivity {

const QString setName = QStringLiteral("SET");

namespace {

/// The number of a set, 0 for all of them; nothing for a text that is neither.
std::optional<int> setIn(const std::string& text) {
  if (text.empty())
    return 0;
  bool isNumber = false;
  const double number = QString::fromStdString(text).toDouble(&isNumber);
  if (!isNumber || number < 0 || number > std::numeric_limits<int>::max() || number != std::floor(number))
    return std::nullopt;
  return static_cast<int>(number);
}

} // namespace

std::vector<int> setsFromField(const SampleTable& table, const std::vector<std::string>& texts, bool labelled,
                               const QString& parameter, const Progress& progress) {
  std::vector<int> sets;
  std::set<int> numbers;
  for (std::size_t row = 0; row < texts.size(); ++row) {
    const std::optional<int> set = setIn(texts[row]);
    const bool isDeposit = labelled && table.isObserved(row) && table.labels[row] == 1;
    if (!set || (isDeposit && *set > 0)) {
      progress.warning(
          QStringLiteral("%1: the field 'set' holds '%2'%3; it is passed over, and the samples are taken as "
                         "one set.")
              .arg(parameter, QString::fromStdString(texts[row]),
                   set ? QStringLiteral(" for a deposit, while deposits belong to every set of non-deposits")
                       : QStringLiteral(", which is no number of a set of non-deposits"))
              .toStdString());
      return {};
    }
    sets.push_back(*set);
    if (*set > 0)
      numbers.insert(*set);
  }
  return numbers.size() > 1 ? sets : std::vector<int>();
}

QgsProcessingParameterDefinition* setParameter() {
  return new QgsProcessingParameterNumber(
      setName, QStringLiteral("Samples: set of non-deposits to use, where there are several (field 'set')"),
      Qgis::ProcessingNumberParameterType::Integer, 1, false, 1);
}

SampleTable samplesOfSet(SampleTable table, int set, const QString& parameter, bool needBothClasses) {
  const std::vector<int> sets = setsOf(table);
  if (sets.empty()) {
    if (set == 1)
      return table;
    throw Error("SET: the samples of " + parameter.toStdString() +
                " are one set of non-deposits, and there is no set " + std::to_string(set) +
                "; leave SET at 1, or make samples with more SETS.");
  }
  if (std::find(sets.begin(), sets.end(), set) == sets.end()) {
    const bool isRow = sets.back() - sets.front() + 1 == static_cast<int>(sets.size());
    std::string known;
    for (const int number : sets)
      known += (known.empty() ? "" : ", ") + std::to_string(number);
    throw Error("SET: the samples of " + parameter.toStdString() + " hold " + std::to_string(sets.size()) +
                " sets of non-deposits, and there is no set " + std::to_string(set) + "; choose one of " +
                (isRow ? std::to_string(sets.front()) + " to " + std::to_string(sets.back()) : known) + ".");
  }
  SampleTable one = tableOfSet(table, set);
  if (needBothClasses && one.count(0) < 2)
    throw Error("SET: set " + std::to_string(set) + " of " + parameter.toStdString() + " has " +
                std::to_string(one.count(0)) +
                " usable non-deposit(s), and at least 2 are needed; choose another set.");
  return one;
}

} // namespace prospectivity
