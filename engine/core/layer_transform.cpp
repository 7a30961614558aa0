#include "engine/core/layer_transform.h"

#include "engine/core/number_text.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <locale>
#include <sstream>
#include <utility>

namespace prospectivity {

namespace {

constexpr const char* noTransform = "none";
constexpr const char* separator = " then ";

struct KindName {
  TransformKind kind;
  const char* name;
  bool hasB;
};
constexpr KindName kinds[] = {{TransformKind::Log, "log", false},
                              {TransformKind::Winsorize, "winsorize", true},
                              {TransformKind::Standardize, "standardize", true}};

const KindName& nameOf(TransformKind kind) {
  return *std::find_if(std::begin(kinds), std::end(kinds),
                       [&](const KindName& entry) { return entry.kind == kind; });
}

std::optional<LayerTransform> readStep(const std::string& text) {
  std::istringstream words(text);
  words.imbue(std::locale::classic());
  std::string name;
  words >> name;
  for (const KindName& entry : kinds) {
    double a = 0;
    double b = 0;
    if (name != entry.name || !(words >> a) || (entry.hasB && !(words >> b)))
      continue;
    std::string rest;
    if (!(words >> rest))
      return LayerTransform(entry.kind, a, b);
  }
  return std::nullopt;
}

/// A log-ratio comes before all steps.
std::optional<LayerTransform> readFirst(const std::string& text) {
  if (std::optional<LogRatio> ratio = LogRatio::read(text))
    return LayerTransform(*std::move(ratio));
  return readStep(text);
}

} // namespace

LayerTransform::LayerTransform(TransformKind kind, double a, double b) : mSteps{{kind, a, b}} {}

LayerTransform::LayerTransform(LogRatio ratio) : mLogRatio(std::move(ratio)) {}

std::optional<LayerTransform> LayerTransform::read(const std::string& text) {
  LayerTransform result;
  if (text == noTransform)
    return result;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(separator, begin), text.size());
    const std::string part = text.substr(begin, end - begin);
    const std::optional<LayerTransform> step = begin == 0 ? readFirst(part) : readStep(part);
    if (!step)
      return std::nullopt;
    if (begin == 0)
      result.mLogRatio = step->mLogRatio;
    result.mSteps.insert(result.mSteps.end(), step->mSteps.begin(), step->mSteps.end());
    begin = end + std::string(separator).size();
  }
  return result;
}

std::string LayerTransform::text() const {
  std::string result = mLogRatio ? mLogRatio->text() : std::string();
  for (const Step& step : mSteps) {
    const KindName& kind = nameOf(step.kind);
    result += (result.empty() ? "" : separator) + std::string(kind.name) + " " + numberText(step.a, 17);
    if (kind.hasB)
      result += " " + numberText(step.b, 17);
  }
  return result.empty() ? noTransform : result;
}

Sentence LayerTransform::sentence() const {
  std::vector<Sentence> parts;
  if (mLogRatio)
    parts.push_back(mLogRatio->sentence());
  for (const Step& step : mSteps)
    switch (step.kind) {
    case TransformKind::Log:
      parts.push_back(step.a > 0 ? Sentence("logarithm of (value + %1)", numberText(step.a))
                                 : Sentence("logarithm"));
      break;
    case TransformKind::Winsorize:
      parts.emplace_back("winsorized to %1 .. %2", numberText(step.a), numberText(step.b));
      break;
    case TransformKind::Standardize:
      parts.emplace_back("(value - %1) / %2", numberText(step.a), numberText(step.b));
      break;
    }
  Sentence all = parts.empty() ? Sentence("") : parts.front();
  for (std::size_t i = 1; i < parts.size(); ++i)
    all = Sentence("%1, %2", all, parts[i]);
  return all;
}

float LayerTransform::operator()(float value) const {
  if (mLogRatio)
    return std::numeric_limits<float>::quiet_NaN();
  for (const Step& step : mSteps) {
    switch (step.kind) {
    case TransformKind::Log:
      value = value + step.a > 0 ? static_cast<float>(std::log(value + step.a))
                                 : std::numeric_limits<float>::quiet_NaN();
      break;
    case TransformKind::Winsorize:
      // A NaN stays one.
      value = value < static_cast<float>(step.a)   ? static_cast<float>(step.a)
              : value > static_cast<float>(step.b) ? static_cast<float>(step.b)
                                                   : value;
      break;
    case TransformKind::Standardize:
      value = static_cast<float>((value - step.a) / step.b);
      break;
    }
  }
  return value;
}

std::optional<LogScale> LayerTransform::logScale() const {
  if (mLogRatio)
    return std::nullopt;
  // Before the logarithm: (original - shift) / scale of `result`; after it, what LogScale says.
  LogScale result;
  bool isLog = false;
  bool isMeasured = true;
  for (const Step& step : mSteps) {
    switch (step.kind) {
    case TransformKind::Winsorize:
      if (!isMeasured)
        return std::nullopt; // its bounds are none of what was measured
      break;
    case TransformKind::Standardize:
      if (!(step.b > 0))
        return std::nullopt;
      result.shift += step.a * result.scale;
      result.scale *= step.b;
      isMeasured = false;
      break;
    case TransformKind::Log:
      if (isLog)
        return std::nullopt;
      // ln((x - shift) / scale + a) = ln(x - shift + a * scale) - ln(scale)
      result = {step.a * result.scale - result.shift, std::log(result.scale), 1};
      isLog = true;
      isMeasured = false;
      break;
    }
  }
  return isLog ? std::optional<LogScale>(result) : std::nullopt;
}

LayerTransform LayerTransform::firstBounds() const {
  LayerTransform result;
  for (const Step& step : mSteps) {
    if (step.kind != TransformKind::Winsorize)
      break;
    result.mSteps.push_back(step);
  }
  return result;
}

LayerTransform LayerTransform::then(const LayerTransform& other) const {
  LayerTransform result = *this;
  result.mSteps.insert(result.mSteps.end(), other.mSteps.begin(), other.mSteps.end());
  return result;
}

} // namespace prospectivity
