#pragma once

#include "engine/model/model.h"

#include <istream>
#include <memory>
#include <string>

namespace prospectivity {

/// Writes a model as a TorchScript archive with `prospectivity.json` inside (ModelBackend::save). The bytes
/// depend on the model alone, not on the path. Throws Error when the file cannot be written.
void writeArchive(const Model& model, const std::string& path);

/// Reads a model file (ModelBackend::load) without LibTorch: only the JSON and the pickled tensors are looked
/// at, by readers of our own. LibTorch's run the code of the classes they find (torch::jit::load calls their
/// __setstate__), trust the sizes they read and end the process on some damaged files. Memory is taken in
/// proportion to the file. Throws Error for a file that is missing, damaged or of another origin.
std::unique_ptr<Model> readArchive(const std::string& path);

/// The same for a file that is open, which can be read at any place. Throws whatever std::exception says what
/// is wrong with it.
std::unique_ptr<Model> readArchive(std::istream& file);

} // namespace prospectivity
