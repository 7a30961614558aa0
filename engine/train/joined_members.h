#pragma once

#include "engine/model/model.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace prospectivity {

/// Learner::join() of a kind of model that keeps its members in a vector: `empty` with the features and the
/// members of all `models`, which are of its kind, in their order.
template <typename Kind>
std::unique_ptr<Model> joinedMembers(std::unique_ptr<Kind> empty, const std::vector<std::string>& features,
                                     const std::vector<std::shared_ptr<const Model>>& models) {
  empty->features = features;
  for (const std::shared_ptr<const Model>& model : models) {
    const auto& members = dynamic_cast<const Kind&>(*model).members;
    empty->members.insert(empty->members.end(), members.begin(), members.end());
  }
  return empty;
}

} // namespace prospectivity
