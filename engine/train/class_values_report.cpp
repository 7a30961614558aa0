#include "engine/train/class_values_report.h"

#include "engine/core/input_layout.h"
#include "engine/core/number_text.h"

#include <cstddef>
#include <string>

namespace prospectivity {

void addClassValues(Report& report, const SampleTable& table, const Model& model) {
  ReportTable classesTable{
      "Log-odds of classes", {"layer", "code", "class", "samples", "deposits", "log-odds"}, {}};
  const InputLayout layout = model.layout();
  for (std::size_t j = 0; j < model.features.size(); ++j) {
    const ClassValues classes = model.classes(j);
    if (classes.codes.empty())
      continue;
    for (std::size_t k = 0; k < classes.codes.size(); ++k) {
      std::size_t samples = 0;
      std::size_t deposits = 0;
      for (std::size_t row = 0; row < table.size(); ++row)
        if (table.isObserved(row) && static_cast<float>(table.values(
                                         static_cast<Eigen::Index>(row),
                                         static_cast<Eigen::Index>(layout.center(j)))) == classes.codes[k]) {
          ++samples;
          deposits += table.labels[row] == 1 ? 1 : 0;
        }
      const auto code = static_cast<double>(classes.codes[k]);
      classesTable.rows.push_back(
          {model.features[j], exactText(code),
           model.descriptions.empty() ? std::string() : model.descriptions[j].className(code),
           std::to_string(samples), std::to_string(deposits),
           numberText(static_cast<double>(classes.values[k]), 3)});
    }
    classesTable.rows.push_back({model.features[j], "", "any other class", "", "",
                                 numberText(static_cast<double>(classes.other), 3)});
  }
  if (!classesTable.rows.empty()) {
    report.paragraph("These layers enter the model as the log-odds of deposits in their classes, drawn "
                     "towards the share of deposits in the training part the more, the fewer samples a class "
                     "has (Micci-Barreca 2001). The model was fitted on values from other samples' labels.");
    report.table(classesTable);
  }
}

} // namespace prospectivity
