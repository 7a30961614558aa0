#include "engine/core/sentence.h"
#include "engine/core/subject.h"
#include "engine/predict/map_run.h"
#include "processing/frame/published_model.h"
#include "processing/language/language.h"
#include "tests/processing/mapped_samples.h"
#include "tests/processing/processing_fixture.h"
#include "tests/processing/training_parameters.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QMap>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTranslator>
#include <QXmlStreamReader>
#include <qgsgeometry.h>
#include <qgsprocessingmodelalgorithm.h>
#include <qgsprocessingparameters.h>
#include <qgsvectorlayer.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

using namespace prospectivity;

/// What people read is in the language of QGIS, all of it or nothing, and what files, scripts and other
/// programs read is not.
class TestTranslations : public QObject {
  Q_OBJECT

 private slots:
  void localesAreTakenAsQgisWritesThem_data();
  void localesAreTakenAsQgisWritesThem();
  void everyTextHasATranslationThatIsAskedFor();
  void placesAreKept();
  void dialogsAreInTheLanguageOfQgis_data();
  void dialogsAreInTheLanguageOfQgis();
  void theChainIsInTheLanguageOfQgis();
  void sentencesAreTranslatedWholeOrNotAtAll();
  void differencesOfRunsAreTranslatedWhole();
  void errorsNameParametersInEveryLanguage();
  void filesAreTheSameInEveryLanguage();
  void rastersAndPlansAreTheSameInEveryLanguage();
  void reportsAreInTheLanguageOfQgis();
};

namespace {

/// Texts by the context that they are found by.
using Texts = QMap<QString, QSet<QString>>;

const QString chainFile = QStringLiteral(":/prospectivity/models/prospectivity_chain.model3");

/// Installed as long as it lives.
class Spoken {
 public:
  explicit Spoken(std::unique_ptr<QTranslator> language) : mLanguage(std::move(language)) {
    QCoreApplication::installTranslator(mLanguage.get());
  }

 private:
  std::unique_ptr<QTranslator> mLanguage; // whose destructor takes it out
};

/// Translates nothing, and keeps what it is asked for.
class Listener : public QTranslator {
 public:
  explicit Listener(Texts& asked) : mAsked(asked) {}
  bool isEmpty() const override { return false; }
  QString translate(const char* context, const char* text, const char*, int) const override {
    mAsked[QString::fromUtf8(context)].insert(QString::fromUtf8(text));
    return QString();
  }

 private:
  Texts& mAsked;
};

/// Translates what it was given.
class Dictionary : public QTranslator {
 public:
  explicit Dictionary(QMap<QString, QString> entries) : mEntries(std::move(entries)) {}
  bool isEmpty() const override { return false; }
  QString translate(const char*, const char* text, const char*, int) const override {
    return mEntries.value(QString::fromUtf8(text));
  }

