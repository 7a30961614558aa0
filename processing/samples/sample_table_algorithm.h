#pragma once

#include "engine/samples/sample_table.h"
#include "processing/frame/algorithm.h"

#include <memory>

class QgsProcessingFeatureSource;

namespace prospectivity {

/// What the algorithms share that take a layer of labelled samples and train nothing.
class SampleTableAlgorithm : public Algorithm {
 public:
  SampleTableAlgorithm();
  ~SampleTableAlgorithm() override;

 protected:
  Group toolGroup() const final { return Group::Samples; }

  /// INPUT, LABEL_FIELD, FEATURES, SET, MISSING, MIN_PRESENT.
  void addSampleParameters();

  void prepare(const QVariantMap& parameters, QgsProcessingContext& context,
               QgsProcessingFeedback* feedback) override;

  /// The samples of the set with the chosen features; what they lack is NaN, and told. Call in run(), once.
  SampleTable samples(const QVariantMap& parameters, QgsProcessingContext& context,
                      const Progress& progress) const;

  const QgsProcessingFeatureSource& source() const { return *mSource; }

 private:
  std::unique_ptr<QgsProcessingFeatureSource> mSource;
};

} // namespace prospectivity
