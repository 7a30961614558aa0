#include "engine/explain/ice_report.h"
#include "engine/explain/member_agreement.h"
#include "engine/explain/shapley_report.h"
#include "engine/explain/shapley_summary.h"

#include <QtTest>

#include <string>
#include <utility>
#include <vector>

using namespace prospectivity;

/// Where members of a model give other reasons than each other, in cases counted by hand, and what readers
/// are told of it.
class TestMemberAgreement : public QObject {
  Q_OBJECT

 private slots:
  void signsFollowTheRankCorrelation();
  void placesThatChangeAreFound();
  void signsThatTurnAreFound();
  void driversAreCounted();
  void membersThatAgreeAreSaidTo();
  void namesAreListed();
  void theReportTellsOfMembers_data();
  void theReportTellsOfMembers();
  void theReportOfOneMemberStays();
  void curvesThatTurnAreNamed();
};

namespace {

/// Four samples with the values 1 to 4 in each feature, and a member that gives a feature `slope` times how
/// far a value is from the mean.
Matrix memberOf(const std::vector<double>& slopes) {
  Matrix values(4, static_cast<Eigen::Index>(slopes.size()));
  for (Eigen::Index i = 0; i < 4; ++i)
    for (Eigen::Index j = 0; j < values.cols(); ++j)
      values(i, j) = slopes[static_cast<std::size_t>(j)] * (static_cast<double>(i) - 1.5);
  return values;
}

ExplainedSamples explainedBy(const std::vector<std::vector<double>>& slopesOfMembers) {
  ExplainedSamples explained;
  explained.samples.features = {"W", "Sn", "Bi", "Te"};
  explained.samples.features.resize(slopesOfMembers.front().size());
  const auto features = static_cast<Eigen::Index>(explained.samples.features.size());
  explained.samples.values.resize(4, features);
  for (Eigen::Index i = 0; i < 4; ++i)
    explained.samples.values.row(i).setConstant(static_cast<double>(i + 1));
  explained.samples.labels = {0, 1, 0, 1};
  explained.samples.ids = {1, 2, 3, 4};
  explained.samples.origins.assign(4, SampleTable::observedOrigin);
  explained.samples.points.assign(4, {1, 2});
  explained.shapley.values.setZero(4, features);
  for (const std::vector<double>& slopes : slopesOfMembers) {
    explained.shapley.ofMembers.push_back(memberOf(slopes));
    explained.shapley.values +=
        explained.shapley.ofMembers.back() / static_cast<double>(slopesOfMembers.size());
  }
  explained.shapley.prediction = {-1, 0, 1, 2};
  explained.shapley.residual.assign(4, 0.0);
  return explained;
}

std::string pageOf(const Report& report) {
  return report.page("");
}

} // namespace

void TestMemberAgreement::signsFollowTheRankCorrelation() {
  const ExplainedSamples explained = explainedBy({{2, -1, 0}});
  const Matrix& values = explained.samples.values;
  QCOMPARE(effectSign(explained.shapley.values, values, 0), 1);
  QCOMPARE(effectSign(explained.shapley.values, values, 1), -1);
  QCOMPARE(effectSign(explained.shapley.values, values, 2), 0); // constant
  Matrix mixed(4, 1);
  mixed << 2, 1, 4, 3; // Spearman 0.6
  QCOMPARE(effectSign(mixed, values.leftCols(1), 0), 1);
  mixed << 2, 4, 1, 3; // 0
  QCOMPARE(effectSign(mixed, values.leftCols(1), 0), 0);
}

// W is first in both members. Sn and Bi change places, Te is always last.
void TestMemberAgreement::placesThatChangeAreFound() {
  const MemberAgreement agreement = agreementOf(explainedBy({{5, 3, 2, 1}, {5, 2, 4, 1}}));
  QCOMPARE(agreement.importance(0, 1), 3.0); // mean |i - 1.5| is 1
  QCOMPARE(agreement.importance(1, 2), 4.0);
  QVERIFY((agreement.highestPlace == std::vector<std::size_t>{1, 2, 2, 4}));
  QVERIFY((agreement.lowestPlace == std::vector<std::size_t>{1, 3, 3, 4}));
  QVERIFY((agreement.uncertainPlace == std::vector<std::size_t>{2, 1})); // Bi has 3 in the mean, Sn 2.5
  QVERIFY(agreement.uncertainSign.empty());
}