 private:
  QMap<QString, QString> mEntries;
};

bool hasChinese(const QString& text) {
  static const QRegularExpression letter(QStringLiteral("\\p{Han}"));
  return letter.match(text).hasMatch();
}

/// Names of methods, formats and metrics are the same in Chinese.
bool isReadInChinese(const QString& text) {
  static const QSet<QString> names{QStringLiteral("SMOTE"),  QStringLiteral("Borderline-SMOTE"),
                                   QStringLiteral("ADASYN"), QStringLiteral("WGAN-GP"),
                                   QStringLiteral("CPU"),    QStringLiteral("GeoTIFF"),
                                   QStringLiteral("CUDA"),   QStringLiteral("F1"),
                                   QStringLiteral("AUC")};
  return hasChinese(text) || names.contains(text);
}

const QList<const QgsProcessingAlgorithm*> algorithms() {
  return QgsApplication::processingRegistry()->providerById(QStringLiteral("prospectivity"))->algorithms();
}

/// What dialogs ask for, by making them anew.
Texts textsOfDialogs() {
  Texts asked;
  const Spoken listening(std::make_unique<Listener>(asked));
  for (const QgsProcessingAlgorithm* algorithm : algorithms()) {
    const std::unique_ptr<QgsProcessingAlgorithm> made(algorithm->create());
    for (const QString& text :
         {made->displayName(), made->group(), made->shortDescription(), made->shortHelpString()})
      Q_UNUSED(text)
  }
  const PublishedModel chain(QStringLiteral("prospectivitychain"), chainFile);
  Texts dialogs;
  for (const char* context : {"Tools", "Parameters", "Entries"})
    dialogs[QString::fromLatin1(context)] = asked.value(QString::fromLatin1(context));
  return dialogs;
}

/// Without letters in quotation marks and helps, too, whose signs look like the ends of literals.
QString withoutComments(const QString& source) {
  static const QRegularExpression tokens(
      QStringLiteral(
          "(//[^\\n]*|/\\*.*?\\*/|R\"\\(.*?\\)\"|'(?:[^'\\\\\\n]|\\\\.)')|\"(?:[^\"\\\\\\n]|\\\\.)*\""),
      QRegularExpression::DotMatchesEverythingOption);
  QString text;
  int from = 0;
  for (auto token = tokens.globalMatch(source); token.hasNext();) {
    const QRegularExpressionMatch found = token.next();
    text += source.mid(from, found.capturedStart() - from);
    text += found.captured(1).isEmpty() ? found.captured() : QStringLiteral(" ");
    from = found.capturedEnd();
  }
  return text + source.mid(from);
}

/// The text of literals that stand side by side.
QString textOf(const QString& literals) {
  static const QRegularExpression literal(QStringLiteral("\"((?:[^\"\\\\]|\\\\.)*)\""));
  static const QRegularExpression code(QStringLiteral("\\\\u([0-9a-fA-F]{4})"));
  QString text;
  for (auto part = literal.globalMatch(literals); part.hasNext();)
    text += part.next().captured(1);
  for (QRegularExpressionMatch found = code.match(text); found.hasMatch(); found = code.match(text))
    text.replace(found.captured(), QString(QChar(found.captured(1).toUShort(nullptr, 16))));
  return text.replace(QStringLiteral("\\\""), QStringLiteral("\""))
      .replace(QStringLiteral("\\n"), QStringLiteral("\n"))
      .replace(QStringLiteral("\\\\"), QStringLiteral("\\"));
}

const QString literals = QStringLiteral("((?:\"(?:[^\"\\\\]|\\\\.)*\"\\s*)+)");

void collect(const QString& source, const QString& before,
             const std::function<void(QRegularExpressionMatch)>& take) {
  const QRegularExpression call(before + literals);
  for (auto found = call.globalMatch(source); found.hasNext();)
    take(found.next());
}

/// The class of a header, by which QObject::tr() looks.
QString classIn(const QString& path) {
  QFile header(QString(path).replace(QStringLiteral(".cpp"), QStringLiteral(".h")));
  if (!header.open(QIODevice::ReadOnly))
    return QString();
  static const QRegularExpression name(QStringLiteral("class (\\w+)[^;{]*\\{\\s*Q_OBJECT"));
  const QRegularExpressionMatch found = name.match(QString::fromUtf8(header.readAll()));
  return found.hasMatch() ? QStringLiteral("prospectivity::") + found.captured(1) : QString();
}

/// Sentences: every text with places that is not given to Qt, and those without which are said as they stand.
/// What is a part of a sentence is no call that one could find, and any literal may be one: `possible`, in
/// small letters.
void collectSentences(const QString& source, QSet<QString>& sentences, QSet<QString>& possible) {
  static const QRegularExpression place(QStringLiteral("%[1-9]"));
  static const QRegularExpression ofQt(QStringLiteral(
      "(QStringLiteral|fromLatin1|fromUtf8|QLatin1String|translate|toolWords|words|tr)\\(\\s*$|"
      "QT_TRANSLATE_NOOP\\(\\s*(\"\\w+\",\\s*)?$"));
  static const QRegularExpression said(
      QStringLiteral("\\b(Error|message|warning|Sentence|forReader)[({]+\\s*$"));
  static const QRegularExpression literal(literals);
  constexpr int enough = 80; // characters in front, where calls are looked for
  for (auto found = literal.globalMatch(source); found.hasNext();) {
    const QRegularExpressionMatch run = found.next();
    const QString text = textOf(run.captured());
    possible.insert(text.toLower());
    const QString before = source.mid(std::max(0, static_cast<int>(run.capturedStart()) - enough),
                                      std::min(enough, static_cast<int>(run.capturedStart())));
    if (ofQt.match(before).hasMatch())
      continue;
    const QChar after = source.mid(run.capturedEnd(), 1).isEmpty() ? QChar() : source.at(run.capturedEnd());
    const bool isWhole = after == QLatin1Char(')') || after == QLatin1Char('}') || after == QLatin1Char(',');
    if (place.match(text).hasMatch() || (isWhole && said.match(before).hasMatch()))
      sentences.insert(text);
  }
}

/// What the sources ask for and dialogs do not tell; `possible`: what they may ask for as parts of sentences.
Texts textsOfSources(QSet<QString>& possible) {
  Texts texts;
  const QString root = QStringLiteral(PROSPECTIVITY_SOURCES "/");
  for (const char* room : {"engine", "processing", "plugin"}) {
    QDirIterator files(root + QLatin1String(room), {"*.cpp", "*.h"}, QDir::Files,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
      const QString path = files.next();
      QFile file(path);
      if (!file.open(QIODevice::ReadOnly))
        qFatal("%s cannot be read", qPrintable(path));
      const QString source = withoutComments(QString::fromUtf8(file.readAll()));
      const auto take = [&](const QRegularExpressionMatch& found) {
        texts[found.captured(1)].insert(textOf(found.captured(found.lastCapturedIndex())));
      };
      collect(source, QStringLiteral("(?:translate|QT_TRANSLATE_NOOP)\\(\\s*\"(\\w+)\",\\s*"), take);
      collect(source, QStringLiteral("inLanguage\\(\\s*Words::(\\w+),\\s*QStringLiteral\\(\\s*"), take);
      static const QRegularExpression helper(QStringLiteral(
          "QString (\\w+)\\(const char\\* \\w+\\) \\{\\s*return (?:QCoreApplication::translate\\(\"|"
          "inLanguage\\(Words::)(\\w+)"));
      const QRegularExpressionMatch own = helper.match(source);
      if (own.hasMatch() && own.captured(1) != QLatin1String("toolWords"))
        collect(source, QStringLiteral("\\b%1\\(\\s*").arg(own.captured(1)),
                [&](const QRegularExpressionMatch& found) {
                  texts[own.captured(2)].insert(textOf(found.captured(1)));
                });
      static const QRegularExpression declared(QStringLiteral("Q_DECLARE_TR_FUNCTIONS\\((\\w+)\\)"));
      const QRegularExpressionMatch ofFile = declared.match(source);
      const QString context = ofFile.hasMatch() ? ofFile.captured(1) : classIn(path);
      collect(source, QStringLiteral("\\btr\\(\\s*"), [&](const QRegularExpressionMatch& found) {
        texts[context].insert(textOf(found.captured(1)));
      });
      if (qstrcmp(room, "plugin") != 0)
        collectSentences(source, texts[QStringLiteral("Sentences")], possible);
    }
  }
  return texts;
}

struct Entry {
  QString context;
  QString source;
  QString translation;
  bool isFinished = true;
};

std::vector<Entry> entriesOf(const QString& path) {
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly))
    qFatal("%s cannot be read", qPrintable(path));
  std::vector<Entry> entries;
  QString context;
  Entry entry;
  QXmlStreamReader xml(&file);
  while (!xml.atEnd()) {
    xml.readNext();
    if (xml.isEndElement() && xml.name() == QLatin1String("message"))
      entries.push_back(entry);
    if (!xml.isStartElement())
      continue;
    if (xml.name() == QLatin1String("name")) {
      context = xml.readElementText();
    } else if (xml.name() == QLatin1String("message")) {
      entry = {context, {}, {}, true};
    } else if (xml.name() == QLatin1String("source")) {
      entry.source = xml.readElementText();
    } else if (xml.name() == QLatin1String("translation")) {
      entry.isFinished = !xml.attributes().hasAttribute(QLatin1String("type"));
      entry.translation = xml.readElementText();
    }
  }
  if (xml.hasError())
    qFatal("%s: %s", qPrintable(path), qPrintable(xml.errorString()));
  return entries;
}

