#include "engine/augment/registry.h"

#include "engine/augment/adasyn.h"
#include "engine/augment/borderline_smote.h"
#include "engine/augment/gaussian_noise.h"
#include "engine/augment/patches.h"
#include "engine/augment/random_oversampling.h"
#include "engine/augment/smote.h"
#include "engine/augment/wgan_gp.h"
#include "engine/core/ascii.h"

#include <algorithm>
#include <utility>

namespace prospectivity {

namespace {

// Patches joined AUGMENTATION when there were six methods; whatever comes later is numbered after them.
constexpr std::size_t methodsBeforePatches = 6;

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

std::vector<std::unique_ptr<Augmenter>>& registry() {
  static std::vector<std::unique_ptr<Augmenter>> methods = all();
  return methods;
}

/// Fields of samples layers hold "wgan_gp"; a choice is spelled as all others are: "wgan-gp".
std::string choiceId(const Augmenter& method) {
  std::string id = method.id();
  std::replace(id.begin(), id.end(), '_', '-');
  return id;
}

} // namespace

const std::vector<std::unique_ptr<Augmenter>>& augmenters() {
  return registry();
}

void registerAugmenter(std::unique_ptr<Augmenter> method) {
  registry().push_back(std::move(method));
}

Choices augmenterChoices() {
  Choices choices;
  for (const auto& method : augmenters())
    choices.push_back({choiceId(*method), method->title()});
  return choices;
}

Choices augmentationChoices() {
  Choices choices = augmenterChoices();
  choices.insert(choices.begin(), {noAugmentation, "None"});
  return choices;
}

Choices trainingAugmentationChoices() {
  Choices choices = augmentationChoices();
  choices.insert(choices.begin() + 1 + methodsBeforePatches, {patchesAugmentation, Patches::name});
  return choices;
}

const Augmenter* findAugmenter(const std::string& id) {
  const auto found = std::find_if(augmenters().begin(), augmenters().end(),
                                  [&](const auto& method) { return choiceId(*method) == id; });
  return found == augmenters().end() ? nullptr : found->get();
}

bool isMadeOrigin(const std::string& origin) {
  const std::string word = lowered(origin);
  return word == patchesAugmentation || word == "synthetic" ||
         std::any_of(augmenters().begin(), augmenters().end(),
                     [&](const auto& method) { return method->id() == word || choiceId(*method) == word; });
}

} // namespace prospectivity
