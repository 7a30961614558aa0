#include "engine/explain/filter_report.h"

#include "engine/core/for_reader.h"
#include "engine/core/number_format.h"
#include "engine/explain/feature_axis.h"
#include "engine/report/chart.h"
#include "engine/report/palette.h"
#include "engine/report/report.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace prospectivity {

namespace {

/// Features whose bins a report draws; the table of steps has all.
constexpr std::size_t mostAnswers = 6;

constexpr const char* signs =
    "A sign is not favourability: the layers behind a filter may turn it round. What raises or lowers the "
    "prediction is told by SHAP values and by ICE plots.";

/// A heat map on one diverging ramp, symmetric about zero, with one row per filter.
void addHeatMap(Report& report, const std::string& title, const Matrix& values,
                const std::vector<std::string>& columns, const std::string& columnTitle,
                const std::string& unit, const std::string& caption) {
  std::vector<std::string> filters;
  for (Eigen::Index i = 0; i < values.rows(); ++i)
    filters.push_back(std::to_string(i + 1));
  const double reach = std::max(values.cwiseAbs().maxCoeff(), 1e-12);
  report.chart(chartOf(title, caption, {columnTitle, "", columns}, {forReader("filter"), "", filters},
                       {HeatMap{values, -reach, reach, palette::diverging(), unit}},
                       // Upright names need room.
                       180 + 16 * static_cast<int>(values.rows()) + (values.cols() > 12 ? 110 : 0)));
}

/// Weights of a convolution: filters x (channels x taps); the rows of a windowed kernel are summed.
Matrix weightsOf(const NetworkLayer& layer) {
  Matrix result = Matrix::Zero(layer.output.channels, layer.input.channels * layer.kernelColumns);
  std::size_t next = 0;
  for (int f = 0; f < layer.output.channels; ++f)
    for (int i = 0; i < layer.input.channels; ++i)
      for (int tap = 0; tap < layer.taps(); ++tap)
        result(f, i * layer.kernelColumns + tap % layer.kernelColumns) +=
            static_cast<double>(layer.weight[next++]);
  return result;
}

std::vector<std::string> weightColumns(const NetworkModel& model, std::size_t layer) {
  const ModelMember& member = model.members.front();
  const NetworkLayer& convolution = *member.network.convolutions()[layer];
  const NetworkShape& shape = member.network.shape;
  const bool seesFeatures = shape.window > 1 && layer == 0;
  std::vector<std::string> names;
  for (int i = 0; i < convolution.input.channels; ++i) {
    std::string channel = forReader({"filter %1", i + 1}) + ", ";
    if (layer == 0) {
      const auto position = static_cast<std::size_t>(i / shape.channels());
      channel = seesFeatures ? model.features[static_cast<std::size_t>(member.order[position])] + ", " : "";
      if (shape.channels() > 1)
        channel += inputChannelName(shape, i % shape.channels()) + ", ";
    }
    for (int t = 0; t < convolution.kernelColumns; ++t) {
      const int place = t - convolution.kernelColumns / 2;
      names.push_back(channel +
                      (place == 0 ? forReader("centre") : (place > 0 ? "+" : "") + std::to_string(place)));
    }
  }
  return names;
}

void addExcitations(Report& report, const NetworkModel& model,
                    const std::vector<FilterExcitation>& excitations, std::size_t layer) {
  const ModelMember& member = model.members.front();
  std::vector<std::size_t> position(member.order.size());
  std::vector<std::string> names;
  for (std::size_t p = 0; p < member.order.size(); ++p) {
    position[static_cast<std::size_t>(member.order[p])] = p;
    names.push_back(model.features[static_cast<std::size_t>(member.order[p])]);
  }
  Matrix values = Matrix::Zero(member.network.convolutions()[layer]->output.channels,
                               static_cast<Eigen::Index>(member.order.size()));
  bool isThere = false;
  for (const FilterExcitation& excitation : excitations)
    if (excitation.network == 0 && excitation.convolution == layer) {
      values(excitation.filter, static_cast<Eigen::Index>(position[excitation.feature])) =
          excitation.difference();
      isThere = true;
    }
  if (isThere)
    addHeatMap(
        report, forReader({"Excitation of convolution %1", layer + 1}), values, names,
        forReader("features in the network's order"), forReader("difference"),
        forReader("Mean activation of each filter centred at each feature: deposits minus non-deposits. Red: "
                  "deposits excite the filter more there; blue: non-deposits do."));
}

void addRanking(Report& report, const NetworkModel& model, const std::vector<FeatureExcitation>& ranked) {
  std::vector<std::string> names;
  Bars bars;
  bars.isHorizontal = true;
  ReportTable table{
      forReader("Excitation by feature"),
      {forReader("rank"), forReader("feature"), forReader("strength"), forReader("excited more by")},
      {}};
  for (std::size_t i = 0; i < ranked.size(); ++i) {
    const std::string& name = model.features[ranked[i].feature];
    table.rows.push_back({std::to_string(i + 1), name, formatNumber(ranked[i].strength),
                          ranked[i].balance >= 0 ? forReader("deposits") : forReader("non-deposits")});
    const FeatureExcitation& last = ranked[ranked.size() - 1 - i];
    names.push_back(model.features[last.feature]);
    bars.lengths.push_back(last.balance >= 0 ? last.strength : -last.strength);
    bars.colors.emplace_back(last.balance >= 0 ? palette::raises : palette::lowers);
  }
  Axis strength{forReader("sum of |deposits - non-deposits| over filters, signed")};
  strength.hasZeroLine = true;
  report.chart(chartOf(
      forReader("Which features excite the filters"),
      forReader(
          "To the right, in red: deposits excite the filters more at this feature; to the left, in blue: "
          "non-deposits do. Mean of all networks of the model."),
      std::move(strength), {"", "", names}, {std::move(bars)}, 150 + 24 * static_cast<int>(ranked.size())));
  report.table(table);
}

/// How the first network's filters answer to a feature, bin by bin.
void addSteps(Report& report, const NetworkModel& model, const std::vector<FilterStep>& steps,
              std::size_t feature) {
  std::vector<FilterStep> own;
  std::copy_if(steps.begin(), steps.end(), std::back_inserter(own),
               [&](const FilterStep& step) { return step.network == 0 && step.feature == feature; });
  std::vector<std::string> bins;
  for (const FilterStep& step : own)
    if (step.filter == 0)
      bins.push_back(forReader({"%1 to %2", formatNumber(step.low), formatNumber(step.high)}));
  Matrix rises = Matrix::Zero(model.members.front().network.convolutions().front()->output.channels,
                              static_cast<Eigen::Index>(bins.size()));
  for (const FilterStep& step : own)
    rises(step.filter, step.bin) = step.rise();
  if (!bins.empty())
    addHeatMap(
        report, forReader({"Answer to %1", model.features[feature]}), rises, bins,
        model.classes(feature).codes.empty()
            ? forReader({"%1, from threshold to threshold",
                         featureAxis(model.features, model.descriptions, feature).title})
            : forReader(
                  {"%1, log-odds of its classes, from threshold to threshold", model.features[feature]}),
        forReader("rise"),
        forReader(
            "Each row is a filter of the first convolution: how much its sum rises while the feature goes "
            "through each of its bins, by value and threshold channels together."));
}

} // namespace

