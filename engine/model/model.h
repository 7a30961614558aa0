#pragma once

#include "engine/core/feature_description.h"
#include "engine/core/input_layout.h"
#include "engine/core/matrix.h"
#include "engine/core/random.h"
#include "engine/model/block_logits.h"
#include "engine/model/class_encoding.h"
#include "engine/model/coalition_game.h"
#include "engine/model/logit_curves.h"
#include "engine/model/players.h"
#include "engine/model/predictor.h"
#include "engine/model/training_record.h"

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace prospectivity {

/// The observed samples behind a model, so that a prediction can tell which cells are like them. No rows in
/// the files of versions that did not store them.
struct TrainingSamples {
  FloatMatrix values;     ///< samples x features, original units; NaN: missing. For a windowed model means
                          ///< over the known cells of the window
  std::vector<int> folds; ///< which fold of the first repeat tested each sample; -1: none did
  /// Whether layers of classes (Model::classes()) hold what stands for their codes. So they do for windowed
  /// models, as codes have no means; files of versions that stored these all the same say false.
  bool areEncoded = false;
};

/// What a model is made of.
struct ModelKind {
  const char* id;      ///< in model files and training records; never changes
  const char* title;   ///< as a reader sees it, such as "logistic regression"
  const char* member;  ///< what a member is called, such as "network"
  const char* members; ///< several of them
};

/// A trained model of any kind: one member, or an ensemble: those of one training, or of all folds. Its logit
/// is the mean of the members' logits and its prospectivity score the sigmoid of that, so that explanations
/// in logit space add up over the members.
///
/// A kind of model must give logits of rows. Everything else has a default that works for any model, from
/// those logits alone; a kind overrides what it can do faster, exactly, or at all. What an ability returns is
/// immutable and thread-safe unless said otherwise; the model must outlive it.
class Model {
 public:
  virtual ~Model() = default;

  std::vector<std::string> features; ///< the order in which rows are given
  /// What was known of the layer of each feature. No entries in the files of versions that did not store
  /// them.
  std::vector<FeatureDescription> descriptions;
  FloatMatrix
      background; ///< observed training samples in original units, for SHAP; rows x layout().columns()
  TrainingSamples training;
  TrainingRecord record;

  virtual const ModelKind& kind() const = 0;
  virtual int window() const { return 1; } ///< cells on a side, odd
  InputLayout layout() const { return {features.size(), window()}; }

  /// Whether values of a row may be missing (NaN), in predictions and all other abilities.
  virtual bool takesMissing() const { return false; }

  /// Whether it tells a missing value from the one that stands for it: filled holes alone are not seen.
  /// Default: wherever it takes missing values.
  virtual bool seesPresence() const { return takesMissing(); }

  /// What stands for a missing value of each feature, in original units: without presence, a row in which it
  /// is put in the place of what is missing gets the same logit. Of classes (classes()) that is a code. Of
  /// members that differ in it their mean, of codes that of most members. Default: nothing, that is not
  /// known.
  virtual std::vector<float> fills() const { return {}; }

  virtual std::size_t memberCount() const = 0;
  /// A model of one member alone, with the same features and without samples and record.
  virtual std::unique_ptr<Model> member(std::size_t index) const = 0;

  virtual std::unique_ptr<Predictor> predictor() const = 0;

  /// The predictor with activations dropped at random as in training, the same ones for every row: one of the
  /// networks that Monte-Carlo dropout averages over. Null for a model without dropout (the default).
  virtual std::unique_ptr<Predictor> thinnedPredictor(const Random& random) const;

  /// Default: cell by cell.
  virtual BlockLogits blockLogits() const;

  /// The game whose Shapley values explain a row. `players` own columns of the row; the window of a layer
  /// never parts. `references`, the background (original units), outlives the games. Default: by the
  /// predictor, so that exact values reach CoalitionGame::coalitionLimit players.
  virtual GameMaker game(const FloatMatrix& references, const Players& players, OutputSpace space) const;

  /// game(), told apart by members: the same values to the last bit, and those of each member alone. game()
  /// itself where there is one member. Default: each member plays its own game too, which takes as long
  /// again.
  virtual GameMaker memberGame(const FloatMatrix& references, const Players& players,
                               OutputSpace space) const;

  /// Default: by evaluating the predictor at every point of the grid, with the slopes of gradient().
  virtual std::unique_ptr<LogitCurves> curves() const;

  /// curves(), told apart by members as memberGame() is.
  virtual std::unique_ptr<LogitCurves> memberCurves() const;

  /// Default: empty, there are no derivatives.
  virtual Gradient gradient() const;

  /// gradient(), but of layers of classes by what stands for their codes in each member: the change of the
  /// logit where these numbers move together. Default: gradient().
  virtual Gradient encodedGradient() const;

  /// The codes that a feature had in training, where other numbers stand for them in the model, with the mean
  /// of these over the members. No codes: the feature is taken as a number (the default).
  virtual ClassValues classes(std::size_t feature) const;

  /// The codes of classes that a feature had in training, rising, where the model knows classes by them:
  /// those of classes() (the default), or what a kind keeps of codes that it takes as they are.
  virtual std::vector<float> knownCodes(std::size_t feature) const;

  /// classes() of all features that have codes.
  ClassEncoding encoding() const;

 protected:
  Model() = default;
  Model(const Model&) = default;
  Model(Model&&) = default;
  Model& operator=(const Model&) = default;
  Model& operator=(Model&&) = default;
};

} // namespace prospectivity
