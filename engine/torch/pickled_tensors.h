#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace prospectivity {

/// Where the values of a tensor lie in a model file.
struct PickledTensor {
  std::string type;             ///< of its storage, such as FloatStorage
  std::string record;           ///< name of the storage's record in the folder data/
  std::int64_t storageSize = 0; ///< values that the storage is said to hold
  std::int64_t offset = 0;      ///< first value
  std::vector<std::int64_t> sizes;
  std::vector<std::int64_t> strides; ///< as many as sizes
};

/// The tensors among the attributes of a module that LibTorch pickled (`data.pkl` of a TorchScript archive),
/// by name. Understands what LibTorch's own pickler writes and nothing else. A pickle is a program: this
/// reads it without calling anything. Classes and functions are names here, and whatever they would make of
/// their arguments, other than a tensor, is left out. Takes memory in proportion to the text, which may have
/// 1 MB (12,000 tensors), and nothing for the values of tensors. Throws std::invalid_argument for any other
/// text. Thread-safe.
std::map<std::string, PickledTensor> pickledTensors(const std::string& pickle);

} // namespace prospectivity