void TestMemberAgreement::signsThatTurnAreFound() {
  const ExplainedSamples explained = explainedBy({{5, 3, 0.5}, {4, -2, -0.1}, {6, 2.5, 0.4}});
  const MemberAgreement agreement = agreementOf(explained);
  QVERIFY((agreement.uncertainSign == std::vector<std::size_t>{1, 2}));
  QVERIFY(agreement.uncertainPlace.empty());
  QCOMPARE(
      sentenceOf(agreement, explained),
      std::string("High values raise the prediction in one member and lower it in another (rank correlation "
                  "of value and SHAP value above 0.5 and below -0.5): Sn and Bi."));
  ExplainedSamples classes = explained; // classes have no high values
  classes.classes = {{}, {"a", "b", "c", "d"}, {}};
  QVERIFY((agreementOf(classes).uncertainSign == std::vector<std::size_t>{2}));
  ExplainedSamples codes = explained; // nor have their codes
  codes.samples.descriptions.resize(3);
  codes.samples.descriptions[2].kind = FeatureKind::Codes;
  QVERIFY((agreementOf(codes).uncertainSign == std::vector<std::size_t>{1}));
}

// Values below the mean: the driver is what pulls down least; above it, what pushes most.
void TestMemberAgreement::driversAreCounted() {
  QCOMPARE(agreementOf(explainedBy({{5, 3}, {4, 1}})).sameDriver, 1.0);
  QCOMPARE(agreementOf(explainedBy({{5, 3}, {1, 4}})).sameDriver, 0.0);
  ExplainedSamples explained = explainedBy({{5, 3}, {4, 1}});
  explained.shapley.ofMembers[1].row(3).reverseInPlace();
  QCOMPARE(agreementOf(explained).sameDriver, 0.75);
}

void TestMemberAgreement::membersThatAgreeAreSaidTo() {
  const ExplainedSamples explained = explainedBy({{5, 3, -1}, {4, 2, -1}});
  QCOMPARE(
      sentenceOf(agreementOf(explained), explained),
      std::string("All members put the features in the same order, and none turns the effect of a feature "
                  "round."));
}

void TestMemberAgreement::namesAreListed() {
  QCOMPARE(listed({"W"}), std::string("W"));
  QCOMPARE(listed({"W", "Sn"}), std::string("W and Sn"));
  QCOMPARE(listed({"W", "Sn", "Bi"}), std::string("W, Sn and Bi"));
  QCOMPARE(listed({"a", "b", "c", "d", "e"}), std::string("a, b, c, d and e"));
  QCOMPARE(listed({"a", "b", "c", "d", "e", "f", "g"}), std::string("a, b, c, d, e and 2 more"));
}

void TestMemberAgreement::theReportTellsOfMembers_data() {
  QTest::addColumn<int>("space");
  QTest::addColumn<QString>("sentence");
  QTest::newRow("log-odds") << 0 << "In log-odds the mean over the members is the value shown.";
  QTest::newRow("score")
      << 1 << "The spread is that of the members' own scores, whose mean is not the value shown";
}

void TestMemberAgreement::theReportTellsOfMembers() {
  QFETCH(int, space);
  QFETCH(QString, sentence);
  ExplainedSamples explained = explainedBy({{5, 3, 2, 1}, {5, 2, 4, 1}});
  explained.space = static_cast<OutputSpace>(space);
  const QString page = QString::fromStdString(pageOf(shapleyReport(explained)));
  QVERIFY2(page.contains(sentence), qPrintable(sentence));
  for (const char* text :
       {"The model has 2 members", "and another behind it: Bi and Sn.", "sd over members",
        "sd of mean |SHAP| over members", "2 to 3", "Samples with the same driver in all members"})
    QVERIFY2(page.contains(text), text);
}