std::vector<Entry> chinese() {
  return entriesOf(QStringLiteral(PROSPECTIVITY_SOURCES "/i18n/prospectivity_zh.ts"));
}

/// Places and signs alone read the same everywhere.
bool hasWords(const QString& text) {
  static const QRegularExpression letter(QStringLiteral("[A-Za-z]"));
  return letter.match(text).hasMatch();
}

QSet<QString> placesIn(const QString& text) {
  static const QRegularExpression place(QStringLiteral("%[1-9]"));
  QSet<QString> places;
  for (auto found = place.globalMatch(text); found.hasNext();)
    places.insert(found.next().captured());
  return places;
}

/// What a page says in the elements that hold sentences, headings and names of columns, without numbers
/// alone.
QStringList sayingsOf(const QString& page) {
  static const QRegularExpression element(
      QStringLiteral("<(h1|h2|h3|figcaption|p|summary|dt|title)(?: [^>]*)?>([^<]*)</\\1>|"
                     "<th scope=\"col\"[^>]*>([^<]*)</th>"));
  static const QRegularExpression word(QStringLiteral("[A-Za-z]{2}"));
  QStringList sayings;
  for (auto found = element.globalMatch(page); found.hasNext();) {
    const QRegularExpressionMatch match = found.next();
    const QString said = match.captured(2) + match.captured(3);
    if (word.match(said).hasMatch() || hasChinese(said))
      sayings << said;
  }
  return sayings;
}

