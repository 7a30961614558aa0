#pragma once

#include "engine/network/backend.h"
#include "engine/network/network_model.h"

#include <string>

namespace prospectivity {

/// A model that is known to be one of networks. Throws std::bad_cast for another kind.
inline const NetworkModel& asNetwork(const Model& model) {
  return dynamic_cast<const NetworkModel&>(model);
}

/// The networks of a model file.
inline NetworkModel loadNetwork(const std::string& path) {
  return asNetwork(*modelBackend().load(path));
}

} // namespace prospectivity
