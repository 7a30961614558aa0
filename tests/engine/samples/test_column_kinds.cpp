#include "engine/core/random.h"
#include "engine/samples/column_kinds.h"

#include <QtTest>

#include <cmath>
#include <functional>
#include <limits>

Q_DECLARE_METATYPE(prospectivity::ColumnKind)
Q_DECLARE_METATYPE(std::function<double(int)>)
Q_DECLARE_METATYPE(std::function<double(int, const prospectivity::Point&, prospectivity::Random&)>)

using namespace prospectivity;

/// Identifiers, coordinates and copies of the label are told by their values; evidence that is only like them
/// is not.
class TestColumnKinds : public QObject {
  Q_OBJECT

 private slots:
  void columnsAreJudged_data();
  void columnsAreJudged();
  void aRareClassAmongManyNonDepositsIsNoCopy();
  void goodLayersAreNoCopies();
  void describedLayersAreNoCopies();
  void fewDepositsNumberedForThemselvesAreSeen();
  void coordinatesGoInPairs();
  void coarseCoordinatesAreSeen();
  void classesThatGradeAcrossTheMapAreNoCoordinates();
  void coordinatesOfAnotherProjectionAreSeen();
  void samplesWithoutAPlaceHideNothing();
  void syntheticRowsAndGapsAreLeftAside();
  void tellingFeaturesAreAskedAbout();
  void whatIsLikeALabelOrACoordinateIsAskedAbout_data();
  void whatIsLikeALabelOrACoordinateIsAskedAbout();
  void coordinatesWithoutPlacesAreAskedAbout();
};

namespace {

constexpr int rows = 60;

/// Deposits first; places of chance within 30 km x 20 km.
SampleTable emptyTable(int count = rows) {
  Random random(7);
  SampleTable table;
  for (int i = 0; i < count; ++i) {
    table.labels.push_back(i < count / 2 ? 1 : 0);
    table.ids.push_back(i + 1);
    table.origins.push_back(SampleTable::observedOrigin);
    table.parentA.emplace_back();
    table.parentB.emplace_back();
    table.points.push_back({500000 + 30000 * random.uniform(), 2900000 + 20000 * random.uniform()});
  }
  return table;
}

using Value = std::function<double(int row, const Point& place, Random& chance)>;

void addColumn(SampleTable& table, const std::string& name, const Value& value) {
  Random chance(table.features.size() + 11);
  table.features.push_back(name);
  table.values.conservativeResize(static_cast<Eigen::Index>(table.size()),
                                  static_cast<Eigen::Index>(table.features.size()));
  for (std::size_t i = 0; i < table.size(); ++i)
    table.values(static_cast<Eigen::Index>(i), table.values.cols() - 1) =
        value(static_cast<int>(i), table.points[i], chance);
}

ColumnKind kindOf(const Value& value, int count = rows) {
  SampleTable table = emptyTable(count);
  addColumn(table, "column", value);
  return columnKinds(table).front();
}

/// A permutation of 0 ... rows - 1 that has no order.
int shuffled(int row) {
  return (row * 37 + 11) % rows;
}

} // namespace