QByteArray contentOf(const QString& path) {
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly))
    qFatal("%s cannot be read", qPrintable(path));
  return file.readAll();
}

} // namespace

void TestTranslations::localesAreTakenAsQgisWritesThem_data() {
  QTest::addColumn<bool>("isChinese");
  for (const char* locale : {"zh", "zh_CN", "zh-Hans", "zh_Hans_HK", "zh_SG", "ZH_cn"})
    QTest::newRow(locale) << true;
  for (const char* locale : {"", "C", "en", "en_US", "de_DE", "zh_TW", "zh-Hant", "zh_HK", "zh_MO", "zha"})
    QTest::newRow(*locale == '\0' ? "none" : locale) << false;
}

void TestTranslations::localesAreTakenAsQgisWritesThem() {
  QFETCH(bool, isChinese);
  const QString tag = QString::fromLatin1(QTest::currentDataTag());
  QCOMPARE(translatorFor(tag == QLatin1String("none") ? QString() : tag) != nullptr, isChinese);
}

void TestTranslations::everyTextHasATranslationThatIsAskedFor() {
  QSet<QString> possible;
  Texts asked = textsOfSources(possible);
  const Texts dialogs = textsOfDialogs();
  for (auto kind = dialogs.begin(); kind != dialogs.end(); ++kind)
    asked[kind.key()] |= kind.value();
  for (int i = 0; i < subjectCount; ++i)
    asked[QStringLiteral("Sentences")].insert(QString::fromLatin1(wordsOf(static_cast<Subject>(i))));
  QVERIFY(asked.value(QStringLiteral("Parameters")).size() > 150);
  QVERIFY(asked.value(QStringLiteral("Sentences")).size() > 300);
  QVERIFY(asked.value(QStringLiteral("Legends")).size() > 30);
  QVERIFY(asked.value(QStringLiteral("prospectivity::WhyHereDock")).size() > 40);
  QStringList lacking;
  QStringList idle;
  Texts given;
  for (const Entry& entry : chinese()) {
    QVERIFY2(entry.isFinished && !entry.translation.isEmpty(), qPrintable(entry.source));
    QVERIFY2(!given[entry.context].contains(entry.source), qPrintable(entry.source));
    given[entry.context].insert(entry.source);
    const bool isPart =
        entry.context == QLatin1String("Sentences") && possible.contains(entry.source.toLower());
    if (!isPart && !asked.value(entry.context).contains(entry.source))
      idle << entry.context + QStringLiteral(": ") + entry.source;
  }
  for (auto kind = asked.begin(); kind != asked.end(); ++kind)
    for (const QString& text : kind.value())
      if (hasWords(text) && !given.value(kind.key()).contains(text))
        lacking << kind.key() + QStringLiteral(": ") + text;
  QVERIFY2(lacking.isEmpty(),
           qPrintable(QStringLiteral("i18n/prospectivity_zh.ts lacks:\n") + lacking.join(QLatin1Char('\n'))));
  QVERIFY2(idle.isEmpty(), qPrintable(QStringLiteral("i18n/prospectivity_zh.ts has what nobody asks for:\n") +
                                      idle.join(QLatin1Char('\n'))));
}

