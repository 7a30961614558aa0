#include "engine/augment/registry.h"

#include "engine/augment/adasyn.h"
#include "engine/augment/borderline_smote.h"
#include "engine/augment/gaussian_noise.h"
#include "engine/augment/random_oversampling.h"
#include "engine/augment/smote.h"
#include "engine/augment/wgan_gp.h"

namespace prospectivity {

namespace {

std::vector<std::unique_ptr<Augmenter>> all() {
  std::vector<std::unique_ptr<Augmenter>> methods;
  methods.push_back(std::make_unique<RandomOversampling>());
  methods.push_back(std::make_unique<GaussianNoise>());
  methods.push_back(std::make_unique<Smote>());
  methods.push_back(std::make_unique<BorderlineSmote>());
  methods.push_back(std::make_unique<Adasyn>());
  methods.push_back(std::make_unique<WganGp>());
  return methods;
}

} // namespace

const std::vector<std::unique_ptr<Augmenter>>& augmenters() {
  static const std::vector<std::unique_ptr<Augmenter>> methods = all();
  return methods;
}

} // namespace prospectivity
