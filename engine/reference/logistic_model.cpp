#include "engine/reference/logistic_model.h"

#include "engine/reference/additive_game.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace prospectivity {

namespace {

/// Mean over the members of what a feature's value adds.
double partOf(const std::vector<LogisticMember>& members, std::size_t feature, float value) {
  double sum = 0;
  for (const LogisticMember& member : members)
    sum += member.part(feature, value);
  return sum / static_cast<double>(members.size());
}

/// What the columns that are classes to a member add to the logit: the mean over the members.
class ClassParts {
 public:
  ClassParts(const std::vector<LogisticMember>& members, const FloatMatrix& references) : mMembers(members) {
    for (const LogisticMember& member : mMembers)
      for (const ClassEncoding::Layer& layer : member.scaling.classes.layers())
        mMeans[static_cast<int>(layer.feature)] = 0;
    for (auto& [column, mean] : mMeans) {
      for (Eigen::Index row = 0; row < references.rows(); ++row)
        mean += part(column, references(row, column));
      mean /= static_cast<double>(references.rows());
    }
  }

  bool has(int column) const { return mMeans.count(column) > 0; }

  /// Against the mean over the references.
  double gain(int column, float value) const { return part(column, value) - mMeans.at(column); }

 private:
  double part(int column, float value) const {
    return partOf(mMembers, static_cast<std::size_t>(column), value);
  }

  std::vector<LogisticMember> mMembers;
  std::map<int, double> mMeans; ///< by column
};

class LogisticPredictor : public Predictor {
 public:
  explicit LogisticPredictor(std::vector<LogisticMember> members) : mMembers(std::move(members)) {}

  std::size_t featureCount() const override { return mMembers.front().scaling.center.size(); }

  void logits(const float* rows, std::size_t count, float* logits) const override {
    const std::size_t width = featureCount();
    for (std::size_t i = 0; i < count; ++i) {
      double sum = 0;
      for (const LogisticMember& member : mMembers)
        sum += logitOf(member, rows + i * width, width);
      logits[i] = static_cast<float>(sum / static_cast<double>(mMembers.size()));
    }
  }

 private:
  static double logitOf(const LogisticMember& member, const float* row, std::size_t width) {
    double logit = member.regression.intercept;
    for (std::size_t j = 0; j < width; ++j)
      logit += member.part(j, row[j]);
    return logit;
  }

  std::vector<LogisticMember> mMembers;
};

/// Mean over the members. `ofEncoded`: in layers of classes by what stands for their codes, which have no
/// slopes themselves.
Vector meanSlopes(const std::vector<LogisticMember>& members, std::size_t features, bool ofEncoded) {
  Vector sum = Vector::Zero(static_cast<Eigen::Index>(features));
  for (const LogisticMember& member : members)
    for (Eigen::Index j = 0; j < sum.size(); ++j)
      if (ofEncoded || member.scaling.classes.of(static_cast<std::size_t>(j)) == nullptr)
        sum[j] += member.regression.weights[j] / member.scaling.scale[static_cast<std::size_t>(j)];
  return sum / static_cast<double>(members.size());
}

/// The same slopes everywhere, and 0 where a value is missing.
Gradient gradientOf(const Vector& slopes) {
  return [slopes](const FloatMatrix& rows) -> Matrix {
    Matrix each = slopes.transpose().replicate(rows.rows(), 1);
    for (Eigen::Index i = 0; i < rows.size(); ++i)
      if (std::isnan(rows.data()[i]))
        each.data()[i] = 0;
    return each;
  };
}

} // namespace

const ModelKind& LogisticModel::logisticRegressions() {
  static const ModelKind kind{"logistic_regression", "logistic regression", "regression", "regressions"};
  return kind;
}

bool LogisticModel::takesMissing() const {
  return !members.empty() && std::all_of(members.begin(), members.end(), [](const LogisticMember& member) {
    return member.filled.takesMissing();
  });
}

bool LogisticModel::seesPresence() const {
  return std::any_of(members.begin(), members.end(),
                     [](const LogisticMember& member) { return member.filled.hasPresence; });
}

std::vector<float> LogisticModel::fills() const {
  std::vector<FilledColumns> ofMembers;
  std::vector<const ClassEncoding*> classes;
  for (const LogisticMember& member : members) {
    ofMembers.push_back(member.filled);
    classes.push_back(&member.scaling.classes);
  }
  return meanFills(ofMembers, classes);
}

std::unique_ptr<Model> LogisticModel::member(std::size_t index) const {
  auto alone = std::make_unique<LogisticModel>();
  alone->features = features;
  alone->members = {members[index]};
  return alone;
}

std::unique_ptr<Predictor> LogisticModel::predictor() const {
  return std::make_unique<LogisticPredictor>(members);
}

GameMaker LogisticModel::game(const FloatMatrix& references, const Players& players,
                              OutputSpace space) const {
  if (space != OutputSpace::Logit)
    return Model::game(references, players, space);
  // Means of the predictor's own outputs, so that base value and gains add up to its predictions.
  const std::vector<float> logits = [&] {
    std::vector<float> each(static_cast<std::size_t>(references.rows()));
    predictor()->logits(references.data(), each.size(), each.data());
    return each;
  }();
  double base = 0;
  for (const float logit : logits)
    base += static_cast<double>(logit) / static_cast<double>(logits.size());
  if (takesMissing()) {
    Vector means = Vector::Zero(references.cols());
    for (Eigen::Index j = 0; j < references.cols(); ++j)
      for (const float value : references.col(j))
        means[j] +=
            partOf(members, static_cast<std::size_t>(j), value) / static_cast<double>(references.rows());
    return additiveGame(
        [members = members, means](int column, float value) {
          return partOf(members, static_cast<std::size_t>(column), value) - means[column];
        },
        base, players);
  }
  const Vector means = references.cast<double>().colwise().mean();
  return additiveGame(
      [slopes = slopes(), means, classes = ClassParts(members, references)](int column, float value) {
        if (classes.has(column))
          return classes.gain(column, value);
        return slopes[column] * (static_cast<double>(value) - means[column]);
      },
      base, players);
}

Gradient LogisticModel::gradient() const {
  return gradientOf(slopes());
}

Gradient LogisticModel::encodedGradient() const {
  return gradientOf(meanSlopes(members, features.size(), true));
}

Vector LogisticModel::slopes() const {
  return meanSlopes(members, features.size(), false);
}

ClassValues LogisticModel::classes(std::size_t feature) const {
  std::vector<const ClassValues*> tables;
  for (const LogisticMember& member : members)
    tables.push_back(member.scaling.classes.of(feature));
  return meanOf(tables);
}

} // namespace prospectivity
