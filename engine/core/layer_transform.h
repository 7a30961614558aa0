#pragma once

#include "engine/core/log_ratio.h"
#include "engine/core/log_scale.h"
#include "engine/core/sentence.h"

#include <optional>
#include <string>
#include <vector>

namespace prospectivity {

/// Log: natural logarithm of (value + a). Winsorize: values below a become a, those above b become b.
/// Standardize: (value - a) / b.
enum class TransformKind { Log, Winsorize, Standardize };

/// What was done to the values of an evidence layer before samples were taken from it: steps with the numbers
/// that were fitted to the layer, one after another, and before them the log-ratio that was made of it and of
/// others, if there was one. It goes with the values from the stack (metadata of a
/// band) to the samples (a column) and the model, so that a prediction can see whether its layers are what
/// the model learnt. Plain data.
class LayerTransform {
 public:
  /// The values as they are.
  LayerTransform() = default;
  LayerTransform(TransformKind kind, double a, double b = 0);
  explicit LayerTransform(LogRatio ratio);

  /// What text() wrote; nothing where the text is none of it.
  static std::optional<LayerTransform> read(const std::string& text);

  /// Such as "winsorize 0.5 80 then log 0", with all digits; "none" where nothing was done. Equal
  /// transforms have equal texts.
  std::string text() const;

  /// Such as "winsorized to 0.5 .. 80, logarithm"; empty where nothing was done.
  Sentence sentence() const;
  std::string words() const { return sentence().text(); } ///< as files hold it

  bool isNone() const { return !mLogRatio && mSteps.empty(); }

  /// What the steps start from, where that is not the layer alone.
  const std::optional<LogRatio>& logRatio() const { return mLogRatio; }

  /// In single precision, as layers are. NaN where there is no logarithm, and for every value where there is
  /// a log-ratio, which takes the values of other layers too.
  float operator()(float value) const;

  /// How the values are logarithms of those that were measured, where they are: with one logarithm among the
  /// steps, and no others but standardizing and, before all else, winsorizing, which changes no value between
  /// its bounds. Nothing where they are no logarithms, or where no exact inverse leads back.
  std::optional<LogScale> logScale() const;

  /// The steps of winsorizing before all others.
  LayerTransform firstBounds() const;

  /// This one, and the other one on its results, which has no log-ratio.
  LayerTransform then(const LayerTransform& other) const;

 private:
  struct Step {
    TransformKind kind;
    double a;
    double b;
  };
  std::optional<LogRatio> mLogRatio;
  std::vector<Step> mSteps;
};

} // namespace prospectivity
