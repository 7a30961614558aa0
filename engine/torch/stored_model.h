#pragma once

#include "engine/torch/pickled_tensors.h"
#include "engine/torch/zip_records.h"

#include <cstdint>
#include <istream>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace prospectivity {

/// A model file, read without LibTorch: the code in it is never looked at, and nothing is allocated that the
/// file does not hold. Not thread-safe.
class StoredModel {
 public:
  /// Reads the directory and the names of the tensors; `file` outlives the object. Throws
  /// std::invalid_argument when it is no TorchScript archive.
  explicit StoredModel(std::istream& file);

  /// The text of `prospectivity.json`.
  std::string description();

  /// The float32 values of a tensor of these sizes, the last dimension running fastest. Throws
  /// std::invalid_argument when there is none, it has another type, other sizes or gaps, or when its storage
  /// is not as long as said or was taken before: weights share none.
  std::vector<float> take(const std::string& name, const std::vector<std::int64_t>& sizes);

 private:
  ZipRecords mRecords;
  std::map<std::string, PickledTensor> mTensors;
  std::set<std::string> mTaken; ///< records
};

/// Name of the description in the folder "extra" of a model file.
constexpr const char* descriptionName = "prospectivity.json";

} // namespace prospectivity
