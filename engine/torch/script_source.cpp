#include "engine/torch/script_source.h"

#include <sstream>

namespace prospectivity {

namespace {

void writeMember(std::ostringstream& out, std::size_t member, const NetworkShape& shape) {
  const auto name = [&](const std::string& what) { return "self." + tensorName(member, what); };
  const bool windowed = shape.window > 1;
  out << "    x = torch.index_select((cells - " << name("center") << ") / " << name("scale") << ", 1, "
      << name("order") << ")";
  if (windowed)
    out << ".reshape([-1, " << shape.features << ", " << shape.window << ", " << shape.window << "])\n";
  else
    out << ".reshape([-1, 1, " << shape.features << "])\n";
  for (std::size_t i = 0; i < shape.filters.size(); ++i) {
    const std::string layer = "conv" + std::to_string(i);
    const std::string weights = name(layer + "_weight") + ", " + name(layer + "_bias");
    const std::string convolution =
        windowed ? "torch.conv2d(x, " + weights + ")"
                 : "torch.conv1d(x, " + weights + ", 1, " + std::to_string(shape.kernel / 2) + ")";
    out << "    x = torch.relu(" << convolution << ")\n";
  }
  if (shape.pooling != Pooling::None && windowed)
    out << "    x = torch." << (shape.pooling == Pooling::Max ? "max_pool2d" : "avg_pool2d")
        << "(x, [2, 2])\n";
  else if (shape.pooling == Pooling::Max)
    out << "    x = torch.max_pool1d(x, [2], [2], [0], [1], True)\n";
  else if (shape.pooling == Pooling::Average)
    out << "    x = torch.avg_pool1d(x, [2], [2], [0], True, False)\n";
  out << "    x = torch.flatten(x, 1)\n";
  for (std::size_t i = 0; i <= shape.dense.size(); ++i) {
    const std::string layer = "dense" + std::to_string(i);
    const std::string linear =
        "torch.addmm(" + name(layer + "_bias") + ", x, " + name(layer + "_weight") + ".t())";
    out << "    x = " << (i < shape.dense.size() ? "torch.relu(" + linear + ")" : linear) << "\n";
  }
  out << "    sum = sum + x.squeeze(1)\n";
}

} // namespace

std::string tensorName(std::size_t member, const std::string& what) {
  return "m" + std::to_string(member) + "_" + what;
}

std::vector<std::string> weightNames(std::size_t member, const NetworkShape& shape) {
  std::vector<std::string> names;
  const auto add = [&](const std::string& layer) {
    names.push_back(tensorName(member, layer + "_weight"));
    names.push_back(tensorName(member, layer + "_bias"));
  };
  for (std::size_t i = 0; i < shape.filters.size(); ++i)
    add("conv" + std::to_string(i));
  for (std::size_t i = 0; i <= shape.dense.size(); ++i)
    add("dense" + std::to_string(i));
  return names;
}

std::string scriptSource(const NetworkModel& model) {
  std::ostringstream out;
  out << "def logits(self, rows: Tensor) -> Tensor:\n"
         "    sum = torch.zeros([rows.size(0)])\n"
      << "    cells = rows.reshape([rows.size(0), " << model.features.size() << ", -1])\n";
  for (std::size_t m = 0; m < model.members.size(); ++m)
    writeMember(out, m, model.members[m].network.shape);
  out << "    return sum / " << model.members.size() << ".0\n\n"
      << "def forward(self, rows: Tensor) -> Tensor:\n"
         "    return torch.sigmoid(self.logits(rows))\n";
  return out.str();
}

} // namespace prospectivity
