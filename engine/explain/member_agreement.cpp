#include "engine/explain/member_agreement.h"

#include "engine/core/for_reader.h"
#include "engine/explain/shapley_summary.h"

#include <algorithm>

namespace prospectivity {

namespace {

/// Place of each player in each member, from 1: members x players.
std::vector<std::vector<std::size_t>> placesOf(const Matrix& importance) {
  std::vector<std::vector<std::size_t>> places;
  for (Eigen::Index m = 0; m < importance.rows(); ++m) {
    const std::vector<std::size_t> order =
        ranking({importance.row(m).data(), importance.row(m).data() + importance.cols()});
    places.emplace_back(order.size());
    for (std::size_t place = 0; place < order.size(); ++place)
      places.back()[order[place]] = place + 1;
  }
  return places;
}

/// Whether the members disagree on which of two players comes first.
bool changePlaces(const std::vector<std::vector<std::size_t>>& places, std::size_t a, std::size_t b) {
  const auto isFirst = [&](const std::vector<std::size_t>& own) { return own[a] < own[b]; };
  const auto count = std::count_if(places.begin(), places.end(), isFirst);
  return count > 0 && static_cast<std::size_t>(count) < places.size();
}

bool changesSign(const ExplainedSamples& explained, std::size_t player) {
  if (isOfClasses(explained, player))
    return false;
  bool raises = false;
  bool lowers = false;
  for (const Matrix& own : explained.shapley.ofMembers) {
    const int sign = effectSign(own, explained.samples.values, player);
    raises = raises || sign > 0;
    lowers = lowers || sign < 0;
  }
  return raises && lowers;
}

double sameDriver(const ExplainedSamples& explained) {
  const std::vector<Matrix>& members = explained.shapley.ofMembers;
  std::size_t same = 0;
  for (Eigen::Index row = 0; row < members.front().rows(); ++row) {
    const std::size_t driver = driverOf(members.front(), row);
    same += std::all_of(members.begin(), members.end(),
                        [&](const Matrix& own) { return driverOf(own, row) == driver; })
                ? 1
                : 0;
  }
  return static_cast<double>(same) / static_cast<double>(members.front().rows());
}

} // namespace

MemberAgreement agreementOf(const ExplainedSamples& explained) {
  MemberAgreement result;
  result.importance = importanceOfMembers(explained.shapley.ofMembers);
  const std::vector<std::vector<std::size_t>> places = placesOf(result.importance);
  const std::vector<std::size_t> order = featuresByWeight(explained);
  result.highestPlace.assign(order.size(), order.size());
  result.lowestPlace.assign(order.size(), 1);
  for (const std::vector<std::size_t>& own : places)
    for (std::size_t j = 0; j < own.size(); ++j) {
      result.highestPlace[j] = std::min(result.highestPlace[j], own[j]);
      result.lowestPlace[j] = std::max(result.lowestPlace[j], own[j]);
    }
  for (const std::size_t player : order) {
    if (std::any_of(order.begin(), order.end(), [&](std::size_t other) {
          return other != player && changePlaces(places, player, other);
        }))
      result.uncertainPlace.push_back(player);
    if (changesSign(explained, player))
      result.uncertainSign.push_back(player);
  }
  result.sameDriver = sameDriver(explained);
  return result;
}

std::string listed(const std::vector<std::string>& names) {
  constexpr std::size_t most = 5;
  std::string text;
  const std::size_t shown = std::min(most, names.size());
  for (std::size_t i = 0; i < shown; ++i) {
    const bool isLast = i + 1 == names.size();
    text = i == 0   ? names[i]
           : isLast ? forReader({"%1 and %2", text, names[i]})
                    : forReader({"%1, %2", text, names[i]});
  }
  return names.size() > shown ? forReader({"%1 and %2 more", text, names.size() - shown}) : text;
}

std::string sentenceOf(const MemberAgreement& agreement, const ExplainedSamples& explained) {
  if (agreement.uncertainPlace.empty() && agreement.uncertainSign.empty())
    return forReader(
        "All members put the features in the same order, and none turns the effect of a feature round.");
  std::string text;
  if (!agreement.uncertainPlace.empty())
    text = forReader({"Members differ in how much these features matter, in that one puts a feature before "
                      "another and another behind it: %1.",
                      listed(namesOf(explained, agreement.uncertainPlace))});
  if (!agreement.uncertainSign.empty())
    text +=
        std::string(text.empty() ? "" : " ") +
        forReader(
            {"High values raise the prediction in one member and lower it in another (rank correlation of "
             "value and SHAP value above 0.5 and below -0.5): %1.",
             listed(namesOf(explained, agreement.uncertainSign))});
  return text;
}

} // namespace prospectivity
