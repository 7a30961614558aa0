#include "engine/train/missing_report.h"

#include "engine/core/for_reader.h"
#include "engine/core/number_format.h"
#include "engine/core/number_text.h"
#include "engine/samples/missing_values.h"

#include <algorithm>
#include <cstddef>

namespace prospectivity {

namespace {

std::size_t observedOf(const SampleTable& table, int label) {
  std::size_t count = 0;
  for (std::size_t row = 0; row < table.size(); ++row)
    count += table.isObserved(row) && table.labels[row] == label ? 1 : 0;
  return count;
}

std::string treatmentInWords(MissingEvidence treatment, const Learner& learner) {
  if (!learner.fillsMissing())
    return forReader(
        "A missing layer weighs 0: nothing is put in its place, and its weights are of the samples that "
        "have it.");
  return treatment == MissingEvidence::Learn
             ? forReader("A missing value is seen as the training part's mean (of classes, the most frequent "
                         "one), and beside it whether the value is there.")
             : forReader("A missing value is seen as the training part's mean (of classes, the most frequent "
                         "one); that it is missing is not seen.");
}

bool hasHoles(const LayerHoles& layer) {
  return layer.deposits > 0 || layer.others > 0;
}

} // namespace

std::optional<MissingRecord> missingRecordOf(const SampleTable& table,
                                             const std::vector<std::string>& features, int window,
                                             MissingEvidence missing, double minPresent) {
  if (missing == MissingEvidence::Exclude)
    return std::nullopt;
  return MissingRecord{missing, minPresent, layerHoles(table, features, window)};
}

std::optional<Sentence> doubtOfPresence(const MissingRecord& record, const SampleTable& table) {
  std::string names;
  for (const LayerHoles& layer : record.layers)
    if (layer.differ(observedOf(table, 1), observedOf(table, 0)))
      names += (names.empty() ? "'" : ", '") + layer.layer + "'";
  if (names.empty())
    return std::nullopt;
  return Sentence(
      "Deposits and non-deposits lack these layers unequally often: %1. That a layer is there may "
      "say where people looked, and not where ore is: choose non-deposits within the surveys, or "
      "leave the layers out of %2.",
      names, Subject::Features);
}

void addMissing(Report& report, const MissingRecord& record, const SampleTable& table,
                const Learner& learner) {
  report.heading(forReader("Missing evidence"));
  report.paragraph(
      forReader({"Samples need data of at least %1 of the layers.", formatPercent(record.minPresent)}) + " " +
      treatmentInWords(record.treatment, learner));
  ReportTable holes;
  holes.title = forReader("Share of the samples that lack a layer");
  holes.columns = {forReader("Layer"), forReader("Deposits"), forReader("Non-deposits"),
                   forReader("Unequal")};
  for (const LayerHoles& layer : record.layers)
    if (hasHoles(layer))
      holes.rows.push_back(
          {layer.layer, formatPercent(layer.deposits), formatPercent(layer.others),
           layer.differ(observedOf(table, 1), observedOf(table, 0)) ? forReader("yes") : forReader("no")});
  const bool isSeen = record.treatment == MissingEvidence::Learn && learner.fillsMissing();
  if (holes.rows.empty() && !isSeen)
    report.paragraph(forReader("No sample lacks a layer."));
  else if (holes.rows.empty())
    report.paragraph(
        forReader("No sample lacks a layer: where a map lacks one of them, its mean (of classes, the "
                  "most frequent one) stands for it, and that it is missing counts for nothing, since "
                  "nothing was learnt of that."));
  else
    report.table(holes);
  if (isSeen && !holes.rows.empty() && holes.rows.size() < record.layers.size())
    report.paragraph(forReader(
        "No sample lacks any of the other layers: where a map lacks one of them, its mean (of classes, the "
        "most frequent one) stands for it, and that it is missing counts for nothing, since nothing was "
        "learnt of that."));
}

} // namespace prospectivity