void TestColumnKinds::columnsAreJudged_data() {
  QTest::addColumn<std::function<double(int)>>("value");
  QTest::addColumn<ColumnKind>("kind");
  const auto row = [](const char* name, ColumnKind kind, const std::function<double(int)>& value) {
    QTest::newRow(name) << value << kind;
  };
  const auto evidence = ColumnKind::Evidence;
  row("row number", ColumnKind::Identifier, [](int i) { return i; });
  row("row number from 1, falling", ColumnKind::Identifier, [](int i) { return rows - i; });
  row("keys of a register in order, with gaps", ColumnKind::Identifier,
      [](int i) { return 100000 + 977.0 * i + i * i % 13; });
  row("keys in order but for two neighbours", ColumnKind::Identifier, [](int i) {
    return 5000.0 * (i == 10 ? 11 : i == 11 ? 10 : i);
  });
  row("shuffled keys without gaps", ColumnKind::Identifier, [](int i) { return shuffled(i); });
  row("keys of the deposits behind those of the others", ColumnKind::Identifier,
      [](int i) { return i < rows / 2 ? rows / 2 + i : i - rows / 2; });
  row("row numbers of two layers put together", ColumnKind::Identifier,
      [](int i) { return i < rows / 2 ? i : i - rows / 2; });
  row("keys of two registers, each in its order", ColumnKind::Identifier,
      [](int i) { return i < rows / 2 ? 977.0 * i : 5 + 431.0 * (i - rows / 2); });
  row("a row number with one row twice", ColumnKind::Identifier, [](int i) { return i == 30 ? 29 : i; });
  row("a row number with five rows twice", evidence, [](int i) { return 900.0 * (i % 11 == 5 ? i - 1 : i); });
  row("row numbers of the deposits alone", evidence, [](int i) { return i < rows / 2 ? i : i % 7; });
  row("whole numbers that repeat", evidence, [](int i) { return i / 2; });
  row("whole metres of chance", evidence, [](int i) { return (i * 7919) % 104729; });
  row("numbers in order that are not whole", evidence, [](int i) { return i + 0.25; });
  row("the label", ColumnKind::LabelCopy, [](int i) { return i < rows / 2 ? 1 : 0; });
  row("the label as -1 and 1", ColumnKind::LabelCopy, [](int i) { return i < rows / 2 ? 1 : -1; });
  row("the label upside down", ColumnKind::LabelCopy, [](int i) { return i < rows / 2 ? 2 : 7; });
  row("the label with one slip", ColumnKind::LabelCopy, [](int i) { return i < rows / 2 && i != 4 ? 1 : 0; });
  row("the label with noise on it", ColumnKind::LabelCopy,
      [](int i) { return (i < rows / 2 ? 1 : 0) + 0.005 * shuffled(i); });
  row("the label upside down, with noise", ColumnKind::LabelCopy,
      [](int i) { return (i < rows / 2 ? -40 : 30) + 0.5 * shuffled(i); });
  row("tonnage, 0 where nothing was found", evidence, [](int i) { return i < rows / 2 ? 0.3 + i * i : 0; });
  row("size classes, with one slip", evidence, [](int i) { return i < rows / 2 && i != 4 ? 1 + i % 3 : 0; });
  row("one range above the other", evidence,
      [](int i) { return (i < rows / 2 ? 1 : 0) + 0.016 * shuffled(i); });
  row("0 at most non-deposits and some deposits", evidence,
      [](int i) { return i < rows / 2 && i % 5 > 0 ? i + 0.5 : 0; });
  row("a class that tells nine of ten", evidence,
      [](int i) { return (i < rows / 2) != (i % 10 == 0) ? 1 : 0; });
  row("a class of chance", evidence, [](int i) { return shuffled(i) % 2; });
  row("constant", evidence, [](int) { return 3; });
}

void TestColumnKinds::columnsAreJudged() {
  QFETCH(std::function<double(int)>, value);
  QFETCH(ColumnKind, kind);
  QCOMPARE(kindOf([&](int row, const Point&, Random&) { return value(row); }), kind);
  // Nine rows say nothing.
  QCOMPARE(kindOf([&](int row, const Point&, Random&) { return value(row * 6); }, 9), ColumnKind::Evidence);
}

// Eight deposits numbered 1 to 8 and 52 non-deposits numbered 1 to 52: the number alone has an AUC of 0.92.
void TestColumnKinds::fewDepositsNumberedForThemselvesAreSeen() {
  SampleTable table = emptyTable();
  for (std::size_t i = 0; i < table.size(); ++i)
    table.labels[i] = i < 8 ? 1 : 0;
  addColumn(table, "number", [](int i, const Point&, Random&) { return i < 8 ? i + 1 : i - 7; });
  addColumn(table, "metres", [](int i, const Point&, Random& chance) {
    return i < 8 ? i + 1 : std::floor(300 * chance.uniform());
  });
  QCOMPARE(columnKinds(table), (std::vector<ColumnKind>{ColumnKind::Identifier, ColumnKind::Evidence}));
}

