#include "engine/torch/script_source.h"

#include "engine/torch/class_codec.h"

#include <algorithm>
#include <sstream>

namespace prospectivity {

namespace {

/// What each layer with weights is called: conv0, conv1, ..., dense0, ...; empty for the others.
std::vector<std::string> layerNames(const std::vector<LayerShape>& layers) {
  std::vector<std::string> names;
  int convolutions = 0;
  int dense = 0;
  for (const LayerShape& layer : layers)
    if (layer.kind == LayerKind::Convolution)
      names.push_back("conv" + std::to_string(convolutions++));
    else if (layer.kind == LayerKind::Dense)
      names.push_back("dense" + std::to_string(dense++));
    else
      names.emplace_back();
  return names;
}

/// The layer's output as an expression of its input x.
std::string expressionOf(const LayerShape& layer, const std::string& weight, const std::string& bias) {
  const bool isLine = layer.dimensions == 1;
  switch (layer.kind) {
  case LayerKind::Convolution:
    return isLine ? "torch.conv1d(x, " + weight + ", " + bias + ", 1, " + std::to_string(layer.padding) + ")"
                  : "torch.conv2d(x, " + weight + ", " + bias + ")";
  case LayerKind::MaxPooling:
    return isLine ? "torch.max_pool1d(x, [2], [2], [0], [1], True)" : "torch.max_pool2d(x, [2, 2])";
  case LayerKind::AveragePooling:
    return isLine ? "torch.avg_pool1d(x, [2], [2], [0], True, False)" : "torch.avg_pool2d(x, [2, 2])";
  case LayerKind::Dense:
    break;
  }
  return "torch.addmm(" + bias + ", x, " + weight + ".t())";
}

/// Lines that make of the scaled values x (n, features, cells) their channels (n, features, channels, cells).
void writeChannels(std::ostringstream& out, std::size_t member, const NetworkShape& shape,
                   bool tellPresence) {
  const auto name = [&](const std::string& what) { return "self." + tensorName(member, what); };
  std::string parts = "x";
  if (shape.takesMissing())
    out << "    missing = torch.isnan(x)\n"
           "    x = torch.where(missing, "
        << name("fill") << ", x)\n";
  out << "    x = torch.unsqueeze(x, 2)\n";
  if (shape.thresholds > 0) {
    out << "    bins = torch.clamp_max(torch.relu((x - " << name("low") << ") / " << name("width")
        << "), 1)\n";
    parts += ", bins";
  }
  if (shape.hasPresence) {
    const std::string seen = "1 - missing.type_as(x)";
    out << "    presence = torch.unsqueeze("
        << (tellPresence ? seen : "torch.maximum(" + seen + ", " + name("present") + ")") << ", 2)\n";
    parts += ", presence";
  }
  out << "    x = torch.cat([" << parts << "], 2)\n";
}

void writeMember(std::ostringstream& out, std::size_t member, const NetworkShape& shape, bool tellPresence) {
  const auto name = [&](const std::string& what) { return "self." + tensorName(member, what); };
  const std::vector<LayerShape> layers = layersOf(shape);
  const MapSize& input = layers.front().input;
  const std::string scaled = "(cells - " + name("center") + ") / " + name("scale");
  if (shape.seesValuesAlone()) {
    out << "    x = torch.index_select(" << scaled << ", 1, " << name("order") << ")";
  } else {
    out << "    x = " << scaled << "\n";
    writeChannels(out, member, shape, tellPresence);
    out << "    x = torch.index_select(x, 1, " << name("order") << ")";
    if (shape.window == 1)
      out << ".transpose(1, 2)";
  }
  if (shape.window > 1)
    out << ".reshape([-1, " << input.channels << ", " << input.rows << ", " << input.columns << "])\n";
  else
    out << ".reshape([-1, " << input.channels << ", " << input.columns << "])\n";
  const std::vector<std::string> names = layerNames(layers);
  bool isFlat = false;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    if (layers[i].kind == LayerKind::Dense && !isFlat) {
      out << "    x = torch.flatten(x, 1)\n";
      isFlat = true;
    }
    const std::string expression =
        expressionOf(layers[i], name(names[i] + "_weight"), name(names[i] + "_bias"));
    out << "    x = " << (layers[i].isRectified ? "torch.relu(" + expression + ")" : expression) << "\n";
  }
  out << "    sum = sum + x.squeeze(1)\n";
}

} // namespace

std::string tensorName(std::size_t member, const std::string& what) {
  return "m" + std::to_string(member) + "_" + what;
}

std::vector<std::string> weightNames(std::size_t member, const NetworkShape& shape) {
  std::vector<std::string> names;
  for (const std::string& layer : layerNames(layersOf(shape)))
    if (!layer.empty()) {
      names.push_back(tensorName(member, layer + "_weight"));
      names.push_back(tensorName(member, layer + "_bias"));
    }
  return names;
}

std::string scriptSource(const NetworkModel& model) {
  const std::string cells = "rows.reshape([rows.size(0), " + std::to_string(model.features.size()) + ", -1])";
  const bool hasClasses =
      std::any_of(model.members.begin(), model.members.end(),
                  [](const ModelMember& member) { return !member.scaling.classes.empty(); });
  std::ostringstream out;
  out << "def logits(self, rows: Tensor) -> Tensor:\n"
         "    sum = torch.zeros([rows.size(0)])\n"
      << "    cells = " << cells << "\n";
  for (std::size_t m = 0; m < model.members.size(); ++m) {
    if (hasClasses)
      out << classLines(cells, "cells", m, model.members[m].scaling.classes);
    writeMember(out, m, model.members[m].network.shape, model.members[m].channels.tellPresence());
  }
  out << "    return sum / " << model.members.size() << ".0\n\n"
      << "def forward(self, rows: Tensor) -> Tensor:\n"
         "    return torch.sigmoid(self.logits(rows))\n";
  return out.str();
}

} // namespace prospectivity
