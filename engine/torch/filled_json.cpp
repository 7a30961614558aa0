#include "engine/torch/filled_json.h"

#include "engine/torch/script_source.h"

#include <stdexcept>
#include <vector>

namespace prospectivity {

using nlohmann::json;

void describeFills(const FilledColumns& filled, json& member) {
  if (!filled.takesMissing())
    return;
  member["fill"] = filled.fills;
  member["presence"] = filled.hasPresence;
}

FilledColumns filledOf(const json& member, std::size_t features) {
  FilledColumns filled;
  if (member.contains("fill")) {
    filled.fills = member["fill"].get<std::vector<float>>();
    filled.hasPresence = member.at("presence").get<bool>();
    if (filled.fills.empty())
      throw std::invalid_argument("nothing stands for missing values");
  }
  filled.check(features);
  return filled;
}

FilledScript registerFills(const FilledColumns& filled, std::size_t member, torch::jit::Module& module) {
  if (!filled.takesMissing())
    return {"", "rows"};
  module.register_buffer(tensorName(member, "fill"), at::tensor(filled.fills, at::kFloat));
  std::string lines = "    missing = torch.isnan(rows)\n"
                      "    given = torch.where(missing, self." +
                      tensorName(member, "fill") + ", rows)\n";
  if (filled.hasPresence)
    lines += "    given = torch.cat([given, 1 - missing.type_as(rows)], 1)\n";
  return {lines, "given"};
}

} // namespace prospectivity
