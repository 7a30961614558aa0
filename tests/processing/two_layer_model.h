#pragma once

#include "engine/network/backend.h"
#include "tests/engine/network/random_model.h"

#include <string>

namespace prospectivity {

/// Saves a small untrained network of the layers W and Sn with a background of nine samples.
inline void saveTwoLayerModel(const std::string& path) {
  NetworkShape shape;
  shape.features = 2;
  shape.filters = {4};
  NetworkModel model = randomModel(shape, 1, 3);
  model.features = {"W", "Sn"};
  model.background = randomRows(9, 2, 4);
  modelBackend().save(model, path);
}

} // namespace prospectivity
