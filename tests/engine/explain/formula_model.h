#pragma once

#include "engine/model/model.h"
#include "tests/engine/explain/closed_forms.h"

#include <cmath>
#include <memory>
#include <utility>
#include <vector>

namespace prospectivity {

/// A model of one member that takes missing values and is a sum over its features, so that its Shapley values
/// are known: a feature that is there gives `presence` + `slope` (value - `fill`), a missing one nothing.
class SumModel : public Model {
 public:
  struct Term {
    double presence = 0;
    double slope = 0;
    float fill = 0;
  };

  SumModel(std::vector<std::string> names, std::vector<Term> sum) : terms(std::move(sum)) {
    features = std::move(names);
  }

  std::vector<Term> terms;
  bool tellsMissing = true; ///< what the model says of seesPresence()
  bool knowsFills = true;

  const ModelKind& kind() const override {
    static const ModelKind sums{"sum", "sum", "sum", "sums"};
    return sums;
  }
  bool takesMissing() const override { return true; }
  bool seesPresence() const override { return tellsMissing; }
  std::vector<float> fills() const override {
    std::vector<float> result;
    for (std::size_t j = 0; knowsFills && j < terms.size(); ++j)
      result.push_back(terms[j].fill);
    return result;
  }
  std::size_t memberCount() const override { return 1; }
  std::unique_ptr<Model> member(std::size_t) const override { return std::make_unique<SumModel>(*this); }
  std::unique_ptr<Predictor> predictor() const override {
    return std::make_unique<Formula>(terms.size(), [terms = terms](const float* x) {
      double logit = 0;
      for (std::size_t j = 0; j < terms.size(); ++j)
        logit += given(terms[j], x[j]);
      return logit;
    });
  }

  static double given(const Term& term, float value) {
    return std::isnan(value)
               ? 0
               : term.presence + term.slope * (static_cast<double>(value) - static_cast<double>(term.fill));
  }
};

} // namespace prospectivity
