#include "engine/torch/torch_archive.h"

#include "engine/core/error.h"
#include "engine/core/whole_file.h"
#include "engine/torch/model_json.h"
#include "engine/torch/stored_model.h"
#include "engine/torch/torch_memory.h"
#include "engine/torch/torch_threads.h"

#include <torch/csrc/jit/api/module.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <new>
#include <sstream>
#include <stdexcept>

namespace prospectivity {

namespace {

constexpr int deepestJson = 64; ///< brackets within brackets; what copies JSON goes as deep

/// How many brackets of a text of JSON lie within each other.
int depthOf(const std::string& text) {
  int depth = 0;
  int deepest = 0;
  bool isString = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char letter = text[i];
    if (letter == '"')
      isString = !isString;
    else if (isString)
      i += letter == '\\' ? 1 : 0;
    else if (letter == '[' || letter == '{')
      deepest = std::max(deepest, ++depth);
    else if (letter == ']' || letter == '}')
      --depth;
  }
  return deepest;
}

// Depth is looked at before: a parser that calls back walks over all elements of an array at the end of each.
nlohmann::json parsed(const std::string& text) {
  if (depthOf(text) > deepestJson)
    throw std::invalid_argument("the description is nested too deeply");
  return nlohmann::json::parse(text);
}

} // namespace

void writeArchive(const Model& model, const std::string& path) {
  const SingleTorchThread oneThread;
  torch::jit::Module module = codecOf(model).module(model);
  module.eval();
  // Into memory first: LibTorch's writer ends the process when the disk is full.
  std::ostringstream archive;
  withBadAlloc([&] { module.save(archive, {{descriptionName, jsonOf(model).dump(1)}}); });
  if (!writeWholeFile(path, archive.str()))
    throw Error("The model cannot be written to %1: choose a folder that exists, is writable and has space.",
                path);
}

std::unique_ptr<Model> readArchive(std::istream& file) {
  StoredModel stored(file);
  return modelOf(parsed(stored.description()), stored);
}

std::unique_ptr<Model> readArchive(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file)
    throw Error("The model file %1 does not exist or cannot be read: choose a .pt file of Train CNN.", path);
  try {
    return readArchive(file);
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception&) {
    throw Error("The file %1 is not a model of Prospectivity Lens, or is damaged: choose a .pt file written "
                "by Train CNN.",
                path);
  }
}

} // namespace prospectivity