// 20 deposits and 1,000 non-deposits: a class in which a quarter of the deposits lie and no non-deposit does
// equals the label in 98.5 % of the rows.
void TestColumnKinds::aRareClassAmongManyNonDepositsIsNoCopy() {
  SampleTable table = emptyTable(1020);
  for (std::size_t i = 0; i < table.size(); ++i)
    table.labels[i] = i < 20 ? 1 : 0;
  addColumn(table, "rock=skarn", [](int i, const Point&, Random&) { return i < 5 ? 1 : 0; });
  addColumn(table, "elsewhere", [](int i, const Point&, Random&) { return i < 5 ? 0 : 1; });
  addColumn(table, "copy with slips",
            [](int i, const Point&, Random&) { return (i < 20) != (i == 3 || i == 500) ? 1 : 0; });
  QCOMPARE(columnKinds(table),
           (std::vector<ColumnKind>{ColumnKind::Evidence, ColumnKind::Evidence, ColumnKind::LabelCopy}));
}

// Left out, they were missed in every model; asked about, the user decides.
void TestColumnKinds::goodLayersAreNoCopies() {
  // A density that is 0 almost everywhere and not at 19 of 20 deposits.
  SampleTable many = emptyTable(1020);
  for (std::size_t i = 0; i < many.size(); ++i)
    many.labels[i] = i < 20 ? 1 : 0;
  addColumn(many, "density", [](int i, const Point&, Random& chance) {
    return i == 3 || (i >= 20 && i % 70 > 0) ? 0 : 0.1 + chance.uniform();
  });
  QCOMPARE(columnKinds(many), std::vector<ColumnKind>{ColumnKind::Evidence});
  const std::vector<Sentence> questions = questionsOfTellingFeatures(many);
  QCOMPARE(questions.size(), std::size_t{1});
  QCOMPARE(questions.front().text(),
           std::string("The feature 'density' has one value at almost all samples of one label and other "
                       "values at almost all of the other, as a copy of the label does, or the tonnage of "
                       "deposits: is it known where nothing has been found yet? If not, leave it out of "
                       "features."));
  // Few rows: two ranges with a gap, and two values of two deposits.
  SampleTable few = emptyTable(10);
  addColumn(few, "As",
            [](int i, const Point&, Random&) { return i < 5 ? 300 + 30.5 * i : 20 + 18.5 * (i - 5); });
  QCOMPARE(columnKinds(few), std::vector<ColumnKind>{ColumnKind::Evidence});
  QVERIFY(questionsOfTellingFeatures(few).front().text().find("AUC 1") != std::string::npos);
  for (std::size_t i = 0; i < few.size(); ++i)
    few.labels[i] = i < 2 ? 1 : 0;
  addColumn(few, "skarn", [](int i, const Point&, Random&) { return i < 2 ? 1 : 0; });
  QCOMPARE(columnKinds(few), std::vector<ColumnKind>(2, ColumnKind::Evidence));
}

// Of a raster that is known everywhere.
void TestColumnKinds::describedLayersAreNoCopies() {
  SampleTable table = emptyTable();
  addColumn(table, "alteration", [](int i, const Point&, Random&) { return i < rows / 2 ? 1 : 0; });
  addColumn(table, "number", [](int i, const Point&, Random&) { return i; });
  QCOMPARE(columnKinds(table), (std::vector<ColumnKind>{ColumnKind::LabelCopy, ColumnKind::Identifier}));
  // A record of kinds counts for columns that somebody added later as well.
  table.descriptions = {{FeatureKind::Indicator, "", ""}, {FeatureKind::Quantity, "", ""}};
  QCOMPARE(columnKinds(table), (std::vector<ColumnKind>{ColumnKind::Evidence, ColumnKind::Identifier}));
  const std::vector<Sentence> questions = questionsOfTellingFeatures(table);
  QCOMPARE(questions.size(), std::size_t{2}); // the number has an AUC of 1 as well
  QVERIFY(questions.front().text().find("'alteration' alone separates") != std::string::npos);
}

