#pragma once

#include "tests/engine/network/random_model.h"

namespace prospectivity {

/// A network of the layers W, Sn and Bi with so many random members, and training samples in four folds, so
/// that it knows an area of applicability.
inline NetworkModel mapModel(int members) {
  NetworkShape shape;
  shape.features = 3;
  shape.filters = {4, 5};
  NetworkModel model = randomModel(shape, members, 41);
  model.features = {"W", "Sn", "Bi"};
  model.training = {randomRows(20, 3, 43), {}};
  for (int i = 0; i < 20; ++i)
    model.training.folds.push_back(i % 4);
  return model;
}

/// The same with a calibration.
inline NetworkModel calibratedMapModel(int members) {
  NetworkModel model = mapModel(members);
  model.record.calibration = Calibration{0.8, -0.3, 0.01, 0.01, 0, 60, 60};
  return model;
}

} // namespace prospectivity
