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
      progress.warning({"%1: the field 'set' holds '%2'%3; it is passed over, and the samples are taken as "
                        "one set.",
                        parameter.toStdString(), texts[row],
                        set ? Sentence(" for a deposit, while deposits belong to every set of non-deposits")
                            : Sentence(", which is no number of a set of non-deposits")});
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
    throw Error("SET: the samples of %1 are one set of non-deposits, and there is no set %2; leave SET at 1, "
                "or make samples with more SETS.",
                parameter.toStdString(), set);
  }
  if (std::find(sets.begin(), sets.end(), set) == sets.end()) {
    const bool isRow = sets.back() - sets.front() + 1 == static_cast<int>(sets.size());
    std::string known;
    for (const int number : sets)
      known += (known.empty() ? "" : ", ") + std::to_string(number);
    throw Error(
        "SET: the samples of %1 hold %2 sets of non-deposits, and there is no set %3; choose one of %4.",
        parameter.toStdString(), sets.size(), set,
        isRow ? Sentence("%1 to %2", sets.front(), sets.back()) : Sentence("%1", known));
  }
  SampleTable one = tableOfSet(table, set);
  if (needBothClasses && one.count(0) < 2)
    throw Error(
        "SET: set %1 of %2 has %3 usable non-deposit(s), and at least 2 are needed; choose another set.", set,
        parameter.toStdString(), one.count(0));
  return one;
}

} // namespace prospectivity
