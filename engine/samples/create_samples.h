#pragma once

#include "engine/core/choices.h"
#include "engine/core/progress.h"
#include "engine/core/sentence.h"
#include "engine/raster/raster_source.h"
#include "engine/samples/sample_table.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace prospectivity {

/// Where non-deposits come from when the user has none. Away from deposits, and unlike them: Carranza, Hale &
/// Faassen 2008, Selection of coherent deposit-type locations and their application in data-driven mineral
/// prospectivity mapping, Ore Geology Reviews 33, doi 10.1016/j.oregeorev.2007.07.001. At random: Nykanen,
/// Lahti, Niiranen & Korhonen 2015, Receiver operating characteristics (ROC) as validation tool for
/// prospectivity models, Ore Geology Reviews 71.
enum class NegativeMethod {
  Random,              ///< any cell with data that holds no deposit
  DistanceConstrained, ///< of these, cells at least `minDistance` from every deposit
  DissimilarEvidence   ///< of these, cells whose evidence is unlike that of every deposit
};
const Choices& negativeMethodChoices();

/// What becomes of points and cells that lack a layer.
enum class IncompletePlaces {
  Exclude, ///< they are no samples
  Keep     ///< they are, where they have data of enough layers
};
const Choices& incompletePlacesChoices();

struct SampleRequest {
  std::vector<Point> deposits;    ///< in the CRS of the stack
  std::vector<Point> nonDeposits; ///< likewise; empty: chosen by `method`
  NegativeMethod method = NegativeMethod::Random;
  double negativeRatio = 1; ///< negatives per deposit that remains
  double minDistance = 0;   ///< map units, from any deposit given (also those dropped)
  double spacing = 0;       ///< map units between deposits that remain; 0: no thinning
  int sets = 1;             ///< independent draws of negatives, each of the whole ratio
  std::uint64_t seed = 1;
  /// Share of the layers of the stack (FeatureLayers) that a place needs to have data of; 1: data in every
  /// band. What is missing stays missing (NaN): whoever fills it does so after the samples are split.
  double minPresent = 1;
};

/// Why points were left out.
struct DroppedPoints {
  std::size_t outside = 0;      ///< beyond the stack
  std::size_t noData = 0;       ///< on a cell without data in every band, or outside of the mask
  std::size_t tooFewLayers = 0; ///< on a cell with data of too few layers, where cells may lack some
  std::size_t sameCell = 0;     ///< in a cell that another point of the same kind stands for
  std::size_t tooClose = 0;     ///< within the spacing of another
  std::size_t onDeposit = 0;    ///< non-deposits in the cell of a deposit

  /// In words, with their counts.
  Sentence reasons() const;
  std::size_t sum() const { return outside + noData + tooFewLayers + sameCell + tooClose + onDeposit; }
};

struct CreatedSamples {
  /// Deposits by row and column of their cells, then non-deposits likewise, one set after the other; ids from
  /// 1. A cell that several sets drew stands once in each.
  SampleTable table;
  DroppedPoints deposits;
  DroppedPoints nonDeposits;
  std::size_t candidates = 0;  ///< cells that negatives were chosen from
  std::size_t sharedCells = 0; ///< cells that more than one set drew
};

/// Labelled samples with the evidence of their cells. The result does not depend on the order of the points,
/// and memory not on the size of the stack: negatives are the cells with the lowest of one random number per
/// cell.
///
/// Dissimilar evidence: of a random pool ten times as large as needed, negatives are drawn from the half
/// whose nearest deposit in evidence is farthest away (dissimilarities(): each layer counts once, a layer of
/// classes by whether two places are of one class; where places lack layers, in those that both have). A cell
/// that shares no layer with any deposit counts as nearest of all, since nothing says that it is unlike them.
///
/// That choice knows all deposits, also those that a training holds out for its tests: the table says so, and
/// whoever judges a model on it tells (doubtOfNegatives()).
///
/// Sets: each is drawn by itself from all candidates with a seed forked from the request's, the first with
/// that seed itself, so that it is what one set alone would be. Of dissimilar evidence half of the cells are
/// candidates, and must be enough for all sets.
///
/// Throws Error when `minPresent` is not above 0 and at most 1, when fewer than two deposits or two
/// non-deposits remain, when there are fewer cells than negatives asked for, when the minimum distance leaves
/// no cell, and when the cells are too few for the sets to differ: there must be one for each negative of
/// each set. `mask`: as in raster_mask.h, may be null.
CreatedSamples createSamples(RasterSource& stack, RasterSource* mask, const SampleRequest& request,
                             const Progress& progress);

} // namespace prospectivity
