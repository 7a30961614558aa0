#include "engine/train/reliability.h"

#include "engine/core/random.h"
#include "engine/core/statistics.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace prospectivity {

namespace {

constexpr double mostGroups = 10;
constexpr double samplesForGroup = 10;
constexpr std::size_t resamples = 1000;

/// `order`: rows by rising score.
std::vector<ReliabilityGroup> groupsOf(const HeldOutScores& held, const std::vector<std::size_t>& order,
                                       const std::vector<double>& weights) {
  const double all = std::accumulate(weights.begin(), weights.end(), 0.0);
  // Weights of a third add up to almost a whole number.
  const double count = std::clamp(std::floor(all / samplesForGroup + 1e-6), 1.0, mostGroups);
  std::vector<ReliabilityGroup> groups(static_cast<std::size_t>(count));
  double before = 0;
  for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
    double weight = 0;
    double deposits = 0;
    const double score = held.scores[order[begin]];
    for (; end < order.size() && held.scores[order[end]] == score; ++end) {
      weight += weights[order[end]];
      deposits += weights[order[end]] * held.labels[order[end]];
    }
    const double place = std::min(std::floor((before + weight / 2) / all * count), count - 1);
    ReliabilityGroup& group = groups[static_cast<std::size_t>(place)];
    group.samples += weight;
    group.score += weight * score;
    group.share += deposits;
    before += weight;
  }
  groups.erase(std::remove_if(groups.begin(), groups.end(),
                              [](const ReliabilityGroup& group) { return group.samples <= 0; }),
               groups.end());
  for (ReliabilityGroup& group : groups) {
    group.score /= group.samples;
    group.share = std::min(group.share / group.samples, 1.0);
    group.interval = wilsonInterval(group.share, group.samples);
  }
  return groups;
}

double errorOf(const std::vector<ReliabilityGroup>& groups) {
  double sum = 0;
  double samples = 0;
  for (const ReliabilityGroup& group : groups) {
    sum += group.samples * std::abs(group.score - group.share);
    samples += group.samples;
  }
  return sum / samples;
}

} // namespace

Interval wilsonInterval(double share, double count) {
  constexpr double z = 1.959963984540054; // 97.5 % of the normal distribution
  const double shrink = 1 + z * z / count;
  const double middle = (share + z * z / (2 * count)) / shrink;
  const double reach = z / shrink * std::sqrt(share * (1 - share) / count + z * z / (4 * count * count));
  return {std::clamp(middle - reach, 0.0, share), std::clamp(middle + reach, share, 1.0)};
}

Reliability reliabilityOf(const HeldOutScores& held, std::uint64_t seed) {
  std::vector<std::size_t> order(held.scores.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return held.scores[a] < held.scores[b]; });
  Reliability result;
  result.groups = groupsOf(held, order, held.weights);
  result.error = errorOf(result.groups);

  std::vector<std::size_t> samples = held.samples;
  std::sort(samples.begin(), samples.end());
  samples.erase(std::unique(samples.begin(), samples.end()), samples.end());
  std::vector<std::size_t> numbers; // of the sample of each row, from 0
  for (const std::size_t sample : held.samples)
    numbers.push_back(
        static_cast<std::size_t>(std::lower_bound(samples.begin(), samples.end(), sample) - samples.begin()));
  std::vector<double> errors;
  for (std::size_t draw = 0; draw < resamples; ++draw) {
    Random random = Random(seed).fork(draw);
    std::vector<double> drawn(samples.size(), 0.0);
    for (std::size_t i = 0; i < samples.size(); ++i)
      ++drawn[random.below(samples.size())];
    std::vector<double> weights = held.weights;
    for (std::size_t row = 0; row < weights.size(); ++row)
      weights[row] *= drawn[numbers[row]];
    errors.push_back(errorOf(groupsOf(held, order, weights)));
  }
  const double low = 2 * result.error - quantile(errors, 0.975);
  const double high = 2 * result.error - quantile(errors, 0.025);
  result.errorInterval = {std::max(std::min(low, result.error), 0.0),
                          std::min(std::max(high, result.error), 1.0)};
  return result;
}

} // namespace prospectivity
