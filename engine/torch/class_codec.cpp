#include "engine/torch/class_codec.h"

#include "engine/torch/json_numbers.h"
#include "engine/torch/script_source.h"

#include <ATen/ATen.h>

#include <cmath>
#include <cstdint>
#include <sstream>
#include <stdexcept>

namespace prospectivity {

using nlohmann::json;

namespace {

std::string codesName(std::size_t member, std::size_t feature) {
  return tensorName(member, "codes" + std::to_string(feature));
}

/// Of the values that stand for the codes, the one of all other codes last.
std::string valuesName(std::size_t member, std::size_t feature) {
  return tensorName(member, "code_values" + std::to_string(feature));
}

} // namespace

json jsonOf(const ClassEncoding& classes) {
  json layers = json::array();
  for (const ClassEncoding::Layer& layer : classes.layers())
    layers.push_back({{"feature", layer.feature},
                      {"codes", layer.classes.codes},
                      {"values", layer.classes.values},
                      {"other", layer.classes.other}});
  return layers;
}

ClassEncoding classEncodingOf(const json& entry, std::size_t features) {
  ClassEncoding encoding;
  if (!entry.is_array() || entry.empty())
    throw std::invalid_argument("the encoding of classes has no layers");
  std::size_t next = 0;
  for (const json& layer : entry) {
    const int feature = wholeNumberOf(layer.at("feature"));
    if (feature < 0 || static_cast<std::size_t>(feature) < next ||
        static_cast<std::size_t>(feature) >= features)
      throw std::invalid_argument("the encoding of classes does not fit the features");
    next = static_cast<std::size_t>(feature) + 1;
    ClassValues classes{layer.at("codes").get<std::vector<float>>(),
                        layer.at("values").get<std::vector<float>>(), layer.at("other").get<float>()};
    if (classes.codes.empty() || classes.codes.size() != classes.values.size())
      throw std::invalid_argument("the values of classes do not fit their codes");
    for (std::size_t k = 0; k < classes.codes.size(); ++k)
      if (!std::isfinite(classes.codes[k]) || !std::isfinite(classes.values[k]) ||
          (k > 0 && !(classes.codes[k - 1] < classes.codes[k])))
        throw std::invalid_argument("the codes of classes do not rise");
    if (!std::isfinite(classes.other))
      throw std::invalid_argument("what stands for other classes is no number");
    encoding.add(static_cast<std::size_t>(feature), std::move(classes));
  }
  return encoding;
}

void registerClasses(torch::jit::Module& module, std::size_t member, const ClassEncoding& classes) {
  for (const ClassEncoding::Layer& layer : classes.layers()) {
    std::vector<float> values = layer.classes.values;
    values.push_back(layer.classes.other);
    module.register_buffer(codesName(member, layer.feature), at::tensor(layer.classes.codes, at::kFloat));
    module.register_buffer(valuesName(member, layer.feature), at::tensor(values, at::kFloat));
  }
}

std::string classLines(const std::string& from, const std::string& to, std::size_t member,
                       const ClassEncoding& classes) {
  std::ostringstream out;
  out << "    " << to << " = (" << from << ").clone()\n";
  for (const ClassEncoding::Layer& layer : classes.layers()) {
    const std::string codes = "self." + codesName(member, layer.feature);
    const std::string values = "self." + valuesName(member, layer.feature);
    const std::size_t other = layer.classes.codes.size();
    out << "    place = torch.select(" << to << ", 1, " << layer.feature << ")\n"
        << "    code = place.type_as(" << codes << ").contiguous()\n"
        << "    index = torch.clamp(torch.bucketize(code, " << codes << "), 0, " << other - 1 << ")\n"
        << "    known = torch.eq(torch.take(" << codes << ", index), code)\n"
        << "    index = torch.where(known, index, torch.full_like(index, " << other << "))\n"
        << "    value = torch.take(" << values << ", index)\n"
        << "    place.copy_(torch.where(torch.isnan(code), code, value))\n";
  }
  return out.str();
}

at::Tensor withoutCodes(const at::Tensor& rows, const ClassEncoding& classes) {
  if (classes.empty())
    return rows;
  at::Tensor result = rows.clone();
  for (const ClassEncoding::Layer& layer : classes.layers()) {
    const auto feature = static_cast<std::int64_t>(layer.feature);
    const at::Tensor codes = rows.detach().select(1, feature).contiguous().clone();
    float* values = codes.data_ptr<float>();
    for (std::int64_t i = 0; i < codes.numel(); ++i)
      values[i] = layer.classes(values[i]);
    result.select(1, feature).copy_(codes);
  }
  return result;
}

} // namespace prospectivity