void TestColumnKinds::coordinatesGoInPairs() {
  SampleTable table = emptyTable();
  addColumn(table, "east", [](int, const Point& place, Random&) { return std::round(place.x); });
  // A lone one may be the distance to a straight coast.
  QCOMPARE(columnKinds(table), std::vector<ColumnKind>{ColumnKind::Evidence});
  addColumn(table, "distance to another coast of that direction",
            [](int, const Point& place, Random&) { return 600000 - place.x; });
  QCOMPARE(columnKinds(table), std::vector<ColumnKind>(2, ColumnKind::Evidence));
  addColumn(table, "north", [](int, const Point& place, Random&) { return place.y; });
  addColumn(table, "gravity with a trend",
            [](int, const Point& place, Random& chance) { return place.y / 1000 + 0.4 * chance.normal(); });
  const std::vector<ColumnKind> kinds = columnKinds(table);
  QCOMPARE(kinds[0], ColumnKind::Coordinate);
  QCOMPARE(kinds[2], ColumnKind::Coordinate);
  QCOMPARE(kinds[3], ColumnKind::Evidence);
}

// Sheets of 5 km by 4 km: six columns and five rows of them.
void TestColumnKinds::coarseCoordinatesAreSeen() {
  SampleTable table = emptyTable();
  addColumn(table, "sheet column",
            [](int, const Point& place, Random&) { return std::floor(place.x / 5000); });
  addColumn(table, "sheet row", [](int, const Point& place, Random&) { return -std::floor(place.y / 4000); });
  addColumn(table, "depth class", [](int, const Point& place, Random& chance) {
    return std::floor(place.x / 5000 + 1.5 * chance.normal());
  });
  QCOMPARE(columnKinds(table),
           (std::vector<ColumnKind>{ColumnKind::Coordinate, ColumnKind::Coordinate, ColumnKind::Evidence}));
}

// Grade rises northwards and age eastwards, each within limits that are no straight lines.
void TestColumnKinds::classesThatGradeAcrossTheMapAreNoCoordinates() {
  SampleTable table = emptyTable(200);
  addColumn(table, "grade", [](int, const Point& place, Random&) {
    return std::floor((place.y - 2900000 + 700 * std::sin(place.x / 2000)) / 4000);
  });
  addColumn(table, "age", [](int, const Point& place, Random&) {
    return std::floor((place.x - 500000 + 1000 * std::sin(place.y / 1500)) / 6000);
  });
  QCOMPARE(columnKinds(table), std::vector<ColumnKind>(2, ColumnKind::Evidence));
  const std::vector<Sentence> questions = questionsOfTellingFeatures(table);
  QCOMPARE(questions.size(), std::size_t{2});
  for (const Sentence& question : questions)
    QVERIFY2(question.text().find("follows the places of the samples smoothly") != std::string::npos,
             question.text().c_str());
}

void TestColumnKinds::coordinatesOfAnotherProjectionAreSeen() {
  SampleTable table = emptyTable();
  // Degrees of a sphere, turned by the convergence of a distant meridian and rounded as tables do.
  addColumn(table, "lon", [](int, const Point& place, Random&) {
    const double x = std::cos(0.05) * place.x - std::sin(0.05) * place.y;
    return std::round(1e5 * (117 + x / 111320 / std::cos(place.y / 6371000))) / 1e5;
  });
  addColumn(table, "lat", [](int, const Point& place, Random&) {
    const double y = std::sin(0.05) * place.x + std::cos(0.05) * place.y;
    return std::round(1e5 * y / 111320) / 1e5;
  });
  QCOMPARE(columnKinds(table), std::vector<ColumnKind>(2, ColumnKind::Coordinate));
}

