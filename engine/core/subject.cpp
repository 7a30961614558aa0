#include "engine/core/subject.h"

namespace prospectivity {

// Without a default, so that the compiler asks for the words of a new subject.
const char* wordsOf(Subject subject) {
  switch (subject) {
  case Subject::Layers:
    return "layers";
  case Subject::BandNames:
    return "band names";
  case Subject::Categorical:
    return "categorical bands";
  case Subject::OneHot:
    return "one band per class";
  case Subject::MinClassArea:
    return "least area of a class";
  case Subject::Transforms:
    return "transforms";
  case Subject::Units:
    return "units";
  case Subject::AssumeCrs:
    return "assumed CRS";
  case Subject::StackCrs:
    return "CRS of the stack";
  case Subject::Extent:
    return "extent";
  case Subject::CellSize:
    return "cell size";
  case Subject::Reference:
    return "reference raster";
  case Subject::Stack:
    return "stack";
  case Subject::Mask:
    return "mask";
  case Subject::Deposits:
    return "deposits";
  case Subject::NonDeposits:
    return "non-deposits";
  case Subject::NegativeRatio:
    return "ratio of negatives";
  case Subject::NegativeSets:
    return "sets of negatives";
  case Subject::MinDistance:
    return "minimum distance";
  case Subject::Spacing:
    return "spacing";
  case Subject::Background:
    return "background";
  case Subject::Missing:
    return "treatment of missing evidence";
  case Subject::MinPresent:
    return "least share of layers";
  case Subject::TargetCount:
    return "target count";
  case Subject::Neighbors:
    return "number of neighbours";
  case Subject::CustomOrder:
    return "custom order";
  case Subject::Features:
    return "features";
  case Subject::Filters:
    return "filters";
  case Subject::KernelSize:
    return "kernel size";
  case Subject::Window:
    return "window";
  case Subject::Thresholds:
    return "thresholds";
  case Subject::Pooling:
    return "pooling";
  case Subject::Dense:
    return "dense layers";
  case Subject::Dropout:
    return "dropout";
  case Subject::Scaling:
    return "scaling";
  case Subject::Epochs:
    return "epochs";
  case Subject::BatchSize:
    return "batch size";
  case Subject::LearningRate:
    return "learning rate";
  case Subject::WeightDecay:
    return "weight decay";
  case Subject::Patience:
    return "patience";
  case Subject::Members:
    return "members";
  case Subject::Mixup:
    return "mixup";
  case Subject::ReferenceModel:
    return "reference model";
  case Subject::Trees:
    return "number of trees";
  case Subject::ClassesPerLayer:
    return "classes per layer";
  case Subject::ClassEncoding:
    return "encoding of classes";
  case Subject::Validation:
    return "validation";
  case Subject::TestFraction:
    return "test fraction";
  case Subject::Folds:
    return "folds";
  case Subject::Repeats:
    return "repeats";
  case Subject::BlockSize:
    return "block size";
  case Subject::Uncertainty:
    return "uncertainty";
  case Subject::ExpectedDeposits:
    return "number of expected deposits";
  case Subject::Applicability:
    return "area of applicability";
  case Subject::TargetPolygons:
    return "target polygons";
  case Subject::MinTargetArea:
    return "smallest target";
  case Subject::Map:
    return "map";
  case Subject::Band:
    return "band";
  case Subject::Resamples:
    return "bootstrap";
  case Subject::ShapleyMethod:
    return "method of Shapley values";
  case Subject::GridPoints:
    return "grid points";
  case Subject::ModelA:
    return "model A";
  case Subject::ModelB:
    return "model B";
  }
  return "";
}

} // namespace prospectivity
