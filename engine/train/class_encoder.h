#pragma once

#include "engine/core/choices.h"
#include "engine/core/input_layout.h"
#include "engine/core/matrix.h"
#include "engine/core/progress.h"
#include "engine/core/random.h"
#include "engine/model/class_encoding.h"
#include "engine/samples/sample_table.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace prospectivity {

/// How layers of class codes enter a model. OneHot: as the samples hold them, one band of 0 and 1 per class
/// or, where the stack keeps codes, these as numbers. LogOdds: a code enters as the log-odds of deposits in
/// its class (ClassEncoder).
enum class ClassEntry { OneHot, LogOdds };
const Choices& classEntryChoices();

/// What ClassEncoder is told. Plain data.
struct ClassEncodingOptions {
  std::vector<std::size_t> layers; ///< features whose codes enter as log-odds, rising; none: as they are
  std::size_t features =
      0; ///< of a row; with windows each has as many neighbouring columns as a window cells

  /// One number per row of the table: rows of one number (equal ones, windows that share cells) never tell of
  /// each other. Empty: every row stands for itself.
  std::vector<std::size_t> groups;

  /// Classes with fewer samples in the training part are joined. With fewer, log-odds are mostly the prior.
  std::size_t fewestSamples = 5;
  /// Samples with the prior share of deposits that are added to each class: with so many of its own a class
  /// is trusted by half.
  double shrinkage = 10;
  int folds = 5; ///< of the training part, for the values that the model is fitted on
};

/// Which features of a table enter as log-odds: those described as codes, and those of unknown kind that
/// classColumns() takes for codes, of three classes or more (the log-odds of two are the same step again).
/// Tells of them and of how many classes are joined. Throws Error naming CLASS_ENCODING where there is none,
/// or one without a class of enough samples.
ClassEncodingOptions logOddsOf(const SampleTable& samples, const Progress& progress);

/// Puts the shrunken log-odds of deposits in the place of class codes (Micci-Barreca 2001, doi
/// 10.1145/507533.507538): of a class with d deposits among its n training samples
///   ln(p / (1 - p)), p = (d + m q) / (n + m),
/// where q is the share of deposits in the training part and m the shrinkage, so that n / (n + m) of the
/// weight is the class's own (the paper's equation for empirical Bayes). Classes of fewer than fewestSamples
/// count together, for themselves and for every class that the training part lacks; without any of them these
/// get the prior, ln(q / (1 - q)). Of a window the cell in its middle counts.
///
/// A class's log-odds know the labels of its samples. A model fitted on them would believe any class, so the
/// values that it is fitted on are out of fold: the training part is dealt to folds, groups as wholes, and a
/// sample's classes are encoded by the other folds. Everything later (test samples, training accuracy,
/// background, explanations, maps) gets the encoding of the whole training part.
///
/// A synthetic sample is encoded without the folds of its recorded parents. Where none of these has its class
/// (neighbours gave it, or the sample has no parents), it is encoded without the fold of an observed sample
/// of the same class and label, taken in turn: it knows no more than observed ones do.
class ClassEncoder {
 public:
  /// Of the observed rows `rows` of a table, both labels among them. Deterministic for the random state.
  /// Throws Error naming CLASS_ENCODING and the feature where none of the rows has a code.
  ClassEncoder(const ClassEncodingOptions& options, const SampleTable& table,
               const std::vector<std::size_t>& rows, Random random);

  /// The values of samples as a model is fitted on them. The first ones are those of `rows`, in that order;
  /// any more are synthetic.
  Matrix fitted(const SampleTable& samples) const;

  /// What a missing code in a column becomes where a model fills it: the code that most of `rows` have (of
  /// windows in their middle), of equally frequent ones the lowest. Nothing for columns that are no classes
  /// here. What is missing teaches nothing of a class: it counts for none, nor for those that are joined.
  std::optional<float> mostFrequentCode(std::size_t column) const;

  /// By the whole training part: for a model that tells features, or columns, apart.
  ClassEncoding ofFeatures() const { return encoding({mLayout.features, 1}); }
  ClassEncoding ofColumns() const { return encoding(mLayout); }

 private:
  struct Counts {
    double samples = 0;
    double deposits = 0;
  };
  /// Counts by fold.
  using FoldCounts = std::vector<Counts>;
  struct Layer {
    std::size_t feature = 0;
    std::vector<float> codes; ///< rising
    std::vector<FoldCounts> classes;
    FoldCounts joined;                ///< of all rare classes
    std::vector<bool> isRare;         ///< of each class
    std::vector<std::size_t> classOf; ///< of each of `rows`; codes.size() where the code is missing
  };

  void dealFolds(const SampleTable& table, const std::vector<std::size_t>& rows,
                 const std::vector<std::size_t>& groups, int folds, Random random);
  Layer layerOf(std::size_t feature, const SampleTable& table, const std::vector<std::size_t>& rows,
                std::size_t fewest) const;
  double logOdds(const FoldCounts& counts, const std::vector<bool>& without) const;
  double valueOf(const Layer& layer, float code, const std::vector<bool>& without) const;
  std::vector<bool> foldsBehind(const Layer& layer, const SampleTable& samples, std::size_t row,
                                std::vector<std::size_t>& turns) const;
  ClassEncoding encoding(const InputLayout& layout) const;

  InputLayout mLayout; ///< of the table's rows
  double mPrior = 0.5;
  double mShrinkage = 0;
  std::vector<std::size_t> mFoldOf; ///< of each of `rows`
  std::vector<std::int64_t> mIds;   ///< of `rows`
  std::vector<int> mLabels;
  std::size_t mFolds = 1;
  std::vector<Layer> mLayers;
};

} // namespace prospectivity