void TestTranslations::placesAreKept() {
  for (const Entry& entry : chinese())
    QVERIFY2(placesIn(entry.translation) == placesIn(entry.source),
             qPrintable(entry.source + QStringLiteral("\n") + entry.translation));
}

void TestTranslations::dialogsAreInTheLanguageOfQgis_data() {
  QTest::addColumn<QString>("id");
  for (const QgsProcessingAlgorithm* algorithm : algorithms())
    if (dynamic_cast<const PublishedModel*>(algorithm) == nullptr)
      QTest::newRow(qPrintable(algorithm->name())) << algorithm->id();
}

void TestTranslations::dialogsAreInTheLanguageOfQgis() {
  QFETCH(QString, id);
  const QgsProcessingAlgorithm& english = *QgsApplication::processingRegistry()->algorithmById(id);
  const Spoken spoken(translatorFor(QStringLiteral("zh_CN")));
  const std::unique_ptr<QgsProcessingAlgorithm> made(english.create());
  QCOMPARE(made->id(), english.id());
  QCOMPARE(made->groupId(), english.groupId());
  for (const QString& text :
       {made->displayName(), made->group(), made->shortDescription(), made->shortHelpString()})
    QVERIFY2(hasChinese(text), qPrintable(text));
  QCOMPARE(made->group().left(1), english.group().left(1)); // by which the toolbox sorts
  QCOMPARE(made->parameterDefinitions().size(), english.parameterDefinitions().size());
  for (const QgsProcessingParameterDefinition* parameter : made->parameterDefinitions()) {
    const QgsProcessingParameterDefinition* other = english.parameterDefinition(parameter->name());
    QVERIFY2(other != nullptr, qPrintable(parameter->name()));
    QCOMPARE(parameter->type(), other->type());
    QCOMPARE(parameter->defaultValue(), other->defaultValue());
    QVERIFY2(isReadInChinese(parameter->description()), qPrintable(parameter->description()));
    if (const auto* choice = dynamic_cast<const QgsProcessingParameterEnum*>(parameter)) {
      QCOMPARE(choice->options().size(),
               dynamic_cast<const QgsProcessingParameterEnum*>(other)->options().size());
      for (const QString& title : choice->options())
        QVERIFY2(isReadInChinese(title), qPrintable(title));
    }
  }
  for (const QgsProcessingOutputDefinition* output : made->outputDefinitions()) {
    QVERIFY2(english.outputDefinition(output->name()) != nullptr, qPrintable(output->name()));
    QVERIFY2(isReadInChinese(output->description()), qPrintable(output->description()));
  }
}

