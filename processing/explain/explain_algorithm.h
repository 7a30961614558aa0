#pragma once

#include "engine/core/sentence.h"
#include "engine/model/model.h"
#include "engine/samples/sample_table.h"
#include "processing/frame/algorithm.h"

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

class QgsProcessingFeatureSource;

namespace prospectivity {

/// What is read of samples that lack values.
enum class Holes {
  AsModel, ///< they are kept where the model takes missing values (NaN) and they have a value of any layer
  None     ///< they are left out
};

/// Samples as a model sees them.
struct ModelSamples {
  SampleTable table; ///< one column per feature, in the order of the model; NaN: missing
  /// Which of the samples that were read (those with a value in every feature, or with holes in some) these
  /// are, counted from 0 in the order of the layer.
  std::vector<std::size_t> places;
  FloatMatrix inputs; ///< the model's input rows, original units; wider than `table` for a windowed network
  bool hasLabels = true;
  /// What lies beyond the training of this model: classes that it never saw, layers out of their range.
  std::vector<Sentence> doubts;
};

/// What the algorithms that open a model share: reading the model file, and samples as it sees them.
class ExplainAlgorithm : public Algorithm {
 protected:
  Group toolGroup() const final { return Group::Explain; }
  QStringList parametersOnOneGrid() const override {
    return {QStringLiteral("STACK"), QStringLiteral("SAMPLES"), QStringLiteral("BACKGROUND")};
  }

  void addModelParameter(const QString& name, const QString& description);

  /// SAMPLES, LABEL_FIELD, SET and, for windowed networks, STACK.
  void addSampleParameters(bool isOptional = false);
  /// BACKGROUND: samples to compare with, optional.
  void addBackgroundParameter();
  /// REPORT, under the title by which the Results Viewer lists it.
  void addReportParameter(const QString& title);
  /// Whether the classes of a categorical layer are explained as one player.
  void addGroupClassesParameter();
  bool groupsClasses(const QVariantMap& parameters, QgsProcessingContext& context) const;

  /// Opens SAMPLES and BACKGROUND (where there) and takes the path of STACK. Main thread.
  void prepare(const QVariantMap& parameters, QgsProcessingContext& context,
               QgsProcessingFeedback* feedback) override;

  std::unique_ptr<const Model> model(const QString& name, const QVariantMap& parameters,
                                     QgsProcessingContext& context) const;

  /// The samples of SAMPLES, of several sets of non-deposits those of SET; their doubts are told. Throws
  /// Error naming a feature of the model that they lack, or the label field when both classes are needed.
  ModelSamples samples(const Model& model, const QVariantMap& parameters, QgsProcessingContext& context,
                       const Progress& progress, bool needBothClasses = false,
                       Holes holes = Holes::AsModel) const;

  /// Any source as samples of the model; `parameter` names it in messages, and in doubts, which are for the
  /// caller to tell. Of a background with several sets,
  /// SET as well (the first, for an algorithm without that parameter).
  ModelSamples samplesOf(const Model& model, const QgsProcessingFeatureSource& source,
                         const QString& parameter, const QString& labelField, const Progress& progress,
                         bool needBothClasses, Holes holes = Holes::AsModel) const;

  /// Input rows of BACKGROUND, or of the background stored in the model. Throws Error below 2 rows.
  FloatMatrix background(const Model& model, const Progress& progress) const;

  const QgsProcessingFeatureSource* source() const { return mSource.get(); }
  const RasterFile& stackFile() const { return mStack; }

  /// Writes REPORT where it was asked for, and to its end what the model is and what it was computed with.
  static void writeReport(RunOutputs& outputs, const Model& model, const std::function<Report()>& make);

 private:
  std::unique_ptr<QgsProcessingFeatureSource> mSource;
  std::unique_ptr<QgsProcessingFeatureSource> mBackground;
  RasterFile mStack;
  int mSet = 1; ///< of non-deposits
};

} // namespace prospectivity
