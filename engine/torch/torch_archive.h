#pragma once

#include "engine/model/model.h"

#include <string>

namespace prospectivity {

/// Writes a model as a TorchScript archive with `prospectivity.json` inside (ModelBackend::save). The bytes
/// depend on the model alone, not on the path. Throws Error when the file cannot be written.
void writeArchive(const Model& model, const std::string& path);

/// Reads a model file (ModelBackend::load). Only the JSON and the pickled tensors are read: the code inside
/// is neither compiled nor run, as torch::jit::load would do (it calls __setstate__ of the classes it finds).
/// Throws Error for a file that is missing, damaged or of another origin.
std::unique_ptr<Model> readArchive(const std::string& path);

} // namespace prospectivity