void TestTranslations::theChainIsInTheLanguageOfQgis() {
  const PublishedModel english(QStringLiteral("prospectivitychain"), chainFile);
  const Spoken spoken(translatorFor(QStringLiteral("zh_CN")));
  const PublishedModel chain(QStringLiteral("prospectivitychain"), chainFile);
  QCOMPARE(chain.name(), english.name());
  for (const QString& text : {chain.displayName(), chain.group(), chain.shortHelpString()})
    QVERIFY2(hasChinese(text), qPrintable(text));
  QVERIFY(!chain.parameterDefinitions().isEmpty());
  for (const QgsProcessingParameterDefinition* parameter : chain.parameterDefinitions()) {
    if (parameter->name() == QLatin1String("VERBOSE_LOG")) // QGIS's own
      continue;
    QVERIFY2(english.parameterDefinition(parameter->name()) != nullptr, qPrintable(parameter->name()));
    QVERIFY2(isReadInChinese(parameter->description()), qPrintable(parameter->description()));
  }
  const auto steps = chain.childAlgorithms();
  for (const QgsProcessingModelChildAlgorithm& step : steps) {
    QVERIFY2(hasChinese(step.description()), qPrintable(step.description()));
    QCOMPARE(step.algorithmId(), english.childAlgorithms().value(step.childId()).algorithmId());
  }
}

void TestTranslations::sentencesAreTranslatedWholeOrNotAtAll() {
  const Spoken spoken(std::make_unique<Dictionary>(
      QMap<QString, QString>{{QStringLiteral("%1 has %2."), QStringLiteral("%2: %1!")},
                             {QStringLiteral("no band"), QStringLiteral("nix")}}));
  const auto shown = [](const Sentence& sentence) {
    return QString::fromStdString(inLanguage(sentence).text());
  };
  QCOMPARE(shown({"%1 has %2.", "%2", Sentence("no band")}), QStringLiteral("nix: %2!"));
  QCOMPARE(shown({"%1 has %2.", "W", Sentence("no unit")}), QStringLiteral("W has no unit."));
  QCOMPARE(shown({"%1 has %2.", "W", Sentence("%1 of %2", "no band", 3)}),
           QStringLiteral("W has no band of 3."));
  // Without words there is nothing to translate.
  QCOMPARE(shown({"%1 has %2.", "W", Sentence("%1 %2", "a", Sentence("no band"))}),
           QStringLiteral("a nix: W!"));
  QCOMPARE(shown({"%1 is lost.", Sentence("no band")}), QStringLiteral("no band is lost."));
}

/// They are parts of the sentences on shards that do not belong together.
void TestTranslations::differencesOfRunsAreTranslatedWhole() {
  const Spoken chinese(translatorFor(QStringLiteral("zh_CN")));
  MapRun first;
  first.version = "0.1.0";
  first.parameters = R"({"SEED":1})";
  const auto told = [&](const std::function<void(MapRun&)>& change) {
    MapRun other = first;
    change(other);
    return textInLanguage(differenceOf(other, first).value_or("no difference"));
  };
  QCOMPARE(told([](MapRun& run) { run.parameters = R"({"SEED":2})"; }),
           QStringLiteral("SEED\uff082\uff0c\u800c\u4e0d\u662f 1\uff09"));
  QCOMPARE(told([](MapRun& run) { run.inputs["MASK"] = "b2"; }), QStringLiteral("MASK"));
  for (const QString& part :
       {told([](MapRun& run) { run.parameters = "{}"; }), told([](MapRun& run) { run.version = "0.2.0"; }),
        told([](MapRun& run) { run.libraries = "GDAL 3.6.2, PROJ 9.1.1"; }),
        told([](MapRun& run) { run.algorithm = "prospectivity:predict"; }),
        told([](MapRun& run) { run.model = "ff"; }), told([](MapRun& run) { run.grid.columns = 3; })})
    QVERIFY2(hasChinese(part) && !part.contains(QStringLiteral(" not ")), qPrintable(part));
}

