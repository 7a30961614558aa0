#include "engine/explain/presence_share.h"

#include "engine/core/for_reader.h"
#include "engine/core/number_format.h"
#include "engine/explain/member_agreement.h"
#include "engine/explain/shapley_summary.h"
#include "engine/samples/missing_values.h"

#include <cmath>

namespace prospectivity {

namespace {

/// What learners put in the place of missing values (fillValues()), by the training samples or, of a model
/// that stores none, its background.
std::vector<float> fillsOfSamples(const Model& model) {
  SampleTable table;
  table.features = model.features;
  table.descriptions = model.descriptions;
  table.values = model.training.values.rows() > 0
                     ? model.training.values.cast<double>()
                     : model.layout().cellByCell(model.background.cast<double>());
  std::vector<float> fills;
  for (const double fill : fillValues(table))
    fills.push_back(static_cast<float>(fill));
  return fills;
}

/// The known values of each feature at the given one.
FloatMatrix presenceOf(const FloatMatrix& rows, const std::vector<float>& values) {
  FloatMatrix result = rows;
  const auto width = rows.cols() / static_cast<Eigen::Index>(values.size());
  for (Eigen::Index i = 0; i < rows.rows(); ++i)
    for (Eigen::Index column = 0; column < rows.cols(); ++column)
      if (!std::isnan(rows(i, column)))
        result(i, column) = values[static_cast<std::size_t>(column / width)];
  return result;
}

/// Whether a sample and a background row can differ in the presence of one of the columns.
bool differs(const FloatMatrix& samples, const FloatMatrix& background, const std::vector<int>& columns) {
  for (const int column : columns) {
    const Eigen::Index missing =
        samples.col(column).array().isNaN().count() + background.col(column).array().isNaN().count();
    if (missing > 0 && missing < samples.rows() + background.rows())
      return true;
  }
  return false;
}

double shareOf(double presence, double rest) {
  return presence + rest > 0 ? presence / (presence + rest) : 0;
}

} // namespace

std::optional<PresenceShare> presenceShare(const Model& model, const FloatMatrix& samples,
                                           const FloatMatrix& background, const Matrix& shapley,
                                           const ShapleyOptions& options, const Progress& progress) {
  if (!model.takesMissing())
    return {};
  const Players inputs =
      layerPlayers(model.features, options.groupClasses, model.descriptions).inputs(model.layout().cells());
  std::vector<bool> tells;
  bool tellsAnything = false;
  for (const std::vector<int>& columns : inputs.columns) {
    tells.push_back(model.seesPresence() && differs(samples, background, columns));
    tellsAnything = tellsAnything || tells.back();
  }
  PresenceShare result;
  result.values = Matrix::Zero(shapley.rows(), shapley.cols());
  if (tellsAnything) {
    std::vector<float> fills = model.fills();
    if (fills.empty())
      fills = fillsOfSamples(model);
    ShapleyOptions whole = options;
    whole.tellsMembersApart = false;
    whole.interactions = InteractionDetail::None;
    const ShapleyValues ofPresence =
        explainModel(model, presenceOf(samples, fills), presenceOf(background, fills), whole, progress);
    for (std::size_t j = 0; j < tells.size(); ++j) // what does not differ gives nothing but rounding
      if (tells[j])
        result.values.col(static_cast<Eigen::Index>(j)) = ofPresence.values.col(static_cast<Eigen::Index>(j));
  }
  result.meanAbsolute = meanAbsolute(result.values);
  const std::vector<double> rest = meanAbsolute(shapley - result.values);
  double allPresence = 0;
  double allRest = 0;
  for (std::size_t j = 0; j < rest.size(); ++j) {
    result.ofPlayer.push_back(shareOf(result.meanAbsolute[j], rest[j]));
    allPresence += result.meanAbsolute[j];
    allRest += rest[j];
  }
  result.share = shareOf(allPresence, allRest);
  return result;
}

std::vector<std::size_t> restingOnPresence(const PresenceShare& presence) {
  std::vector<std::size_t> players;
  for (const std::size_t player : ranking(presence.meanAbsolute))
    if (presence.ofPlayer[player] > muchPresence)
      players.push_back(player);
  return players;
}

std::string sentenceOf(const PresenceShare& presence, const std::vector<std::string>& players) {
  if (presence.share == 0)
    return forReader("Nothing of the explanation rests on which values are missing.");
  const std::string text = forReader(
      {"Whether values are there, and not what they are, makes %1 of the explanation (of mean |SHAP|: "
       "the step from missing to present at the training samples' mean).",
       formatPercent(presence.share, 3)});
  if (presence.share <= muchPresence)
    return text;
  std::vector<std::string> names;
  for (const std::size_t player : restingOnPresence(presence))
    names.push_back(
        forReader({"%1 (%2 of its own)", players[player], formatPercent(presence.ofPlayer[player], 2)}));
  return text + " " +
         forReader(
             {"That is more than a tenth, and may be an artefact, because surveys go where deposits are "
              "known. It rests on %1: look at where these layers were surveyed and why, and train a model "
              "whose holes are filled, which does not see what is missing, to learn what is left.",
              listed(names)});
}

} // namespace prospectivity
