#include "engine/torch/torch_archive.h"

#include "engine/core/error.h"
#include "engine/core/whole_file.h"
#include "engine/torch/model_json.h"
#include "engine/torch/torch_memory.h"
#include "engine/torch/torch_threads.h"

#include <caffe2/serialize/inline_container.h>
#include <torch/csrc/jit/api/module.h>
#include <torch/csrc/jit/serialization/import_read.h>

#include <fstream>
#include <memory>
#include <new>
#include <sstream>
#include <tuple>

namespace prospectivity {

namespace {

constexpr const char* jsonName = "prospectivity.json";

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

std::unique_ptr<Model> read(const std::string& path) {
  caffe2::serialize::PyTorchStreamReader reader(path);
  at::DataPtr text;
  std::size_t size = 0;
  std::tie(text, size) = reader.getRecord(std::string("extra/") + jsonName);
  const char* begin = static_cast<const char*>(text.get());
  return modelOf(nlohmann::json::parse(begin, begin + size), readAttributes(reader));
}

} // namespace

void writeArchive(const Model& model, const std::string& path) {
  const SingleTorchThread oneThread;
  torch::jit::Module module = codecOf(model).module(model);
  module.eval();
  // Into memory first: LibTorch's writer ends the process when the disk is full.
  std::ostringstream archive;
  withBadAlloc([&] { module.save(archive, {{jsonName, jsonOf(model).dump(1)}}); });
  if (!writeWholeFile(path, archive.str()))
    throw Error("The model cannot be written to " + path +
                ": choose a folder that exists, is writable and has space.");
}

std::unique_ptr<Model> readArchive(const std::string& path) {
  if (!std::ifstream(path, std::ios::binary))
    throw Error("The model file " + path +
                " does not exist or cannot be read: choose a .pt file of Train CNN.");
  const SingleTorchThread oneThread;
  try {
    return withBadAlloc([&] { return read(path); });
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception&) {
    throw Error(
        "The file " + path +
        " is not a model of Prospectivity Lens, or is damaged: choose a .pt file written by Train CNN.");
  }
}

} // namespace prospectivity
