#include "engine/augment/augmentation_report.h"

#include "engine/core/for_reader.h"
#include "engine/core/number_format.h"
#include "engine/core/statistics.h"

#include <Eigen/Eigenvalues>

#include <algorithm>
#include <cmath>
#include <limits>

namespace prospectivity {

namespace {

/// A feature over the samples of a class.
struct Column {
  std::vector<double> known;
  std::size_t missing = 0;

  Column(const SampleTable& table, Eigen::Index feature, int label) {
    for (std::size_t i = 0; i < table.size(); ++i)
      if (table.labels[i] == label) {
        const double value = table.values(static_cast<Eigen::Index>(i), feature);
        if (std::isnan(value))
          ++missing;
        else
          known.push_back(value);
      }
  }

  std::string missingShare() const {
    return formatPercent(static_cast<double>(missing) / static_cast<double>(missing + known.size()));
  }
};

/// Of each column; 0 where nothing is known.
Eigen::RowVectorXd knownMeans(const Matrix& values) {
  Eigen::RowVectorXd means(values.cols());
  for (Eigen::Index j = 0; j < values.cols(); ++j) {
    const std::vector<double> known = knownValues(values.col(j));
    means(j) = known.empty() ? 0 : mean(known);
  }
  return means;
}

Matrix filledBy(const Eigen::RowVectorXd& fills, const Matrix& values) {
  Matrix filled = values;
  for (Eigen::Index j = 0; j < filled.cols(); ++j)
    for (double& value : filled.col(j))
      if (std::isnan(value))
        value = fills(j);
  return filled;
}

/// Mean, scale and the two directions of largest variance of the observed samples. A missing value stands at
/// the mean of the known ones, where it moves no point.
struct Projection {
  Eigen::RowVectorXd fills;
  Eigen::RowVectorXd mean;
  Eigen::RowVectorXd scale;
  Eigen::MatrixXd directions;
  double shares[2] = {0, 0};

  explicit Projection(const Matrix& observed) : fills(knownMeans(observed)) {
    const Matrix values = filledBy(fills, observed);
    mean = values.colwise().mean();
    const auto rows = static_cast<double>(values.rows());
    scale = ((values.rowwise() - mean).array().square().colwise().sum() / rows).sqrt();
    for (Eigen::Index j = 0; j < scale.size(); ++j)
      scale(j) = scale(j) > 0 ? 1 / scale(j) : 0;
    const Matrix scaled = (values.rowwise() - mean) * scale.asDiagonal();
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(scaled.transpose() * scaled / rows);
    const Eigen::Index count = scale.size();
    directions = Eigen::MatrixXd::Zero(count, 2);
    for (Eigen::Index k = 0; k < std::min<Eigen::Index>(2, count); ++k) {
      directions.col(k) = solver.eigenvectors().col(count - 1 - k);
      shares[k] = solver.eigenvalues()(count - 1 - k) / solver.eigenvalues().sum();
    }
  }