Report filterReport(const NetworkModel& model, const std::vector<FilterExcitation>& excitations) {
  Report report(forReader("What the filters look for"),
                model.members.size() == 1
                    ? forReader({"1 network, %1 features", model.features.size()})
                    : forReader({"%1 networks, %2 features", model.members.size(), model.features.size()}));
  const std::vector<FilterStep> steps = filterSteps(model);
  std::vector<std::size_t> shown; // features, those that excite most first
  if (excitations.empty()) {
    for (const int feature : model.members.front().order)
      shown.push_back(static_cast<std::size_t>(feature));
    report.paragraph(forReader("These are the weights of the network's filters.") + " " + forReader(signs) +
                     " " + forReader("Choose labelled samples to see which features excite them."));
  } else {
    const std::vector<FeatureExcitation> ranked = rankExcitations(model, excitations);
    for (const FeatureExcitation& feature : ranked)
      shown.push_back(feature.feature);
    report.paragraph(
        forReader({"Between deposits and non-deposits the filters differ most at %1, where %2 excite "
                   "them more.",
                   model.features[ranked[0].feature],
                   ranked[0].balance >= 0 ? Sentence("deposits") : Sentence("non-deposits")}) +
        " " + forReader(signs));
    addRanking(report, model, ranked);
  }
  const std::vector<const NetworkLayer*> layers = model.members.front().network.convolutions();
  for (std::size_t l = 0; l < layers.size(); ++l) {
    report.heading(forReader({"Convolution %1", l + 1}));
    addHeatMap(
        report, forReader({"Weights of convolution %1", l + 1}), weightsOf(*layers[l]),
        weightColumns(model, l),
        l == 0 ? forReader("position in the kernel") : forReader("channel and position in the kernel"),
        forReader("weight"),
        l == 0
            ? forReader(
                  "Each row is a filter: how it weighs a feature and its neighbours in the network's order.")
            : forReader("Each row is a filter: how it weighs the filters of the convolution before."));
    addExcitations(report, model, excitations, l);
    if (l > 0 || steps.empty())
      continue;
    for (std::size_t i = 0; i < std::min(mostAnswers, shown.size()); ++i)
      addSteps(report, model, steps, shown[i]);
  }
  return report;
}

} // namespace prospectivity