// A row of a table without geometry, or with an empty coordinate, has a place of NaN.
void TestColumnKinds::samplesWithoutAPlaceHideNothing() {
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  SampleTable table = emptyTable();
  addColumn(table, "Easting", [](int, const Point& place, Random&) { return std::round(place.x); });
  table.points[17] = {none, none};
  table.points[40].y = none;
  const std::vector<Sentence> questions = questionsOfTellingFeatures(table);
  QCOMPARE(questions.size(), std::size_t{1});
  QVERIFY(QString::fromStdString(questions.front().text()).contains("runs with one axis of the map"));
  addColumn(table, "Northing", [](int row, const Point& place, Random&) {
    return row == 17 || row == 40 ? 2910000 : std::round(place.y);
  });
  QCOMPARE(columnKinds(table), std::vector<ColumnKind>(2, ColumnKind::Coordinate));
  // Places that are nowhere leave it at a question.
  for (Point& point : table.points)
    point = {none, none};
  QCOMPARE(columnKinds(table), std::vector<ColumnKind>(2, ColumnKind::Evidence));
  const std::vector<Sentence> without = questionsOfTellingFeatures(table);
  QCOMPARE(without.size(), std::size_t{2});
  for (const Sentence& question : without)
    QVERIFY(QString::fromStdString(question.text()).contains("have no places to hold them against"));
}

void TestColumnKinds::syntheticRowsAndGapsAreLeftAside() {
  SampleTable table = emptyTable();
  addColumn(table, "gid", [](int row, const Point&, Random&) {
    return row % 6 == 5 ? 17.5 : row % 7 == 6 ? std::numeric_limits<double>::quiet_NaN() : row;
  });
  QCOMPARE(columnKinds(table).front(), ColumnKind::Evidence);
  for (std::size_t i = 5; i < table.size(); i += 6)
    table.origins[i] = "smote";
  QCOMPARE(columnKinds(table).front(), ColumnKind::Identifier);
}

void TestColumnKinds::tellingFeaturesAreAskedAbout() {
  SampleTable table = emptyTable();
  addColumn(table, "W", [](int, const Point&, Random& chance) { return chance.normal(); });
  addColumn(table, "depth", [](int row, const Point&, Random& chance) {
    return (row < rows / 2 ? -5 : 5) + chance.uniform();
  });
  const std::vector<Sentence> questions = questionsOfTellingFeatures(table);
  QCOMPARE(questions.size(), std::size_t{1});
  QCOMPARE(questions.front().text(),
           std::string("The feature 'depth' alone separates deposits from non-deposits almost "
                       "without error (AUC 1): was it "
                       "measured in the same way at both, and is it known where nothing has "
                       "been found yet? If not, leave it "
                       "out of features."));
}