void TestTranslations::errorsNameParametersInEveryLanguage() {
  const auto errorOf = [] {
    QgsProcessingContext context;
    return runAlgorithm(QStringLiteral("prospectivity:buildevidencestack"),
                        {{QStringLiteral("RESAMPLING"), QStringLiteral("bilinaer")}}, context)
        .error;
  };
  const QString english = errorOf();
  QVERIFY2(english.startsWith(QStringLiteral("RESAMPLING: 'bilinaer' is none of its choices")),
           qPrintable(english));
  const Spoken spoken(translatorFor(QStringLiteral("zh_CN")));
  const QString told = errorOf();
  QVERIFY2(hasChinese(told), qPrintable(told));
  for (const char* kept : {"RESAMPLING", "bilinaer", "nearest"})
    QVERIFY2(told.contains(QLatin1String(kept)), qPrintable(told));
}

void TestTranslations::filesAreTheSameInEveryLanguage() {
  QTemporaryDir folder;
  const auto run = [&](const QString& name) {
    const std::unique_ptr<QgsVectorLayer> samples = mappedSamples();
    QgsProcessingContext context;
    const QString at = folder.path() + QLatin1Char('/') + name;
    const AlgorithmRun made =
        runAlgorithm(QStringLiteral("prospectivity:traincnn"),
                     trainingParameters(samples.get(), at + QStringLiteral(".pt"),
                                        {{QStringLiteral("METRICS"), QString(at + QStringLiteral(".csv"))},
                                         {QStringLiteral("AUGMENTATION"), QStringLiteral("smote")}}),
                     context);
    return made;
  };
  const AlgorithmRun english = run(QStringLiteral("english"));
  QVERIFY2(english.ok, qPrintable(english.error));
  AlgorithmRun spokenRun;
  {
    const Spoken spoken(translatorFor(QStringLiteral("zh_CN")));
    spokenRun = run(QStringLiteral("chinese"));
  }
  QVERIFY2(spokenRun.ok, qPrintable(spokenRun.error));
  QCOMPARE(spokenRun.results.keys(), english.results.keys());
  for (const char* ending : {".pt", ".csv"}) {
    const QByteArray one = contentOf(folder.path() + QStringLiteral("/english") + QLatin1String(ending));
    QVERIFY(!one.isEmpty());
    QVERIFY2(one == contentOf(folder.path() + QStringLiteral("/chinese") + QLatin1String(ending)), ending);
  }
  QVERIFY(std::none_of(english.messages.begin(), english.messages.end(), hasChinese));
  QVERIFY(std::any_of(spokenRun.messages.begin(), spokenRun.messages.end(), hasChinese));
}

