#pragma once

#include "engine/core/sentence.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace prospectivity {

/// How the parts x1 .. xD of a whole, of which only the ratios mean anything, become numbers that sums and
/// distances suit.
///
/// Centred (clr): ln xk minus the mean of all ln xj, a number for each part; they add up to 0 (Aitchison
/// 1986, The Statistical Analysis of Compositional Data). Isometric (ilr): sqrt(n / (n + 1)) times (ln xk
/// minus the mean of ln xj over the n parts behind it), for each part but the last: the coordinates of
/// Egozcue et al. (2003, Mathematical Geology 35) for a basis that sets each part apart from those behind it.
/// Distances between cells are the same in both: Aitchison's.
enum class LogRatioKind { Centred, Isometric };

/// Layers that are taken for the parts of a whole: amounts in one unit, 0 or above. Plain data.
struct LogRatioGroup {
  LogRatioKind kind = LogRatioKind::Centred;
  std::vector<std::string> members; ///< names of bands, two at least
  std::vector<double> zeros;        ///< what stands for a zero of each, above 0; empty: nobody said

  /// How many bands it becomes.
  std::size_t bands() const;
  /// Such as "Cu", the name of the member, or "ilr1 Cu|Zn,Pb".
  std::string bandName(std::size_t band) const;

  /// As transforms are written: "clr(Cu, Zn, Pb) zeros 0.65 1.3 2.0", with all digits.
  std::string text() const;
  /// Such as "zeros as 0.65 (Cu), 1.3 (Zn), 2 (Pb)"; empty where nobody said.
  Sentence zeroSentence() const;
  std::string zerosInWords() const { return zeroSentence().text(); } ///< as files hold it
};

/// What one band of a group holds. Plain data.
struct LogRatio {
  LogRatioGroup group;  ///< with `zeros`
  std::size_t band = 0; ///< from 0

  /// What text() wrote; nothing where the text is none of it.
  static std::optional<LogRatio> read(const std::string& text);

  /// The record of it: "clr 1 of Cu 0.65 Zn 1.3 Pb 2.0", the band from 1, each member with what stands for
  /// its zeros. Blanks and what separates records (";", "=", quotation marks) are written in names as in
  /// addresses of the web: "Cu%20ppm".
  std::string text() const;

  /// Such as "centred log-ratio of Cu among Cu, Zn, Pb" or "isometric log-ratio of Cu to Zn, Pb".
  Sentence sentence() const;
  std::string words() const { return sentence().text(); } ///< as files hold it
};

} // namespace prospectivity
