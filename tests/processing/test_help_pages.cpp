#include "processing/frame/help_url.h"
#include "processing/frame/name_lists.h"
#include "tests/processing/processing_fixture.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QRegularExpression>
#include <QSet>
#include <QUrl>
#include <QXmlStreamReader>
#include <qgsprocessingmodelalgorithm.h>
#include <qgsprocessingparameters.h>

using namespace prospectivity;

/// The short help of each algorithm, and the page behind QGIS's Help button.
class TestHelpPages : public QObject {
  Q_OBJECT

 private slots:
  void theShortHelpIsShort_data() { eachAlgorithm(); }
  void theShortHelpIsShort();
  void thePageTellsEverything_data() { eachAlgorithm(); }
  void thePageTellsEverything();
  void thePageTellsHowNamesAreWritten_data() { eachAlgorithm(); }
  void thePageTellsHowNamesAreWritten();
  void thereIsAPageForEachAlgorithmAndNoOther();
  void theIndexFollowsTheWork();
  void pagesAreWellFormed();
  void noLinkIsDead();
  void theQuickStartComesWithItsPictures();
  void theQuickStartSpeaksOfWhatThereIs();

 private:
  static void eachAlgorithm();
};

namespace {

const QgsProcessingProvider* provider() {
  return QgsApplication::processingRegistry()->providerById(QStringLiteral("prospectivity"));
}

QString pageOf(const QgsProcessingAlgorithm& algorithm) {
  return QUrl(algorithm.helpUrl()).toLocalFile();
}

QString read(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QDir folder() {
  return QFileInfo(pageOf(*provider()->algorithm(QStringLiteral("predict")))).dir();
}

QStringList pages() {
  return folder().entryList({QStringLiteral("*.html")}, QDir::Files);
}

QStringList linksIn(const QString& html) {
  static const QRegularExpression links(QStringLiteral("href=\"([^\"]*)\""));
  QStringList found;
  for (auto link = links.globalMatch(html); link.hasNext();)
    found << link.next().captured(1);
  return found;
}

} // namespace

void TestHelpPages::eachAlgorithm() {
  QTest::addColumn<QString>("name");
  for (const QgsProcessingAlgorithm* algorithm : provider()->algorithms())
    QTest::newRow(qPrintable(algorithm->name())) << algorithm->name();
}

// QGIS shows it as HTML, where "<" would begin a tag.
void TestHelpPages::theShortHelpIsShort() {
  QFETCH(QString, name);
  const QString help = provider()->algorithm(name)->shortHelpString();
  const auto words = help.split(QRegularExpression(QStringLiteral("\\s+")), Qt::SkipEmptyParts).size();
  QVERIFY2(words > 40 && words <= 120, qPrintable(QString::number(words)));
  QVERIFY(!help.contains(QLatin1Char('<')));
}

void TestHelpPages::thePageTellsEverything() {
  QFETCH(QString, name);
  const QgsProcessingAlgorithm* algorithm = provider()->algorithm(name);
  QVERIFY2(algorithm->helpUrl().startsWith(QStringLiteral("file:///")), qPrintable(algorithm->helpUrl()));
  const QString page = read(pageOf(*algorithm));
  QVERIFY(page.contains(QStringLiteral("<h1>%1</h1>").arg(algorithm->displayName())));
  QVERIFY(page.contains(algorithm->shortHelpString().section(QStringLiteral("\n\n"), 0, 0).toHtmlEscaped()));
  QVERIFY(page.contains(QStringLiteral("<h2>Sources</h2>")));
  QVERIFY(!page.contains(QStringLiteral("<script")));
  for (const QgsProcessingParameterDefinition* parameter : algorithm->parameterDefinitions()) {
    QVERIFY2(page.contains(QStringLiteral("<td><code>%1</code></td>").arg(parameter->name())),
             qPrintable(parameter->name()));
    QVERIFY2(page.contains(parameter->description().toHtmlEscaped()), qPrintable(parameter->name()));
  }
  for (const QgsProcessingOutputDefinition* output : algorithm->outputDefinitions())
    QVERIFY2(page.contains(QStringLiteral("<td><code>%1</code></td>").arg(output->name())),
             qPrintable(output->name()));
}

// How a name with a comma is written, wherever a parameter takes several names.
void TestHelpPages::thePageTellsHowNamesAreWritten() {
  static const QMap<QString, QChar> lists{{"FEATURES", ';'},    {"CUSTOM_ORDER", ','}, {"BAND_NAMES", ','},
                                          {"CATEGORICAL", ','}, {"TRANSFORMS", ';'},   {"UNITS", ';'},
                                          {"PAIRS", ';'}};
  QFETCH(QString, name);
  const QgsProcessingAlgorithm* algorithm = provider()->algorithm(name);
  const QString page = read(pageOf(*algorithm));
  const int begins = page.indexOf(QStringLiteral("<p>Written as a text, names are separated in "));
  const QString rule = begins < 0 ? QString() : page.mid(begins, page.indexOf("</p>", begins) - begins);
  bool hasLists = false;
  for (const QgsProcessingParameterDefinition* parameter : algorithm->parameterDefinitions()) {
    const QChar separator = separatorOfNames(*parameter);
    if (dynamic_cast<const QgsProcessingModelAlgorithm*>(algorithm) == nullptr)
      QCOMPARE(separator, lists.value(parameter->name()));
    if (separator.isNull())
      continue;
    hasLists = true;
    QVERIFY2(rule.contains(QStringLiteral("<code>%1</code>").arg(parameter->name())), qPrintable(rule));
  }
  QCOMPARE(rule.isEmpty(), !hasLists);
  QCOMPARE(rule.contains(QStringLiteral("&quot;Cu, ppm&quot;")), hasLists);
}

void TestHelpPages::thereIsAPageForEachAlgorithmAndNoOther() {
  QSet<QString> expected{QStringLiteral("index.html"), QStringLiteral("quick_start.html")};
  for (const QgsProcessingAlgorithm* algorithm : provider()->algorithms())
    expected.insert(algorithm->name() + QStringLiteral(".html"));
  const QStringList found = pages();
  QCOMPARE(QSet<QString>(found.begin(), found.end()), expected);
}

void TestHelpPages::theIndexFollowsTheWork() {
  QStringList links = linksIn(read(folder().filePath(QStringLiteral("index.html"))));
  links.removeAll(QStringLiteral("style.css"));
  QCOMPARE(links.takeFirst(), QStringLiteral("quick_start.html"));
  QCOMPARE(links.size(), provider()->algorithms().size());
  int last = -1;
  for (const char* name : {"prospectivitychain", "buildevidencestack", "createsamples", "traincnn", "predict",
                           "evaluate", "shapvalues", "shapmap", "targetreport"}) {
    const auto place = static_cast<int>(links.indexOf(QLatin1String(name) + QStringLiteral(".html")));
    QVERIFY2(place > last, name);
    last = place;
  }
}

void TestHelpPages::pagesAreWellFormed() {
  for (const QString& name : pages()) {
    QXmlStreamReader reader(read(folder().filePath(name)));
    while (!reader.atEnd())
      reader.readNext();
    QVERIFY2(!reader.hasError(),
             qPrintable(QStringLiteral("%1, line %2: %3")
                            .arg(name, QString::number(reader.lineNumber()), reader.errorString())));
  }
}

// A page opens without a network; what lies in it are links to publications alone.
void TestHelpPages::noLinkIsDead() {
  QVERIFY(pages().size() > 17);
  for (const QString& name : pages())
    for (const QString& link : linksIn(read(folder().filePath(name)))) {
      const QByteArray told = (name + QStringLiteral(": ") + link).toUtf8();
      if (link.startsWith(QStringLiteral("https://"))) {
        QVERIFY2(link.startsWith(QStringLiteral("https://doi.org/10.")) ||
                     link.startsWith(QStringLiteral("https://arxiv.org/abs/")),
                 told.constData());
        continue;
      }
      const QString file = link.section(QLatin1Char('#'), 0, 0);
      const QString anchor = link.section(QLatin1Char('#'), 1);
      const QString target = read(folder().filePath(file.isEmpty() ? name : file));
      QVERIFY2(!target.isEmpty(), told.constData());
      QVERIFY2(anchor.isEmpty() || target.contains(QStringLiteral("id=\"%1\"").arg(anchor)),
               told.constData());
    }
}

void TestHelpPages::theQuickStartComesWithItsPictures() {
  const QString page = read(QUrl(helpUrlOf(QStringLiteral("quick_start"))).toLocalFile());
  static const QRegularExpression picture(QStringLiteral("<img src=\"([^\"]*)\" alt=\"([^\"]*)\""));
  int pictures = 0;
  for (auto found = picture.globalMatch(page); found.hasNext(); ++pictures) {
    const QRegularExpressionMatch match = found.next();
    QVERIFY2(!QImage(folder().filePath(match.captured(1))).isNull(), qPrintable(match.captured(1)));
    QVERIFY2(match.captured(2).size() > 40, qPrintable(match.captured(1)));
  }
  QVERIFY(pictures >= 2);
  QCOMPARE(pictures, static_cast<int>(page.count(QStringLiteral("<img"))));
}

// Titles that it sends readers to are those of dialogs, in whatever words these are put one day.
void TestHelpPages::theQuickStartSpeaksOfWhatThereIs() {
  const QString page = read(QUrl(helpUrlOf(QStringLiteral("quick_start"))).toLocalFile());
  const QgsProcessingAlgorithm* stack = provider()->algorithm(QStringLiteral("buildevidencestack"));
  for (const char* name : {"LAYERS", "CATEGORICAL", "TRANSFORMS"}) {
    const QString title = stack->parameterDefinition(QLatin1String(name))->description();
    QVERIFY2(page.contains(title.section(QLatin1Char(','), 0, 0) + QLatin1Char(':')), qPrintable(title));
  }
  QVERIFY(stack->parameterDefinition(QStringLiteral("ONE_HOT"))
              ->description()
              .contains(QStringLiteral("one band of 0 and 1 per class")));
}

PROCESSING_TEST_MAIN(TestHelpPages)
#include "test_help_pages.moc"
