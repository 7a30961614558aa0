#include "engine/explain/class_table.h"

#include "engine/core/for_reader.h"
#include "engine/core/number_text.h"

#include <cstddef>

namespace prospectivity {

void addClassTable(Report& report, const std::vector<std::string>& features,
                   const std::vector<FeatureDescription>& descriptions) {
  ReportTable table{forReader("Classes"), {forReader("feature"), forReader("code"), forReader("class")}, {}};
  for (std::size_t j = 0; j < descriptions.size(); ++j)
    for (const auto& [code, name] : descriptions[j].classes)
      table.rows.push_back({features[j], exactText(code), name});
  if (!table.rows.empty())
    report.table(table);
}

} // namespace prospectivity
