#pragma once

#include "engine/samples/sample_table.h"
#include "processing/frame/algorithm.h"

#include <memory>
#include <string>
#include <vector>

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

  /// The samples of the set with the chosen features; what they lack is NaN, and told, and features that tell
  /// the answer almost alone are asked about. Call in run(), once.
  SampleTable samples(const QVariantMap& parameters, QgsProcessingContext& context,
                      const Progress& progress) const;

  /// Those questions once more, for the first lines of a report.
  std::vector<std::string> questionsOf(const SampleTable& table) const;

  const QgsProcessingFeatureSource& source() const { return *mSource; }

 private:
  std::unique_ptr<QgsProcessingFeatureSource> mSource;
};

} // namespace prospectivity
