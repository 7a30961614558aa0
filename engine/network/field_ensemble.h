#pragma once

#include "engine/model/players.h"
#include "engine/network/field_tables.h"
#include "engine/network/network_model.h"
#include "engine/network/receptive_field_game.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace prospectivity {

/// What all threads that play one game share: the members of a vector network and the background as they see
/// it.
struct FieldEnsemble {
  struct Member {
    Member(const ModelMember& member, TableMaking making);

    /// A sample (original units, by feature) as the member's first layer sees it: [position][channel].
    void see(const float* row, float* seen) const;
    std::size_t inputs() const { return fields.features * static_cast<std::size_t>(fields.channels.count()); }

    ReceptiveFields fields;
    std::vector<LaneBlocks> background;      ///< per group of lanes: blocks of [position][channel]
    std::optional<RowNetwork> rows;          ///< what is faster where it suits()
    std::vector<std::uint32_t> inFirstOrder; ///< own coalition -> the same features as the first member's
  };
  /// Whether exponentials of parts of the logit may be multiplied instead of taking one of each logit: in
  /// probability, without hidden layers.
  bool multiplies() const;

  std::vector<Member> members;
  LaneBlocks weights; ///< per group: 1 for a lane with a background sample, else 0
  double backgroundCount = 0;
  OutputSpace space = OutputSpace::Logit;
  bool isSum = false;                ///< in logit space without hidden layers
  Players players;                   ///< columns are features
  std::vector<std::size_t> playerOf; ///< of each feature
};

/// As receptiveFieldGame() takes it.
FieldEnsemble fieldEnsemble(const NetworkModel& model, const FloatMatrix& background, Players players,
                            OutputSpace space, TableMaking making);

} // namespace prospectivity