/// Also where QGIS itself is Chinese, on a grid whose unit it has a Chinese name for.
void TestTranslations::rastersAndPlansAreTheSameInEveryLanguage() {
  QTemporaryDir folder;
  const QStringList files{"distance.tif", "density.tif", "stack.tif", "plan.json"};
  const auto run = [&](const QString& name) {
    const QString at = folder.path() + QLatin1Char('/') + name + QLatin1Char('/');
    QDir().mkpath(at);
    QgsVectorLayer wells(QStringLiteral("Point?crs=EPSG:2229"), QStringLiteral("wells"),
                         QStringLiteral("memory"));
    for (const char* place :
         {"Point (6403000 1897000)", "Point (6409000 1893000)", "Point (6404000 1892500)"}) {
      QgsFeature feature;
      feature.setGeometry(QgsGeometry::fromWkt(QLatin1String(place)));
      wells.dataProvider()->addFeature(feature);
    }
    QStringList errors;
    const auto make = [&](const QString& algorithm, const QVariantMap& parameters) {
      QgsProcessingContext context;
      errors << runAlgorithm(QStringLiteral("prospectivity:") + algorithm, parameters, context).error;
    };
    for (const char* method : {"distance", "density"})
      make(QStringLiteral("vectorevidence"),
           {{"INPUT", QVariant::fromValue(&wells)},
            {"METHOD", QLatin1String(method)},
            {"RADIUS", 3000},
            {"EXTENT", "6400000,6412000,1890000,1899000 [EPSG:2229]"},
            {"CELL_SIZE", 300},
            {"CRS", "EPSG:2229"},
            {"OUTPUT", QString(at + QLatin1String(method) + QStringLiteral(".tif"))}});
    make(QStringLiteral("buildevidencestack"),
         {{"LAYERS", QVariantList{QString(at + "distance.tif"), QString(at + "density.tif")}},
          {"OUTPUT", QString(at + "stack.tif")},
          {"PLAN_OUTPUT", QString(at + "plan.json")}});
    return errors.join(QString());
  };
  QCOMPARE(run(QStringLiteral("english")), QString());
  {
    auto ofQgis = std::make_unique<QTranslator>();
    if (!ofQgis->load(QStringLiteral("qgis_zh-Hans"), QgsApplication::i18nPath()))
      QWARN("QGIS's own translation is not installed: it is not tried.");
    const Spoken qgis(std::move(ofQgis));
    const Spoken spoken(translatorFor(QStringLiteral("zh_CN")));
    QCOMPARE(run(QStringLiteral("chinese")), QString());
  }
  for (const QString& file : files) {
    const QByteArray one = contentOf(folder.filePath(QStringLiteral("english/") + file));
    QVERIFY2(!one.isEmpty(), qPrintable(file));
    QVERIFY2(one == contentOf(folder.filePath(QStringLiteral("chinese/") + file)), qPrintable(file));
  }
}

void TestTranslations::reportsAreInTheLanguageOfQgis() {
  QTemporaryDir folder;
  const std::unique_ptr<QgsVectorLayer> samples = mappedSamples();
  const QString model = folder.filePath(QStringLiteral("model.pt"));
  const auto report = [&](const char* name) {
    return folder.filePath(QString::fromLatin1(name) + QStringLiteral(".html"));
  };
  const QMap<QString, QVariantMap> calls{
      {QStringLiteral("traincnn"),
       trainingParameters(samples.get(), model, {{QStringLiteral("REPORT"), report("traincnn")}})},
      {QStringLiteral("modelcard"),
       {{QStringLiteral("MODEL"), model}, {QStringLiteral("REPORT"), report("modelcard")}}},
      {QStringLiteral("shapvalues"),
       {{QStringLiteral("MODEL"), model},
        {QStringLiteral("SAMPLES"), QVariant::fromValue(samples.get())},
        {QStringLiteral("OUTPUT"), QgsProcessing::TEMPORARY_OUTPUT},
        {QStringLiteral("REPORT"), report("shapvalues")}}}};
  const auto pageOf = [&](const char* name) {
    QgsProcessingContext context;
    const AlgorithmRun run = runAlgorithm(QStringLiteral("prospectivity:") + QLatin1String(name),
                                          calls.value(QLatin1String(name)), context);
    return run.ok ? QString::fromUtf8(contentOf(report(name))) : run.error;
  };
  for (const char* name : {"traincnn", "modelcard", "shapvalues"}) {
    QString page;
    {
      const Spoken spoken(translatorFor(QStringLiteral("zh_CN")));
      page = pageOf(name);
    }
    QVERIFY2(page.contains(QStringLiteral("<html lang=\"zh-CN\">")), qPrintable(page.left(500)));
    const QStringList sayings = sayingsOf(page);
    QVERIFY(sayings.size() > 10);
    for (const QString& said : sayings)
      QVERIFY2(isReadInChinese(said), qPrintable(QLatin1String(name) + QStringLiteral(": ") + said));
  }
  const QString english = pageOf("modelcard");
  QVERIFY2(english.contains(QStringLiteral("<html lang=\"en\">")), qPrintable(english.left(500)));
  QVERIFY(!hasChinese(english));
}

PROCESSING_TEST_MAIN(TestTranslations)
#include "test_translations.moc"
