#include "engine/train/class_values_report.h"

#include "engine/core/for_reader.h"
#include "engine/core/input_layout.h"
#include "engine/core/number_text.h"

#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace prospectivity {

namespace {

struct SampleCounts {
  std::size_t samples = 0;
  std::size_t deposits = 0;
};

/// Of the observed samples whose own cell has such a code.
template <typename IsMeant>
SampleCounts countsOf(const SampleTable& table, const Model& model, std::size_t feature,
                      const IsMeant& isMeant) {
  const auto column = static_cast<Eigen::Index>(model.layout().center(feature));
  SampleCounts counts;
  for (std::size_t row = 0; row < table.size(); ++row)
    if (table.isObserved(row) &&
        isMeant(static_cast<float>(table.values(static_cast<Eigen::Index>(row), column)))) {
      ++counts.samples;
      counts.deposits += table.labels[row] == 1 ? 1 : 0;
    }
  return counts;
}

/// Nothing where no sample lacks the layer.
std::optional<std::vector<std::string>> rowOfMissing(const SampleTable& table, const Model& model,
                                                     std::size_t feature, const ClassValues& classes) {
  const SampleCounts counts = countsOf(table, model, feature, [](float code) { return std::isnan(code); });
  if (counts.samples == 0)
    return std::nullopt;
  std::string meaning = forReader("missing");
  std::string logOdds;
  if (const std::vector<float> fills = model.fills(); !fills.empty()) {
    meaning = forReader({"missing, taken for %1", exactText(static_cast<double>(fills[feature]))});
    logOdds = numberText(static_cast<double>(classes(fills[feature])), 3);
  }
  return std::vector<std::string>{
      model.features[feature],         "",     meaning, std::to_string(counts.samples),
      std::to_string(counts.deposits), logOdds};
}

} // namespace

void addClassValues(Report& report, const SampleTable& table, const Model& model) {
  ReportTable classesTable{forReader("Log-odds of classes"),
                           {forReader("layer"), forReader("code"), forReader("class"), forReader("samples"),
                            forReader("deposits"), forReader("log-odds")},
                           {}};
  for (std::size_t j = 0; j < model.features.size(); ++j) {
    const ClassValues classes = model.classes(j);
    if (classes.codes.empty())
      continue;
    for (std::size_t k = 0; k < classes.codes.size(); ++k) {
      const SampleCounts counts =
          countsOf(table, model, j, [&](float own) { return own == classes.codes[k]; });
      const auto code = static_cast<double>(classes.codes[k]);
      classesTable.rows.push_back(
          {model.features[j], exactText(code),
           model.descriptions.empty() ? std::string() : model.descriptions[j].className(code),
           std::to_string(counts.samples), std::to_string(counts.deposits),
           numberText(static_cast<double>(classes.values[k]), 3)});
    }
    if (const std::optional<std::vector<std::string>> row = rowOfMissing(table, model, j, classes))
      classesTable.rows.push_back(*row);
    classesTable.rows.push_back({model.features[j], "", forReader("any other class"), "", "",
                                 numberText(static_cast<double>(classes.other), 3)});
  }
  if (!classesTable.rows.empty()) {
    report.paragraph(
        forReader("These layers enter the model as the log-odds of deposits in their classes, drawn "
                  "towards the share of deposits in the training part the more, the fewer samples a class "
                  "has (Micci-Barreca 2001). The model was fitted on values from other samples' labels."));
    report.table(classesTable);
  }
}

} // namespace prospectivity