  Matrix of(const Matrix& values) const {
    return ((filledBy(fills, values).rowwise() - mean) * scale.asDiagonal()) * directions;
  }
};

Points points(const Projection& projection, const SampleTable& table, int label, const std::string& name,
              const std::string& color, Symbol symbol) {
  const Matrix placed = projection.of(table.values);
  Points result{name, {}, {}, color, symbol};
  result.opacity = 0.75;
  for (std::size_t i = 0; i < table.size(); ++i)
    if (table.labels[i] == label) {
      result.x.push_back(placed(static_cast<Eigen::Index>(i), 0));
      result.y.push_back(placed(static_cast<Eigen::Index>(i), 1));
      result.text.push_back(forReader({"sample %1", table.ids[i]}));
    }
  return result;
}

void addProjection(Report& report, const SampleTable& observed, const SampleTable& added) {
  const Projection projection(observed.values);
  std::vector<Series> series{
      points(projection, observed, 0, forReader("Non-deposit, observed"), palette::nonDeposit,
             Symbol::Circle),
      points(projection, observed, 1, forReader("Deposit, observed"), palette::deposit, Symbol::Diamond)};
  if (added.count(0) > 0)
    series.emplace_back(points(projection, added, 0, forReader("Non-deposit, synthetic"), palette::nonDeposit,
                               Symbol::OpenCircle));
  if (added.count(1) > 0)
    series.emplace_back(
        points(projection, added, 1, forReader("Deposit, synthetic"), palette::deposit, Symbol::OpenDiamond));
  report.chart(chartOf(
      forReader("Observed and synthetic samples"),
      observed.values.hasNaN()
          ? forReader(
                "Each point is a sample, projected onto the two directions in which the observed samples "
                "differ most (features scaled to standard deviation 1, missing values at the mean of the "
                "known ones). Synthetic samples should lie among the observed ones of their class.")
          : forReader(
                "Each point is a sample, projected onto the two directions in which the observed samples "
                "differ most (features scaled to standard deviation 1). Synthetic samples should lie among "
                "the observed ones of their class."),
      {forReader("First principal component"),
       forReader({"%1 of the variance", formatPercent(projection.shares[0])})},
      {forReader("Second principal component"), formatPercent(projection.shares[1])}, std::move(series),
      520));
}

void addDistributions(Report& report, const SampleTable& observed, const SampleTable& added, int label) {
  const Sentence name = label == 1 ? Sentence("deposits") : Sentence("non-deposits");
  ReportTable table{forReader({"Features of the %1 before and after", name}),
                    {forReader("Feature"), forReader("Mean observed"), forReader("Mean synthetic"),
                     forReader("SD observed"), forReader("SD synthetic"), forReader("KS distance")},
                    {}};
  const bool hasHoles = observed.values.hasNaN();
  if (hasHoles)
    table.columns.insert(table.columns.end(),
                         {forReader("Missing observed"), forReader("Missing synthetic")});
  Boxes before{forReader("Observed"), {}, palette::observed};
  Boxes after{forReader("Synthetic"), {}, palette::synthetic};
  for (Eigen::Index j = 0; j < observed.values.cols(); ++j) {
    const std::string& feature = observed.features[static_cast<std::size_t>(j)];
    const Column observedColumn(observed, j, label);
    const Column addedColumn(added, j, label);
    const std::vector<double>& was = observedColumn.known;
    const std::vector<double>& is = addedColumn.known;
    const double distance =
        was.empty() || is.empty() ? std::numeric_limits<double>::quiet_NaN() : kolmogorovSmirnov(was, is);
    const double center = mean(was);
    const double spread = standardDeviation(was) > 0 ? standardDeviation(was) : 1;
    table.rows.push_back({feature, formatNumber(center), formatNumber(mean(is)),
                          formatNumber(standardDeviation(was)), formatNumber(standardDeviation(is)),
                          formatNumber(distance, 3)});
    if (hasHoles)
      table.rows.back().insert(table.rows.back().end(),
                               {observedColumn.missingShare(), addedColumn.missingShare()});
    for (const auto& [boxes, values] :
         {std::pair<Boxes*, const std::vector<double>&>(&before, was), {&after, is}}) {
      std::vector<double> scaled;
      for (const double value : values)
        scaled.push_back((value - center) / spread);
      boxes->boxes.push_back(boxOf(scaled));
    }
  }
  report.chart(
      chartOf(forReader({"Distribution of each feature: %1", name}),
              forReader("Boxes span the middle half of the samples. Synthetic samples that are narrower than "
                        "the observed ones add weight but no variety."),
              {forReader("Feature"), "", observed.features},
              {forReader("Standard deviations from the observed mean")}, {before, after}, 440));
  report.table(table);
}

} // namespace

Report augmentationReport(const Augmenter& method, const SampleTable& observed, const SampleTable& added,
                          const std::vector<std::string>& questions) {
  Report report(forReader("Augmented samples"),
                forReader({"%1 added %2 synthetic samples to %3 samples.", forReader(method.title()),
                           added.size(), observed.size()}));
  for (const std::string& question : questions)
    report.paragraph(question);
  report.figures({{forReader("Deposits observed"), std::to_string(observed.count(1))},
                  {forReader("Deposits added"), std::to_string(added.count(1))},
                  {forReader("Non-deposits observed"), std::to_string(observed.count(0))},
                  {forReader("Non-deposits added"), std::to_string(added.count(0))}});
  report.paragraph(
      forReader("Synthetic samples are made from observed ones and hold no new observation. They never "
                "count when a model "
                "is judged."));
  addProjection(report, observed, added);
  for (const int label : {1, 0})
    if (added.count(label) > 1)
      addDistributions(report, observed, added, label);
  return report;
}

} // namespace prospectivity
