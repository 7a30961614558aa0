#pragma once

#include <cstddef>
#include <vector>

namespace prospectivity {

/// What raises the high scores of a map. Most cells of a district are barren, and what drives these says
/// nothing of where to look; so a map of reasons opens with strongest(), and the map of the drivers shows
/// those of these cells.
///
/// High are the scores from `from` on: the least whole thousandth that no more than a tenth of the cells
/// reach, or the thousandth of the highest score, where more than that lie in it together.
struct HighScores {
  double from = 0;                 ///< 0 to 1
  std::size_t cells = 0;           ///< with a high score
  std::size_t allCells = 0;        ///< with a score
  std::vector<double> means;       ///< mean attribution of each player over the cells of high scores
  std::vector<std::size_t> driven; ///< cells of high scores by the class of their driver

  /// The player with the largest mean, the first of equal ones. There must be players.
  std::size_t strongest() const;
};

/// Whether a score is among the high ones that start at `from`, as ScoreTally counts it.
bool isHighScore(float score, double from);

/// Gathers what HighScores needs while the cells of a map pass by, in the memory of a thousand sums per
/// player at most. Sums are made in the order in which cells are added.
class ScoreTally {
 public:
  ScoreTally(std::size_t players, std::size_t driverClasses);

  /// A cell: its score (0 to 1), the attribution of player i at attributions[i * step], and the class of its
  /// driver, from 0.
  void add(float score, const float* attributions, std::size_t step, std::size_t driver);

  /// The same in two: first what add() counts, then what it sums of one player. Who has the players one after
  /// another gets the same bits as long as the cells come in the same order. All cells are counted before.
  void count(float score, std::size_t driver);
  void sum(float score, std::size_t player, float attribution);

  HighScores highScores() const;

 private:
  struct Bin {
    std::size_t cells = 0;
    std::vector<double> sums; ///< empty without cells, as what follows
    std::vector<std::size_t> driven;
  };

  std::size_t mPlayers;
  std::size_t mClasses;
  std::vector<Bin> mBins; ///< by the thousandth of the score
};

} // namespace prospectivity