void TestMemberAgreement::theReportOfOneMemberStays() {
  ExplainedSamples explained = explainedBy({{5, 3, 2, 1}});
  explained.shapley.ofMembers.clear(); // as of a model of one
  const QString page = QString::fromStdString(pageOf(shapleyReport(explained)));
  QVERIFY(page.contains("From the base value to the prediction"));
  QVERIFY(!page.contains("member"));
}

void TestMemberAgreement::curvesThatTurnAreNamed() {
  IceResults results;
  results.samples = explainedBy({{1, 1}}).samples;
  results.space = OutputSpace::Logit;
  for (const std::size_t feature : {0U, 1U}) {
    FeatureCurves curves;
    curves.feature = feature;
    curves.grid = {1, 2};
    curves.rows = {0};
    curves.ice = Matrix::Zero(1, 2);
    curves.all.count = 4;
    curves.all.mean = {0, 0.5};
    curves.all.spread = {0.1, 0.1};
    curves.all.derivative = {0, 0};
    curves.all.derivativeSpread = {0, 0};
    curves.all.meanOfMembers.resize(2, 2);
    curves.all.meanOfMembers << 0, 2, 0, feature == 0 ? 1 : -1;
    results.curves.push_back(std::move(curves));
  }
  const QString page = QString::fromStdString(pageOf(iceReport(results)));
  for (const char* text : {"The model has 2 members", "and another lowers it for Sn.", "2 raise, 0 lower it",
                           "1 raise, 1 lower it", "largest sd of PDP over members",
                           "The dark band shows how far the members of the model lie apart"})
    QVERIFY2(page.contains(text), text);

  // Codes of classes have no low and no high end.
  results.samples.descriptions.resize(results.samples.features.size());
  results.samples.descriptions[1].kind = FeatureKind::Codes;
  const QString classes = QString::fromStdString(pageOf(iceReport(results)));
  QVERIFY(classes.contains("of each curve (codes of classes have none) all members lead the same way"));
  QVERIFY(!classes.contains("lowers it for Sn"));
  QVERIFY(classes.contains("<td>codes have none</td>") && !classes.contains("1 raise, 1 lower it"));
  QVERIFY(classes.contains("2 raise, 0 lower it")); // of the other feature

  // Nor have those that nobody described, and that the model takes for classes.
  results.samples.descriptions.clear();
  results.classes = {1};
  QCOMPARE(QString::fromStdString(pageOf(iceReport(results))).count("<td>codes have none</td>"), 1);
  QVERIFY(!QString::fromStdString(pageOf(iceReport(results))).contains("1 raise, 1 lower it"));
  results.classes = {0, 1};
  const QString codes = QString::fromStdString(pageOf(iceReport(results)));
  QVERIFY(!codes.contains("from its low to its high values") && !codes.contains("lead the same way"));
  QVERIFY(codes.contains("Codes of classes have no low and no high end, so that no direction is told."));
  results.classes.clear();
  QVERIFY(QString::fromStdString(pageOf(iceReport(results))).contains("from its low to its high values"));

  // A step that is nothing beside the curve, and the rounding of members that do not move at all.
  results.samples.descriptions.clear();
  Matrix& bent = results.curves[0].all.meanOfMembers;
  bent.resize(2, 3);
  bent << 0, 2, 1e-8, 0, 2, 1;
  results.curves[0].grid = {1, 2, 3};
  results.curves[0].ice = Matrix::Zero(1, 3);
  for (std::vector<double>* line :
       {&results.curves[0].all.mean, &results.curves[0].all.spread, &results.curves[0].all.derivative,
        &results.curves[0].all.derivativeSpread})
    line->push_back(0);
  results.curves[1].all.meanOfMembers << 0.5, 0.5 + 1e-8, 0.5, 0.5 - 1e-8;
  const QString steps = QString::fromStdString(pageOf(iceReport(results)));
  QVERIFY(steps.contains("1 raise, 0 lower it") && steps.contains("0 raise, 0 lower it"));
  QVERIFY(steps.contains("all members lead the same way"));

  for (FeatureCurves& curves : results.curves)
    curves.all.meanOfMembers.resize(0, 0);
  QVERIFY(!QString::fromStdString(pageOf(iceReport(results))).contains("member"));
}

QTEST_APPLESS_MAIN(TestMemberAgreement)
#include "test_member_agreement.moc"
