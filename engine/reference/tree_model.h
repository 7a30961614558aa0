#pragma once

#include "engine/model/model.h"
#include "engine/reference/tree_ensemble.h"

#include <vector>

namespace prospectivity {

/// What the leaves of an ensemble mean, and how they become a logit.
enum class TreeKind {
  /// Random forest (Breiman 2001, doi 10.1023/A:1010933404324): a leaf holds its share of deposits p; the
  /// logit is that of (sum of p + 0.5) / (trees + 1), so that a unanimous forest stays finite.
  Forest,
  /// Gradient boosting (Friedman 2001, doi 10.1214/aos/1013203451): a leaf holds log-odds; the logit is their
  /// sum.
  Boosting
};

/// Random forest or gradient boosting as a model. Steps of each feature: there are no derivatives.
///
/// The Shapley game is interventional, as the network's: features that are not in a coalition take the values
/// of the background, whatever the features in it are. (What libraries of trees call contributions follows
/// the training samples down the branches, which is another game: Janzing, Minorics & Bloebaum 2020,
/// arXiv 1910.13413.) It is computed from the trees, without evaluating mixed rows (tree_game.h); for
/// boosting in logit space exactly for any number of features. A feature's value and its presence are one
/// player.
class TreeModel : public Model {
 public:
  explicit TreeModel(TreeKind treeKind) : mTreeKind(treeKind) {}

  std::vector<TreeEnsemble> members;

  static const ModelKind& forests();
  static const ModelKind& boostings();
  static const ModelKind& kindOf(TreeKind treeKind);

  TreeKind treeKind() const { return mTreeKind; }
  const ModelKind& kind() const override { return kindOf(mTreeKind); }
  bool takesMissing() const override; ///< where every member does
  bool seesPresence() const override; ///< where a member does
  std::vector<float> fills() const override;
  std::size_t memberCount() const override { return members.size(); }
  std::unique_ptr<Model> member(std::size_t index) const override;
  std::unique_ptr<Predictor> predictor() const override;
  GameMaker game(const FloatMatrix& references, const Players& players, OutputSpace space) const override;
  ClassValues classes(std::size_t feature) const override;

 private:
  TreeKind mTreeKind;
};

/// The logit of a sum of leaves over so many trees.
double logitOfLeaves(TreeKind kind, double sum, std::size_t trees);

} // namespace prospectivity
