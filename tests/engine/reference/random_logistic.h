#pragma once

#include "engine/core/random.h"
#include "engine/reference/logistic_model.h"

namespace prospectivity {

/// A regression of random weights on features of random scaling.
inline LogisticMember randomLogisticMember(Random& random, int features) {
  LogisticMember member;
  member.regression.intercept = random.normal();
  member.regression.weights.resize(features);
  for (int j = 0; j < features; ++j) {
    member.scaling.center.push_back(static_cast<float>(random.normal()));
    member.scaling.scale.push_back(static_cast<float>(0.5 + random.uniform()));
    member.regression.weights[j] = random.normal();
  }
  return member;
}

} // namespace prospectivity