void TestColumnKinds::whatIsLikeALabelOrACoordinateIsAskedAbout_data() {
  QTest::addColumn<std::function<double(int, const Point&, Random&)>>("value");
  QTest::addColumn<int>("rows");
  QTest::addColumn<QString>("asked"); // a part of the question
  const auto row = [](const char* name, int count, const QString& asked, const Value& value) {
    QTest::newRow(name) << value << count << asked;
  };
  const QString copy = "has %1 values, each of which deposits alone or non-deposits alone have";
  const QString axis = "runs with one axis of the map";
  // Of rows in two halves, deposits first.
  row("size classes of deposits, 0 and 2 without", 60, copy.arg(4),
      [](int i, const Point&, Random&) { return i < 30 ? (i % 2 == 0 ? 1 : 3) : (i % 2 == 0 ? 0 : 2); });
  row("a copy in eight rows", 8, copy.arg(2), [](int i, const Point&, Random&) { return i < 4 ? 0.9 : 0.1; });
  row("classes with one slip", 60, "", [](int i, const Point&, Random&) {
    return i == 7 ? 2 : i < 30 ? (i % 2 == 0 ? 1 : 3) : (i % 2 == 0 ? 0 : 2);
  });
  row("classes of chance", 60, "",
      [](int, const Point&, Random& chance) { return static_cast<double>(chance.below(4)); });
  row("numbers of which each is there once", 60, "",
      [](int, const Point&, Random& chance) { return chance.normal(); });
  row("constant", 60, "", [](int, const Point&, Random&) { return 4; });
  row("x", 60, axis, [](int, const Point& place, Random&) { return place.x; });
  row("y at eight places", 8, axis, [](int, const Point& place, Random&) { return std::round(place.y); });
  row("latitude", 30, axis,
      [](int, const Point& place, Random&) { return std::round(1e4 * place.y / 111320) / 1e4; });
  row("gravity with a trend", 60, "",
      [](int, const Point& place, Random& chance) { return place.y / 1000 + 0.4 * chance.normal(); });
  const QString smooth = "follows the places of the samples smoothly";
  row("across the map", 60, smooth, [](int, const Point& place, Random&) { return place.x + place.y; });
  row("x of a CRS that is turned by five degrees", 60, smooth,
      [](int, const Point& place, Random&) { return std::cos(0.087) * place.x - std::sin(0.087) * place.y; });
  row("columns of map sheets", 60, smooth,
      [](int, const Point& place, Random&) { return std::floor(place.x / 5000); });
  const QString middle =
      "alone separates deposits from non-deposits almost without error (100 % of the deposits "
      "and 0 % of the non-deposits lie between ";
  row("keys of deposits between those of others", 60, middle, [](int i, const Point&, Random&) {
    return i < 30 ? 400 + (i * 37) % 197 : i % 2 == 0 ? (i * 53) % 390 : 700 + (i * 911) % 8000;
  });
  row("one non-deposit among them", 60, middle.left(64), [](int i, const Point&, Random& chance) {
    return (i < 30 || i == 40 ? 0 : i % 2 == 0 ? -3 : 3) + chance.uniform();
  });
  row("six non-deposits among them", 60, "", [](int i, const Point&, Random& chance) {
    return (i < 30 || i >= 54 ? 0 : i % 2 == 0 ? -3 : 3) + chance.uniform();
  });
  row("deposits around the others", 60,
      "alone separates deposits from non-deposits almost without error (0 % of the deposits and 100 % of the "
      "non-deposits lie between ",
      [](int i, const Point&, Random& chance) {
        return (i >= 30 ? 0 : i % 2 == 0 ? -3 : 3) + chance.uniform();
      });
  row("three places", 3, "", [](int, const Point& place, Random&) { return place.x; });
}

void TestColumnKinds::whatIsLikeALabelOrACoordinateIsAskedAbout() {
  QFETCH(std::function<double(int, const Point&, Random&)>, value);
  QFETCH(int, rows);
  QFETCH(QString, asked);
  SampleTable table = emptyTable(rows);
  addColumn(table, "column", value);
  const std::vector<Sentence> questions = questionsOfTellingFeatures(table);
  QCOMPARE(questions.size(), std::size_t{!asked.isEmpty()});
  if (!asked.isEmpty())
    QVERIFY2(QString::fromStdString(questions.front().text()).startsWith("The feature 'column' " + asked),
             questions.front().text().c_str());
}

// In a table whose columns of coordinates have names that nobody knows.
void TestColumnKinds::coordinatesWithoutPlacesAreAskedAbout() {
  SampleTable table = emptyTable();
  addColumn(table, "R", [](int, const Point& place, Random&) { return place.x; });
  addColumn(table, "H", [](int, const Point& place, Random&) { return std::round(place.y); });
  addColumn(table, "magnetics",
            [](int, const Point&, Random& chance) { return 48000 + 900 * chance.normal(); });
  addColumn(table, "code", [](int i, const Point&, Random&) { return 200000 + 100 * (i * 37 % 5); });
  for (Point& point : table.points)
    point.x = point.y = std::numeric_limits<double>::quiet_NaN();
  const std::vector<Sentence> questions = questionsOfTellingFeatures(table);
  QCOMPARE(questions.size(), std::size_t{2});
  QCOMPARE(
      questions[0].text(),
      std::string("The feature 'R' has numbers of the size of coordinates in metres, and the samples have no "
                  "places to hold them against: is it evidence? If not, leave it out of features."));
  QVERIFY(questions[1].text().find("'H'") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestColumnKinds)
#include "test_column_kinds.moc"
