#include "engine/network/field_ensemble.h"

#include "engine/model/coalition_game.h"

#include <algorithm>
#include <utility>

namespace prospectivity {

namespace {

void layOut(const FloatMatrix& background, FieldEnsemble::Member& member) {
  const auto count = static_cast<std::size_t>(background.rows());
  std::vector<float> seen(member.inputs());
  for (std::size_t first = 0; first < count; first += lanes) {
    LaneBlocks group(seen.size());
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      const std::size_t row = std::min(first + lane, count - 1);
      member.see(background.row(static_cast<Eigen::Index>(row)).data(), seen.data());
      for (std::size_t i = 0; i < seen.size(); ++i)
        group[i].lane[lane] = seen[i];
      if (member.rows && first + lane < count)
        member.rows->addRow(seen.data());
    }
    member.background.push_back(std::move(group));
  }
}

/// Coalition by coalition, where a member of another order finds the first member's positions.
std::vector<std::uint32_t> translation(const std::vector<int>& own, const std::vector<int>& first) {
  std::vector<std::uint32_t> bit(own.size());
  for (std::size_t p = 0; p < first.size(); ++p)
    for (std::size_t q = 0; q < own.size(); ++q)
      if (own[q] == first[p])
        bit[p] = std::uint32_t{1} << q;
  std::vector<std::uint32_t> result(std::size_t{1} << first.size(), 0);
  for (std::size_t s = 1; s < result.size(); ++s)
    result[s] = result[s & (s - 1)] | bit[static_cast<std::size_t>(__builtin_ctzll(s))];
  return result;
}

} // namespace

FieldEnsemble::Member::Member(const ModelMember& member, TableMaking making) : fields(member) {
  if (making == TableMaking::Fastest && RowNetwork::suits(member.network))
    rows.emplace(member);
}

void FieldEnsemble::Member::see(const float* row, float* seen) const {
  const auto channels = static_cast<std::size_t>(fields.channels.count());
  for (std::size_t p = 0; p < fields.features; ++p) {
    const float scaled = fields.scaling.scaled(p, row[fields.order[p]]);
    fields.channels.encode(p, &scaled, 1, seen + p * channels, 1);
  }
}

bool FieldEnsemble::multiplies() const {
  return space == OutputSpace::Probability &&
         std::all_of(members.begin(), members.end(), [](const Member& member) {
           return member.fields.tail.empty() && member.rows.has_value();
         });
}

FieldEnsemble fieldEnsemble(const NetworkModel& model, const FloatMatrix& background, Players players,
                            OutputSpace space, TableMaking making) {
  FieldEnsemble ensemble;
  ensemble.playerOf.resize(model.features.size());
  for (std::size_t player = 0; player < players.count(); ++player)
    for (const int feature : players.columns[player])
      ensemble.playerOf[static_cast<std::size_t>(feature)] = player;
  ensemble.players = std::move(players);
  ensemble.space = space;
  ensemble.backgroundCount = static_cast<double>(background.rows());
  ensemble.isSum = space == OutputSpace::Logit;
  for (const ModelMember& member : model.members) {
    ensemble.members.emplace_back(member, making);
    layOut(background, ensemble.members.back());
    ensemble.isSum = ensemble.isSum && ensemble.members.back().fields.tail.empty();
  }
  if (model.members.size() > 1 && model.features.size() <= CoalitionGame::coalitionLimit)
    for (FieldEnsemble::Member& member : ensemble.members)
      member.inFirstOrder = translation(member.fields.order, ensemble.members.front().fields.order);
  for (Eigen::Index first = 0; first < background.rows(); first += static_cast<Eigen::Index>(lanes)) {
    LaneBlock weight = {};
    const auto left = static_cast<std::size_t>(background.rows() - first);
    std::fill_n(weight.lane, std::min(lanes, left), 1.0F);
    ensemble.weights.push_back(weight);
  }
  return ensemble;
}

} // namespace prospectivity
