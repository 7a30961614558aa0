#pragma once

namespace prospectivity {

/// What sentences of the engine are about: the inputs of its work, as the engine knows them. Whoever shows a
/// sentence may put a name of its own to each, such as that of a parameter; see Sentence.
enum class Subject {
  // Layers, and the stack that is made of them.
  Layers,
  BandNames,
  Categorical,
  OneHot,
  MinClassArea,
  Transforms,
  Units,
  AssumeCrs,
  StackCrs,
  Extent,
  CellSize,
  Reference,
  Stack,
  Mask,
  // Points and samples.
  Deposits,
  NonDeposits,
  NegativeRatio,
  NegativeSets,
  MinDistance,
  Spacing,
  Background,
  Missing,
  MinPresent,
  // Augmentation and the order of features.
  TargetCount,
  Neighbors,
  CustomOrder,
  // Networks and their training.
  Features,
  Filters,
  KernelSize,
  Window,
  Thresholds,
  Pooling,
  Dense,
  Dropout,
  Scaling,
  Epochs,
  BatchSize,
  LearningRate,
  WeightDecay,
  Patience,
  Members,
  Mixup,
  ReferenceModel,
  Trees,
  ClassesPerLayer,
  ClassEncoding,
  // Division of samples.
  Validation,
  TestFraction,
  Folds,
  Repeats,
  BlockSize,
  // Maps.
  Uncertainty,
  ExpectedDeposits,
  Applicability,
  TargetPolygons,
  MinTargetArea,
  Map,
  Band,
  Resamples,
  // Explanations.
  ShapleyMethod,
  GridPoints,
  ModelA,
  ModelB, // the last: subjectCount counts up to it
};
constexpr int subjectCount = static_cast<int>(Subject::ModelB) + 1;

/// In the engine's own words, such as "kernel size".
const char* wordsOf(Subject subject);

} // namespace prospectivity
