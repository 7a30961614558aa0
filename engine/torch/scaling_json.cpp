#include "engine/torch/scaling_json.h"

#include "engine/torch/class_codec.h"

#include <stdexcept>
#include <vector>

namespace prospectivity {

using nlohmann::json;

std::size_t indexOfId(const Choices& choices, const std::string& id) {
  for (std::size_t i = 0; i < choices.size(); ++i)
    if (id == choices[i].id)
      return i;
  throw std::invalid_argument("unknown name " + id);
}

json jsonOf(const Scaling& scaling) {
  json entry{{"method", scalingChoices()[static_cast<std::size_t>(scaling.method)].id},
             {"center", scaling.center},
             {"scale", scaling.scale}};
  if (!scaling.classes.empty())
    entry["classes"] = jsonOf(scaling.classes);
  return entry;
}

Scaling scalingOf(const json& entry, std::size_t features) {
  Scaling scaling;
  scaling.method = static_cast<ScalingMethod>(indexOfId(scalingChoices(), entry.at("method")));
  scaling.center = entry.at("center").get<std::vector<float>>();
  scaling.scale = entry.at("scale").get<std::vector<float>>();
  if (scaling.center.size() != features || scaling.scale.size() != features)
    throw std::invalid_argument("the scaling does not fit the features");
  if (entry.contains("classes"))
    scaling.classes = classEncodingOf(entry["classes"], features);
  return scaling;
}

} // namespace prospectivity
