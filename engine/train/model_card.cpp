#include "engine/train/model_card.h"

#include "engine/core/ascii.h"
#include "engine/core/feature_layers.h"
#include "engine/core/for_reader.h"
#include "engine/core/number_format.h"
#include "engine/core/statistics.h"
#include "engine/network/network_model.h"
#include "engine/reference/logistic_model.h"
#include "engine/reference/tree_model.h"
#include "engine/reference/weights_of_evidence_model.h"
#include "engine/train/computed_with.h"
#include "engine/train/training_folds.h"
#include "engine/train/training_report.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

namespace prospectivity {

namespace {

/// Below so many deposits the card warns of their number: one of them is then more than two percent of
/// recall.
constexpr std::size_t fewDeposits = 50;

/// "1 network", "3 networks".
Sentence counted(std::size_t count, const Sentence& one, const Sentence& several) {
  return {"%2 %1", count == 1 ? one : several, count};
}

Sentence membersInWords(const Model& model) {
  return counted(model.memberCount(), model.kind().member, model.kind().members);
}

/// "14 layers", and of how many bands where layers of classes have several.
Sentence layersInWords(const Model& model) {
  const std::size_t layers = FeatureLayers(model.features, model.descriptions).count();
  const Sentence told = counted(layers, "layer", "layers");
  if (layers == model.features.size())
    return told;
  return {"%1 (%2)", told, counted(model.features.size(), "band", "bands")};
}

std::string listed(const std::vector<int>& numbers) {
  std::string text;
  for (const int number : numbers)
    text += (text.empty() ? "" : ", ") + std::to_string(number);
  return text;
}

std::string titleOfKind(const std::string& id) {
  for (const ModelKind* kind :
       {&NetworkModel::networks(), &LogisticModel::logisticRegressions(), &TreeModel::forests(),
        &TreeModel::boostings(), &WeightsOfEvidenceModel::weightsOfEvidence()})
    if (id == kind->id)
      return kind->title;
  return id == bestLayerId ? "best single layer" : id;
}

std::string networkInWords(const NetworkShape& shape) {
  const Sentence over =
      shape.window == 1
          ? Sentence("A convolutional network along the ordered layers of one cell")
          : Sentence("A convolutional network over a window of %1 x %1 cells of every layer", shape.window);
  const Sentence pooling =
      shape.pooling == Pooling::None
          ? Sentence("")
          : Sentence(", %1 pooling",
                     Sentence(lowered(poolingChoices()[static_cast<std::size_t>(shape.pooling)].title)));
  const Sentence dense = shape.dense.empty()
                             ? Sentence(", no hidden dense layer")
                             : Sentence(", hidden dense layers of %1 units", listed(shape.dense));
  const Sentence thresholds =
      shape.thresholds == 0
          ? Sentence("")
          : Sentence(", %1 (how far the value has come between quantiles of the training samples)",
                     counted(static_cast<std::size_t>(shape.thresholds), "threshold channel",
                             "threshold channels"));
  const Sentence presence = shape.hasPresence ? Sentence(", and whether the value is there") : Sentence("");
  return forReader(
             {"%1: convolutions of %2 filters with a kernel of %3%4%5, dropout %6 while it was trained.",
              over, listed(shape.filters), shape.kernel, pooling, dense, formatNumber(shape.dropout)}) +
         " " + forReader({"It sees of each layer its value%1%2.", thresholds, presence});
}

std::string architectureOf(const Model& model) {
  if (const auto* network = dynamic_cast<const NetworkModel*>(&model))
    return networkInWords(network->members.front().network.shape);
  if (const auto* trees = dynamic_cast<const TreeModel*>(&model)) {
    const TreeEnsemble& first = trees->members.front();
    return forReader({"Each %1 is %2; the deepest asks %3.", Sentence(model.kind().member),
                      counted(first.treeCount(), "decision tree", "decision trees"),
                      counted(first.depth(), "question", "questions")}) +
           " " +
           (trees->treeKind() == TreeKind::Forest
                ? forReader("The score is the mean share of deposits in the leaves.")
                : forReader("The score is the sigmoid of the sum over the leaves."));
  }
  if (dynamic_cast<const LogisticModel*>(&model) != nullptr)
    return forReader("The log-odds are a weighted sum of the scaled layers: no curves and no interactions.");
  if (dynamic_cast<const WeightsOfEvidenceModel*>(&model) != nullptr)
    return forReader(
        "Each layer is cut into classes, and the log-odds are the sum of the weights of the classes that "
        "a "
        "cell lies in, as if layers were independent given the deposits. Where they are not, scores are "
        "too extreme.");
  return {};
}

void addWhatItIs(Report& report, const Model& model, const std::string& fingerprint) {
  report.heading(forReader("What it is"));
  if (const std::string architecture = architectureOf(model); !architecture.empty())
    report.paragraph(architecture);
  ReportTable table;
  table.title = forReader("The model");
  table.columns = {forReader("Part"), forReader("What the file says")};
  table.rows = {{forReader("Kind"), capitalised(forReader(model.kind().title))},
                {forReader("Members"),
                 model.memberCount() == 1
                     ? forReader(membersInWords(model))
                     : forReader({"%1; the score is of their mean log-odds", membersInWords(model)})},
                {forReader("Layers"), forReader(layersInWords(model))},
                {forReader("Window"),
                 model.window() == 1 ? forReader("one cell") : forReader({"%1 x %1 cells", model.window()})},
                {forReader("Missing evidence"),
                 !model.takesMissing()  ? forReader("a cell needs data in every layer")
                 : model.seesPresence() ? forReader("taken, and the model sees that it is missing")
                                        : forReader("taken, and not told from an average value")},
                {forReader("Fingerprint of the file (SHA-256)"), fingerprint}};
  report.table(table);
}

/// Observed samples in the first repeat's test parts, each of which is there once, except with hold-out.
std::size_t observedOf(const TrainingRecord& record) {
  std::size_t samples = 0;
  if (record.split)
    for (const FoldRecord& fold : record.split->folds)
      if (fold.repeat == 0 && fold.fold == 0 && fold.set <= 1)
        samples = fold.fitted + fold.validation + fold.test;
  return samples;
}

std::string kindText(FeatureKind kind) {
  switch (kind) {
  case FeatureKind::Quantity:
    return forReader("quantity");
  case FeatureKind::Codes:
    return forReader("classes");
  case FeatureKind::Indicator:
    return forReader("one class (0 or 1)");
  case FeatureKind::Unknown:
    break;
  }
  return forReader("not recorded");
}

std::string classesText(const FeatureDescription& description) {
  std::string text;
  for (const auto& [code, name] : description.classes)
    text += (text.empty() ? "" : "; ") + formatNumber(code) + " " + name;
  if (!description.joined.empty()) {
    std::string names;
    for (const std::string& name : description.joined)
      names += (names.empty() ? "" : ", ") + name;
    text += (text.empty() ? "" : "; ") + forReader({"other: %1", names});
  }
  return text;
}

std::string treatmentInWords(const FeatureDescription& description) {
  FeatureDescription bare = description;
  bare.unit.clear();
  const std::string done = bare.scaleInWords();
  if (!done.empty())
    return done;
  return description.transform.empty() ? forReader("not recorded") : forReader("none");
}

void addTrainedOn(Report& report, const Model& model) {
  const TrainingRecord& record = model.record;
  report.heading(forReader("What it was trained on"));
  const std::size_t observed = observedOf(record);
  const Sentence samples = counted(observed, "observed sample", "observed samples");
  std::string text = observed > 0 ? (record.sets ? forReader({"%1 in each set of non-deposits.", samples})
                                                 : forReader({"%1.", samples}))
                                  : forReader("The file does not say how many samples there were.");
  if (record.calibration && record.calibration->deposits > 0)
    text += " " + forReader({"%1 and %2 were held out and judged by models that had not seen them.",
                             counted(record.calibration->deposits, "deposit", "deposits"),
                             counted(record.calibration->nonDeposits, "non-deposit", "non-deposits")});
  else
    text += " " + forReader("It does not say how many of the samples are deposits.");
  if (record.split) {
    std::size_t augmented = 0;
    for (const FoldRecord& fold : record.split->folds)
      augmented = std::max(augmented, fold.augmented);
    text +=
        " " + (augmented == 0
                   ? forReader("No synthetic samples were added.")
                   : forReader({"Up to %1 synthetic samples were added to the training part of a fold; none "
                                "was ever tested on.",
                                augmented}));
  }
  if (record.sets)
    text += " " +
            forReader(
                {"Its members were trained on %1 of non-deposits.",
                 counted(std::set<int>(record.sets->memberSets.begin(), record.sets->memberSets.end()).size(),
                         "set", "sets")});
  report.paragraph(text);

  std::map<std::string, LayerHoles> holes;
  if (record.missing)
    for (const LayerHoles& layer : record.missing->layers)
      holes[layer.layer] = layer;
  ReportTable table;
  table.title = forReader("Layers, in the order in which the model is given them");
  table.columns = {forReader("Layer"), forReader("Unit"), forReader("Kind"), forReader("Transform"),
                   forReader("Classes")};
  if (record.missing) {
    table.columns.emplace_back(forReader("Missing at deposits"));
    table.columns.emplace_back(forReader("Missing at non-deposits"));
  }
  for (std::size_t j = 0; j < model.features.size(); ++j) {
    const FeatureDescription description =
        j < model.descriptions.size() ? model.descriptions[j] : FeatureDescription();
    std::vector<std::string> row{
        model.features[j], description.unit.empty() ? forReader("not recorded") : description.unit,
        kindText(description.kind), treatmentInWords(description), classesText(description)};
    if (record.missing) {
      const auto found = holes.find(model.features[j]);
      row.push_back(found == holes.end() ? "" : formatPercent(found->second.deposits));
      row.push_back(found == holes.end() ? "" : formatPercent(found->second.others));
    }
    table.rows.push_back(row);
  }
  report.table(table);
}

struct Rival {
  std::string title;
  MetricSpread metrics;
  bool isOwn = false;
};

/// From the highest AUC to the lowest; undefined ones last. Among equals the rivals come first, which are
/// simpler.
std::vector<Rival> ranked(const Model& model) {
  std::vector<Rival> all;
  for (const BaselineRecord& baseline : model.record.metrics->baselines)
    all.push_back({titleOfKind(baseline.id), baseline.metrics, false});
  all.push_back({model.kind().title, model.record.metrics->model, true});
  const auto height = [](const Rival& rival) {
    return std::isnan(rival.metrics.mean.auc) ? -1 : rival.metrics.mean.auc;
  };
  std::stable_sort(all.begin(), all.end(),
                   [&](const Rival& a, const Rival& b) { return height(a) > height(b); });
  return all;
}

std::string figure(const MetricSpread& spread, double Metrics::*value) {
  return formatWithError(spread.mean.*value, spread.standardDeviation.*value);
}

Chart chartOfRivals(const std::vector<Rival>& rivals) {
  Points own{forReader("this model"), {}, {}, palette::judged};
  Points others{forReader("rivals"), {}, {}, palette::reference};
  own.size = others.size = 10;
  own.xLeast = others.xLeast = 0;
  own.xMost = others.xMost = 1;
  Axis names{""};
  names.isReversed = true;
  for (std::size_t place = 0; place < rivals.size(); ++place) {
    const Rival& rival = rivals[place];
    Points& points = rival.isOwn ? own : others;
    names.names.push_back(capitalised(forReader(rival.title)));
    points.x.push_back(rival.metrics.mean.auc);
    points.y.push_back(static_cast<double>(place));
    points.xErrors.push_back(rival.metrics.standardDeviation.auc);
  }
  Lines chance{forReader("chance"),
               {0.5, 0.5},
               {-0.5, static_cast<double>(rivals.size()) - 0.5},
               {palette::chance, 1, Dash::Dotted}};
  std::vector<Series> series{std::move(own)};
  if (!others.x.empty())
    series.emplace_back(std::move(others));
  series.emplace_back(std::move(chance));
  return chartOf(
      forReader("AUC on the test parts"),
      forReader("Whether the model is worth its complexity: mean and standard deviation over the same test "
                "parts."),
      {"AUC"}, std::move(names), std::move(series), 160 + 36 * static_cast<int>(rivals.size()));
}

void addValidation(Report& report, const Model& model) {
  report.heading(forReader("How it was validated"));
  const TrainingRecord& record = model.record;
  if (!record.split || !record.metrics) {
    report.paragraph(
        forReader("The file holds no validation: nothing is known of how well the model ranks ground that "
                  "it has not seen. Train it anew before decisions rest on it."));
    return;
  }
  int repeats = 0;
  std::set<int> folds;
  std::size_t least = record.split->folds.empty() ? 0 : record.split->folds.front().test;
  std::size_t most = 0;
  for (const FoldRecord& fold : record.split->folds) {
    repeats = std::max(repeats, fold.repeat + 1);
    folds.insert(fold.fold);
    least = std::min(least, fold.test);
    most = std::max(most, fold.test);
  }
  report.paragraph(
      forReader({"Held out by: %1; %2%3, of %4 each.", Sentence(record.split->method),
                 counted(folds.size(), "test part", "test parts"),
                 repeats > 1 ? Sentence(" in each of %1 divisions", repeats) : Sentence(""),
                 least == most ? counted(most, "sample", "samples")
                               : Sentence("%1 to %2", least, counted(most, "sample", "samples"))}) +
      " " +
      forReader("The figures are means over the test parts, with their standard deviation: these parts share "
                "training samples, so that it is no confidence interval."));
  const std::vector<Rival> rivals = ranked(model);
  ReportTable ranking;
  ranking.title = forReader("The model among its rivals on the same test parts, by AUC");
  ranking.columns = {forReader("Rank"), forReader("Model"), "AUC", forReader("Accuracy"),
                     forReader("Recall")};
  for (std::size_t place = 0; place < rivals.size(); ++place)
    ranking.rows.push_back({std::to_string(place + 1),
                            capitalised(forReader(rivals[place].title)) +
                                (rivals[place].isOwn ? " (" + forReader("this model") + ")" : ""),
                            figure(rivals[place].metrics, &Metrics::auc),
                            figure(rivals[place].metrics, &Metrics::accuracy),
                            figure(rivals[place].metrics, &Metrics::recall)});
  report.table(ranking);
  report.chart(chartOfRivals(rivals));
  ReportTable metrics;
  metrics.title = forReader("All metrics of this model: mean and standard deviation");
  metrics.columns = {forReader("Metric"), forReader("On the test parts")};
  for (const MetricEntry& entry : metricEntries())
    metrics.rows.push_back({forReader(entry.name), figure(record.metrics->model, entry.value)});
  std::vector<double> overfitting;
  for (const TestedPart& part : record.metrics->parts)
    if (!std::isnan(part.overfitting))
      overfitting.push_back(part.overfitting);
  if (!overfitting.empty())
    metrics.rows.push_back({forReader("overfitting (training accuracy minus test accuracy)"),
                            formatWithError(mean(overfitting), standardDeviation(overfitting))});
  report.table(metrics);
}

void addCalibration(Report& report, const Model& model) {
  report.heading(forReader("Calibration"));
  if (!model.record.calibration || !model.record.calibration->isTrustworthy()) {
    report.paragraph(
        forReader("The file stores no calibration that could be trusted: its scores rank ground and cannot "
                  "be made probabilities."));
    return;
  }
  const Calibration& calibration = *model.record.calibration;
  const Interval slope = calibration.slopeInterval();
  const Interval intercept = calibration.interceptInterval();
  report.paragraph(forReader(
      {"Platt scaling of held-out scores: log-odds = slope x logit + intercept, with a slope of %1 and an "
       "intercept of %2 (95 % intervals). A slope below 1 says that scores are too extreme, above 1 too "
       "timid. It holds at the share of deposits among the samples; on a map Predict prospectivity makes "
       "probabilities of it from a number of expected deposits.",
       formatWithInterval(calibration.slope, slope.low, slope.high),
       formatWithInterval(calibration.intercept, intercept.low, intercept.high)}));
}

/// Of the cells that samples lie in, for models that see windows.
void addBackground(Report& report, const Model& model) {
  report.heading(forReader("Background samples"));
  if (model.background.rows() == 0) {
    report.paragraph(
        forReader("The file stores no samples to compare with: explanations need a layer of them."));
    return;
  }
  report.paragraph(
      (model.background.rows() == 1
           ? forReader("1 observed training sample is stored for explanations to compare with.")
           : forReader({"%1 observed training samples are stored for explanations to compare with.",
                        model.background.rows()})) +
      " " +
      (model.window() == 1
           ? forReader("Their values are those the model is given, after any transform.")
           : forReader("Their values are those the model is given, after any transform, in the cells of the "
                       "samples themselves.")) +
      " " + forReader("Cells far beyond them are extrapolation."));
  ReportTable table;
  table.title = forReader("Background samples: quantiles of the known values");
  table.columns = {forReader("Layer"),
                   forReader("Known"),
                   forReader("Lowest"),
                   "5 %",
                   "25 %",
                   forReader("Median"),
                   "75 %",
                   "95 %",
                   forReader("Highest")};
  const InputLayout layout = model.layout();
  for (std::size_t j = 0; j < model.features.size(); ++j) {
    std::vector<double> known =
        knownValues(model.background.col(static_cast<Eigen::Index>(layout.center(j))));
    std::sort(known.begin(), known.end());
    std::vector<std::string> row{model.features[j], std::to_string(known.size())};
    const bool isCoded = !model.classes(j).codes.empty() ||
                         (j < model.descriptions.size() && model.descriptions[j].kind == FeatureKind::Codes);
    if (isCoded) {
      // Codes have no order.
      const std::size_t classes = std::set<double>(known.begin(), known.end()).size();
      row.push_back(classes == 1 ? forReader("1 class") : forReader({"%1 classes", classes}));
      row.resize(table.columns.size());
    } else {
      for (const double share : {0.0, 0.05, 0.25, 0.5, 0.75, 0.95, 1.0})
        row.push_back(formatNumber(known.empty() ? std::nan("") : quantileOfSorted(known, share)));
    }
    table.rows.push_back(row);
  }
  report.table(table);
}

/// What follows from the record, a sentence each.
std::vector<std::string> limitsOf(const Model& model) {
  const TrainingRecord& record = model.record;
  std::vector<std::string> limits{
      forReader(
          "The score ranks cells by how much they resemble the deposits of the training samples. It is no "
          "probability: its level depends on how many non-deposits stood beside the deposits."),
      forReader(
          "Non-deposits are places where no deposit is known, as a rule, and not places that are known to be "
          "barren: some may hold what has not been found.")};
  if (record.calibration && record.calibration->deposits > 0 && record.calibration->deposits < fewDeposits)
    limits.push_back(forReader(
        {"Its figures rest on %1 that were held out: one of them more or less found moves the recall by "
         "%2, and differences of that size between models mean nothing.",
         counted(record.calibration->deposits, "deposit", "deposits"),
         formatPercent(1 / static_cast<double>(record.calibration->deposits), 2)}));
  if (record.split) {
    const std::string& blocks = splitChoices()[static_cast<std::size_t>(SplitMethod::SpatialBlocks)].title;
    if (record.split->method == lowered(blocks))
      limits.emplace_back(
          forReader("It was tested on blocks of ground away from its training samples, which is the "
                    "harder and fairer test; blocks narrower than the reach of the evidence's spatial "
                    "correlation still flatter."));
    else
      limits.push_back(forReader(
          {"It was validated by %1, where test samples lie among training samples: neighbours resemble "
           "each other, so that its figures flatter it on ground away from known deposits. Validate by "
           "spatial blocks before it is used there.",
           Sentence(record.split->method)}));
    std::set<std::pair<int, int>> parts;
    for (const FoldRecord& fold : record.split->folds)
      parts.insert({fold.repeat, fold.fold});
    if (parts.size() == 1)
      limits.emplace_back(
          forReader("One division alone tested it, so that nothing is known of how its figures vary."));
  } else
    limits.emplace_back(forReader("The file does not say how it was validated."));
  if (record.metrics && !record.metrics->baselines.empty()) {
    const std::vector<Rival> rivals = ranked(model);
    if (!rivals.front().isOwn)
      limits.push_back(forReader(
          {"It is not the best of what was tried: the %1 ranked the same test samples better or as well "
           "(AUC %2 against %3).",
           Sentence(rivals.front().title), figure(rivals.front().metrics, &Metrics::auc),
           figure(record.metrics->model, &Metrics::auc)}));
    else if (!(rivals.front().metrics.mean.auc - rivals[1].metrics.mean.auc >
               rivals.front().metrics.standardDeviation.auc))
      limits.push_back(
          forReader({"Its lead over the %1 is not larger than the spread between test parts: the "
                     "simpler of the two may do.",
                     Sentence(rivals[1].title)}));
  }
  if (record.missing) {
    limits.emplace_back(
        forReader("Layers were missing in some training samples. Where deposits lack a layer more often than "
                  "non-deposits, or less, the model may have learnt where people looked."));
  } else if (!model.takesMissing())
    limits.emplace_back(forReader("Cells that lack any of its layers are not predicted."));
  if (model.window() > 1)
    limits.emplace_back(
        forReader("It sees windows, so that it holds for stacks of the cell size it was trained on."));
  if (model.descriptions.empty())
    limits.emplace_back(
        forReader("Units and transforms of its layers are not recorded: whoever uses it must see to it "
                  "that layers are in the units it was trained on."));
  limits.push_back(
      model.training.values.rows() > 0
          ? forReader("It holds for ground like that of its training samples; Predict prospectivity can map "
                      "where that is (area of applicability).")
          : forReader("It stores no training samples, so that no area of applicability can be mapped."));
  return limits;
}

void addUse(Report& report, const Model& model) {
  report.heading(forReader("Intended use and limits"));
  report.paragraph(
      forReader("Intended: to rank the cells of the district that it was trained on by prospectivity for "
                "the kind of deposit of its samples, and to say which layers each rank rests on, so that "
                "geologists choose ground to look at. Not intended: other kinds of deposits or districts "
                "without a test there, estimates of resources, grade or value, or proof that ground is "
                "barren."));
  for (const std::string& limit : limitsOf(model))
    report.paragraph(limit);
}

void addMaking(Report& report, const TrainingRecord& record, const NamesAndValues& options) {
  report.heading(forReader("How the model was made"));
  ReportTable table;
  table.title = forReader("Versions, seed, and what its last digits depend on");
  table.columns = {forReader("What"), forReader("Value")};
  if (record.versions) {
    table.rows.push_back({"Prospectivity Lens", record.versions->prospectivityLens});
    if (!record.computedWith)
      table.rows.push_back({forReader("Training library"), record.versions->trainingLibrary});
  }
  if (record.seed)
    table.rows.push_back({forReader("Seed"), std::to_string(*record.seed)});
  if (record.computedWith)
    for (const auto& [name, value] : linesOf(*record.computedWith))
      table.rows.push_back({name, value});
  if (table.rows.empty())
    report.paragraph(forReader("The file does not say by which versions and with which seed it was made."));
  else
    report.table(table);
  if (options.empty())
    return;
  ReportTable given;
  given.title = forReader("Parameters of the training");
  given.columns = {forReader("Parameter"), forReader("Value")};
  for (const auto& [name, value] : options)
    given.rows.push_back({name, value});
  report.table(given);
}

/// The first sentences: what it is good for, before all detail.
std::string summaryOf(const Model& model) {
  const Sentence title = model.kind().title;
  const std::optional<MetricsRecord>& metrics = model.record.metrics;
  if (!metrics || std::isnan(metrics->model.mean.auc))
    return forReader({"A %1 on %2.", title, layersInWords(model)}) + " " +
           forReader("Its file does not say how well it ranks samples that it has not seen.");
  const std::vector<Rival> rivals = ranked(model);
  const auto own = std::find_if(rivals.begin(), rivals.end(), [](const Rival& rival) { return rival.isOwn; });
  const std::string auc = figure(metrics->model, &Metrics::auc);
  return forReader({"A %1 on %2.", title, layersInWords(model)}) + " " +
         (rivals.size() == 1
              ? forReader({"On samples that it had not seen it reached an AUC of %1 (0.5 is chance).", auc})
              : forReader(
                    {"On samples that it had not seen it reached an AUC of %1 (0.5 is chance), rank %2 of %3 "
                     "models on the same test parts.",
                     auc, own - rivals.begin() + 1, rivals.size()}));
}

} // namespace

Report modelCard(const Model& model, const std::string& fingerprint, const NamesAndValues& options) {
  Report report(forReader({"Model card: %1", Sentence(model.kind().title)}),
                forReader({"%1, %2, fingerprint %3", membersInWords(model), layersInWords(model),
                           fingerprint.substr(0, 12)}));
  report.paragraph(summaryOf(model));
  addWhatItIs(report, model, fingerprint);
  addUse(report, model);
  addTrainedOn(report, model);
  addValidation(report, model);
  addCalibration(report, model);
  addBackground(report, model);
  addMaking(report, model.record, options);
  report.provenance({{forReader("Form of the card"), "Mitchell et al. 2019, doi 10.1145/3287560.3287596"}});
  return report;
}

} // namespace prospectivity
