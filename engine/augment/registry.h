#pragma once

#include "engine/augment/augmenter.h"
#include "engine/core/choices.h"

#include <memory>
#include <string>
#include <vector>

namespace prospectivity {

/// All augmentation methods, in the order of their numbers in METHOD of augmentsamples. To add one: write its
/// file pair beside the others and one line at the end of the list in registry.cpp.
const std::vector<std::unique_ptr<Augmenter>>& augmenters();

/// Adds a method after all others. Call it before choices are asked for; not thread-safe.
void registerAugmenter(std::unique_ptr<Augmenter> method);

/// METHOD of augmentsamples: the methods.
Choices augmenterChoices();

/// METHODS of augmentationstudy: none, then the methods.
Choices augmentationChoices();

/// AUGMENTATION of traincnn: none, the methods, and patches of the windowed network, each with the number
/// that it got when it was added.
Choices trainingAugmentationChoices();

/// Ids of choices that stand for no method of the registry.
constexpr const char* noAugmentation = "none";
constexpr const char* patchesAugmentation = "patches";

/// The method of that id; null when there is none, as for the two above.
const Augmenter* findAugmenter(const std::string& choiceId);

/// Whether a sample whose field 'origin' holds that was made: by a method of the registry (Augmenter::id())
/// or by patches, or by another program that calls it so or "synthetic"; in any case of letters.
bool isMadeOrigin(const std::string& origin);

} // namespace prospectivity
