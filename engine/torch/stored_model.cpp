#include "engine/torch/stored_model.h"

#include <cstring>
#include <limits>
#include <stdexcept>

namespace prospectivity {

namespace {

/// The product; -1 where it is no length.
std::int64_t valuesOf(const std::vector<std::int64_t>& sizes) {
  std::int64_t count = 1;
  for (const std::int64_t size : sizes) {
    if (size < 1 || count > std::numeric_limits<std::int64_t>::max() / size)
      return -1;
    count *= size;
  }
  return count;
}

/// Whether the values lie one behind the other, the last dimension running fastest.
bool hasNoGaps(const PickledTensor& tensor) {
  std::int64_t step = 1;
  for (std::size_t i = tensor.sizes.size(); i > 0; --i) {
    if (tensor.sizes[i - 1] != 1 && tensor.strides[i - 1] != step)
      return false;
    step *= tensor.sizes[i - 1];
  }
  return true;
}

} // namespace

StoredModel::StoredModel(std::istream& file)
    : mRecords(file), mTensors(pickledTensors(mRecords.read("data.pkl"))) {}

std::string StoredModel::description() {
  return mRecords.read(std::string("extra/") + descriptionName);
}

std::vector<float> StoredModel::take(const std::string& name, const std::vector<std::int64_t>& sizes) {
  const auto found = mTensors.find(name);
  if (found == mTensors.end())
    throw std::invalid_argument("a weight is missing");
  const PickledTensor& tensor = found->second;
  const std::int64_t count = valuesOf(sizes);
  if (tensor.type != "FloatStorage" || tensor.sizes != sizes || count < 0 || !hasNoGaps(tensor))
    throw std::invalid_argument("the weights do not fit the network");
  const std::string record = "data/" + tensor.record;
  const std::uint64_t held = mRecords.size(record) / sizeof(float);
  if (tensor.offset < 0 || static_cast<std::uint64_t>(tensor.offset) > held ||
      static_cast<std::uint64_t>(count) > held - static_cast<std::uint64_t>(tensor.offset) ||
      static_cast<std::uint64_t>(tensor.storageSize) != held || !mTaken.insert(record).second)
    throw std::invalid_argument("the weights are not there");
  const std::string bytes = mRecords.read(record);
  std::vector<float> values(static_cast<std::size_t>(count));
  std::memcpy(values.data(), bytes.data() + static_cast<std::size_t>(tensor.offset) * sizeof(float),
              values.size() * sizeof(float));
  return values;
}

} // namespace prospectivity
