#pragma once

#include "engine/explain/explained_samples.h"

#include <cstddef>
#include <string>
#include <vector>

namespace prospectivity {

/// Whether the members of a model give the same reasons, or reasons that change from one to the next as they
/// would with another seed. Of samples whose members were told apart (ShapleyValues::ofMembers).
struct MemberAgreement {
  Matrix importance; ///< members x players: mean |value| of each member alone
  /// Places of each player among the players of a member by `importance`, from 1: in the member that puts it
  /// first, and in the one that puts it last.
  std::vector<std::size_t> highestPlace;
  std::vector<std::size_t> lowestPlace;
  /// Players that one member puts before another player and some other member behind it; from the largest
  /// mean |value| of the model to the smallest.
  std::vector<std::size_t> uncertainPlace;
  /// Players whose high values raise the prediction in one member and lower it in another (effectSign()), in
  /// the same order. Not of classes, which have no high values.
  std::vector<std::size_t> uncertainSign;
  double sameDriver = 0; ///< share of the samples that all members give one driver (driverOf())
};

MemberAgreement agreementOf(const ExplainedSamples& explained);

/// What a reader should know of it, in one or two sentences.
std::string sentenceOf(const MemberAgreement& agreement, const ExplainedSamples& explained);

/// Names in a sentence: "W, Sn and Bi"; of more than five the first five and how many more.
std::string listed(const std::vector<std::string>& names);

} // namespace prospectivity
