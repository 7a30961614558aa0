#include "engine/train/weights_of_evidence_report.h"

#include "engine/core/for_reader.h"
#include "engine/core/measured_values.h"
#include "engine/core/number_format.h"

#include <string>
#include <vector>

namespace prospectivity {

namespace {

// Below this probability, so large a surplus of expected deposits is told as dependence.
constexpr double significance = 0.05;

constexpr int digits = 3;

std::string classText(const LayerWeights& layer, std::size_t place, const FeatureDescription& described) {
  const MeasuredValues measured = measuredValues(described);
  const std::string scale = measured.behindNumber();
  const auto bound = [&](std::size_t k) {
    return formatNumber(measured.told(static_cast<double>(layer.bounds[k])), 4) +
           (scale.empty() ? "" : " " + scale);
  };
  if (layer.isCoded) {
    const std::string name = described.className(static_cast<double>(layer.bounds[place]));
    return name.empty() ? formatNumber(static_cast<double>(layer.bounds[place]), 4) : name;
  }
  if (layer.bounds.empty())
    return forReader("all values");
  if (layer.isOneOfClasses)
    return place == 0 ? forReader("other classes (weigh by their own lines)") : forReader("this class");
  if (place == 0)
    return forReader({"below %1", bound(0)});
  if (place == layer.bounds.size())
    return forReader({"%1 and above", bound(place - 1)});
  return forReader({"%1 to below %2", bound(place - 1), bound(place)});
}

EvidenceCounts countsOf(const LayerWeights& layer) {
  EvidenceCounts all;
  for (const EvidenceCounts& each : layer.classes) {
    all.deposits += each.deposits;
    all.others += each.others;
  }
  return all;
}

/// `descriptions`: of the layers; there may be none.
ReportTable tableOf(const std::vector<std::string>& features,
                    const std::vector<FeatureDescription>& descriptions, const EvidenceWeights& weights) {
  ReportTable table;
  table.title = forReader("Weights of evidence");
  table.columns = {forReader("Layer"),
                   forReader("Class"),
                   forReader("Deposits"),
                   forReader("Non-deposits"),
                   "W+",
                   "W-",
                   forReader("Contrast"),
                   forReader("Studentized contrast")};
  for (std::size_t j = 0; j < weights.layers.size(); ++j) {
    const LayerWeights& layer = weights.layers[j];
    const FeatureDescription described = descriptions.empty() ? FeatureDescription() : descriptions[j];
    const EvidenceCounts all = countsOf(layer);
    for (std::size_t k = 0; k < layer.classes.size(); ++k) {
      const EvidenceCounts& counts = layer.classes[k];
      std::vector<std::string> cells{features[j], classText(layer, k, described),
                                     std::to_string(counts.deposits), std::to_string(counts.others)};
      const ClassWeights each = weightsOf(counts, all);
      if (layer.classes.size() > 1)
        for (const double value : {each.inside, each.outside, each.contrast(), each.studentized()})
          cells.push_back(formatNumber(value, digits));
      cells.resize(table.columns.size(), "0"); // a layer of one class says nothing
      table.rows.push_back(cells);
    }
  }
  return table;
}

std::string sentenceOf(const IndependenceTest& test) {
  const Sentence told =
      test.p < significance
          ? Sentence(
                "the layers are not independent given the label, so that the same evidence counts several "
                "times. Ranks may still be good; the scores are too sure of themselves.")
          : Sentence("no sign that layers count the same evidence several times.");
  return forReader({"Test of conditional independence (new omnibus test, Agterberg & Cheng 2002): with the "
                    "samples' own share of deposits as prior, the posterior probabilities of the samples add "
                    "up to %1 deposits where there are %2 (z = %3, one-sided p = %4): %5",
                    formatWithError(test.expected, test.standardDeviation), test.deposits,
                    formatNumber(test.z, 2), formatNumber(test.p, 2), told});
}

} // namespace

void addEvidenceWeights(Report& report, const SampleTable& samples, const WeightsOfEvidenceModel& model) {
  const EvidenceWeights& weights = model.members.front();
  report.heading(forReader("Weights of evidence"));
  report.paragraph(forReader(
      "W+ is the natural logarithm of a class's share of the deposits over its share of the non-deposits, W- "
      "the "
      "same of all other classes; their difference is the contrast. A studentized contrast beyond about 2 is "
      "more "
      "than chance. One half is added to every count. A place scores the sum of the W+ of its classes."));
  if (model.members.size() > 1)
    report.paragraph(forReader({"The model is the mean of %1 weight tables, each of samples of its own; the "
                                "first is shown and tested.",
                                model.members.size()}));
  report.paragraph(sentenceOf(testIndependence(weights, samples.values.cast<float>(), samples.labels)));
  report.table(tableOf(model.features, samples.descriptions, weights));
}

} // namespace prospectivity
