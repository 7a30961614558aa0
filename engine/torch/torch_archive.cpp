#include "engine/torch/torch_archive.h"

#include "engine/core/error.h"
#include "engine/core/whole_file.h"
#include "engine/torch/model_json.h"
#include "engine/torch/script_source.h"
#include "engine/torch/torch_network.h"
#include "engine/torch/torch_threads.h"

#include <ATen/ATen.h>
#include <caffe2/serialize/inline_container.h>
#include <torch/csrc/jit/api/module.h>
#include <torch/csrc/jit/serialization/import_read.h>

#include <cstdint>
#include <fstream>
#include <memory>
#include <sstream>
#include <tuple>
#include <zlib.h>

namespace prospectivity {

namespace {

constexpr const char* jsonName = "prospectivity.json";

std::uint32_t checksum(const std::vector<std::vector<at::Tensor>>& members) {
  uLong sum = crc32(0, nullptr, 0);
  for (const std::vector<at::Tensor>& tensors : members)
    for (const at::Tensor& tensor : tensors) {
      const at::Tensor plain = tensor.contiguous();
      sum = crc32(sum, static_cast<const Bytef*>(plain.data_ptr()), static_cast<uInt>(plain.nbytes()));
    }
  return static_cast<std::uint32_t>(sum);
}

/// One row per feature, to meet (n, features, cells of the window).
at::Tensor bufferOf(const std::vector<float>& values) {
  return at::tensor(values, at::kFloat).unsqueeze(1);
}

torch::jit::Module moduleOf(const Model& model, const std::vector<std::vector<at::Tensor>>& tensors) {
  torch::jit::Module module("ProspectivityModel");
  for (std::size_t m = 0; m < model.members.size(); ++m) {
    const ModelMember& member = model.members[m];
    const std::vector<std::string> names = weightNames(m, member.network.shape);
    for (std::size_t i = 0; i < names.size(); ++i)
      module.register_parameter(names[i], tensors[m][i], false);
    module.register_buffer(tensorName(m, "center"), bufferOf(member.scaling.center));
    module.register_buffer(tensorName(m, "scale"), bufferOf(member.scaling.scale));
    const std::vector<std::int64_t> order(member.order.begin(), member.order.end());
    module.register_buffer(tensorName(m, "order"), at::tensor(order, at::kLong));
  }
  module.define(scriptSource(model));
  module.eval();
  return module;
}

/// The attributes of the pickled module as a dictionary, whatever class they claim to be of.
c10::impl::GenericDict readAttributes(caffe2::serialize::PyTorchStreamReader& reader) {
  const auto unit = std::make_shared<torch::jit::CompilationUnit>();
  const auto asPlainObject = [&](const c10::QualifiedName& name) {
    const c10::ClassTypePtr type = c10::ClassType::create(name, unit, true);
    type->addAttribute("state", c10::AnyType::get());
    return c10::StrongTypePtr(unit, type);
  };
  const auto keepState = [](const c10::StrongTypePtr& type, const c10::IValue& state) {
    auto object = c10::ivalue::Object::create(type, 1);
    object->setSlot(0, state);
    return object;
  };
  const c10::IValue root =
      torch::jit::readArchiveAndTensors("data", "", "", torch::jit::TypeResolver(asPlainObject),
                                        torch::jit::ObjLoader(keepState), at::Device(at::kCPU), reader);
  return root.toObject()->getSlot(0).toGenericDict();
}

Model read(const std::string& path) {
  caffe2::serialize::PyTorchStreamReader reader(path);
  at::DataPtr text;
  std::size_t size = 0;
  std::tie(text, size) = reader.getRecord(std::string("extra/") + jsonName);
  const char* begin = static_cast<const char*>(text.get());
  const nlohmann::json json = nlohmann::json::parse(begin, begin + size);
  Model model = modelOf(json);
  const c10::impl::GenericDict attributes = readAttributes(reader);
  std::vector<std::vector<at::Tensor>> tensors;
  for (std::size_t m = 0; m < model.members.size(); ++m) {
    Network& network = model.members[m].network;
    tensors.emplace_back();
    for (const std::string& name : weightNames(m, network.shape))
      tensors.back().push_back(attributes.at(name).toTensor());
    network = networkOf(NetworkShape(network.shape), tensors.back());
  }
  if (json.at("weights_crc32").get<std::uint32_t>() != checksum(tensors))
    throw std::invalid_argument("the weights have changed");
  return model;
}

} // namespace

void writeArchive(const Model& model, const std::string& path) {
  const SingleTorchThread oneThread;
  std::vector<std::vector<at::Tensor>> tensors;
  for (const ModelMember& member : model.members)
    tensors.push_back(tensorsOf(member.network));
  nlohmann::json json = jsonOf(model);
  json["weights_crc32"] = checksum(tensors);
  // Into memory first: LibTorch's writer ends the process when the disk is full.
  std::ostringstream archive;
  moduleOf(model, tensors).save(archive, {{jsonName, json.dump(1)}});
  if (!writeWholeFile(path, archive.str()))
    throw Error("The model cannot be written to " + path +
                ": choose a folder that exists, is writable and has space.");
}

Model readArchive(const std::string& path) {
  if (!std::ifstream(path, std::ios::binary))
    throw Error("The model file " + path +
                " does not exist or cannot be read: choose a .pt file of Train CNN.");
  const SingleTorchThread oneThread;
  try {
    return read(path);
  } catch (const std::exception&) {
    throw Error(
        "The file " + path +
        " is not a model of Prospectivity Lens, or is damaged: choose a .pt file written by Train CNN.");
  }
}

} // namespace prospectivity
