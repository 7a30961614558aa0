#include "engine/core/error.h"
#include "engine/core/for_reader.h"
#include "engine/report/plotly.h"
#include "engine/report/report.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QUrl>
#include <QtTest>
#include <nlohmann/json.hpp>

#include <cmath>
#include <zlib.h>

using namespace prospectivity;

namespace {

const std::string wickedName = "<b>\"x\"</b></script><script>alert('&')//";

QString readAll(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

Report wickedReport() {
  Report report(wickedName, wickedName);
  report.paragraph(wickedName);
  report.heading(wickedName);
  report.figures({{wickedName, wickedName}});
  report.chart(chartOf(wickedName, wickedName, {wickedName}, {wickedName, wickedName},
                       {Lines{wickedName, {1.0 / 3.0, std::nan("")}, {1, 2}, {"#000000"}}}));
  report.table({wickedName, {wickedName, "two"}, {{"a,\"b\"\n", "1"}}});
  report.provenance({{wickedName, wickedName}});
  return report;
}

QString saved(const Report& report, const QTemporaryDir& folder, const QString& name) {
  const QString path = folder.filePath(name);
  report.save(path.toStdString());
  return readAll(path);
}

QString chartData(const QString& page) {
  const QString opening = "class=\"chart-data\">";
  const int start = page.indexOf(opening) + opening.size();
  return page.mid(start, page.indexOf("</script>", start) - start);
}

} // namespace

class TestReport : public QObject {
  Q_OBJECT

 private slots:
  void cleanup() { setReaderLanguage({}); }

  void thePageSaysItsLanguage() {
    const QTemporaryDir folder;
    Report report("Seiten", "");
    report.table({"T", {"a"}, {{"1"}}});
    report.provenance({{"SEED", "7"}});
    QVERIFY(saved(report, folder, "english.html").contains("<html lang=\"en\">"));
    setReaderLanguage([](const Sentence& english) {
      const std::string& text = english.pattern();
      return text == "en" ? "de" : text == "How this was made" ? "<Wie>" : english.text();
    });
    const QString page = saved(report, folder, "german.html");
    QVERIFY(page.contains("<html lang=\"de\">"));
    QVERIFY(page.contains("<h2 id=\"how\">&lt;Wie&gt;</h2>"));
    QVERIFY(page.contains("<a href=\"#how\">&lt;Wie&gt;</a>"));
    QVERIFY(page.contains("<th scope=\"row\">SEED</th>"));
  }

  void namesOfUsersStayText() {
    const QTemporaryDir folder;
    const QString page = saved(wickedReport(), folder, "wicked.html");
    QVERIFY(!page.contains("<script>alert"));
    QVERIFY(!page.contains("<b>"));
    QVERIFY(page.contains("&lt;b&gt;&quot;x&quot;&lt;/b&gt;"));
    const auto chart = nlohmann::json::parse(chartData(page).toStdString());
    QCOMPARE(chart["traces"][0]["name"].get<std::string>(), wickedName);
    QCOMPARE(chart["title"].get<std::string>(), wickedName);
  }

  void chartNumbersAreShortAndMissingOnesAreNull() {
    const QTemporaryDir folder;
    const auto chart =
        nlohmann::json::parse(chartData(saved(wickedReport(), folder, "a.html")).toStdString());
    QCOMPARE(chart["traces"][0]["x"].dump(), std::string("[0.333333,null]"));
  }

  void aNameInAnotherEncodingDoesNotStopTheReport() {
    const QTemporaryDir folder;
    Report report("t", "s");
    report.chart(chartOf("t", "c", {}, {}, {Lines{"caf\xe9", {1}, {2}, {"#000000"}}}));
    const auto chart = nlohmann::json::parse(chartData(saved(report, folder, "a.html")).toStdString());
    QCOMPARE(chart["traces"][0]["name"].get<std::string>(), std::string("caf\xef\xbf\xbd"));
  }

  void theTableIsOfferedAsCsv() {
    const QTemporaryDir folder;
    Report report("t", "s");
    report.table({"counts", {"name", "n"}, {{"a,\"b\"", "1"}}});
    const QString page = saved(report, folder, "a.html");
    QVERIFY(page.contains("tabindex=\"0\" role=\"region\" aria-label=\"counts\""));
    const QString opening = "href=\"data:text/csv;charset=utf-8,";
    const int start = page.indexOf(opening) + opening.size();
    const QString csv = QUrl::fromPercentEncoding(page.mid(start, page.indexOf('"', start) - start).toUtf8());
    QCOMPARE(csv, QString("\"name\",\"n\"\r\n\"a,\"\"b\"\"\",\"1\"\r\n"));
  }

  void aTableInChineseSaysItsEncoding() {
    const QTemporaryDir folder;
    Report report("t", "s");
    report.table({"counts", {"\u540d\u79f0", "n"}, {{"W", "1"}}});
    const QString page = saved(report, folder, "a.html");
    QVERIFY(page.contains("href=\"data:text/csv;charset=utf-8,%EF%BB%BF", Qt::CaseInsensitive));
  }

  void onlyWordsAreTooLong_data() {
    QTest::addColumn<QString>("cell");
    QTest::addColumn<bool>("isLong");
    QTest::newRow("24 letters") << QString(24, 'w') << false;
    QTest::newRow("25 letters") << QString(25, 'w') << true;
    QTest::newRow("24 letters of two bytes") << QString(24, QChar(0x3a9)) << false;
    QTest::newRow("number and Chinese") << "-0.12345" + QString(40, QChar(0x77ff)) << false;
    QTest::newRow("Chinese signs") << QString(20, 'w') + QChar(0xff0c) + QString(20, 'w') << false;
    QTest::newRow("after Chinese") << QChar(0x77ff) + QString(25, 'w') << true;
  }

  /// Paper divides these, and nothing else.
  void onlyWordsAreTooLong() {
    QFETCH(QString, cell);
    QFETCH(bool, isLong);
    const QTemporaryDir folder;
    Report report("t", "s");
    report.table({"counts", {"n"}, {{cell.toStdString()}}});
    QCOMPARE(saved(report, folder, "a.html").contains("<td class=\"long\">"), isLong);
  }

  void twoRunsGiveTheSameBytes() {
    const QTemporaryDir folder;
    QCOMPARE(saved(wickedReport(), folder, "a.html"), saved(wickedReport(), folder, "b.html"));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList({"a.html", "b.html"}));
  }

  void chartsAreDrawnByTheEmbeddedLibraryOnly() {
    const QTemporaryDir folder;
    const QString page = saved(wickedReport(), folder, "a.html");
    QVERIFY(!page.contains("src="));
    QCOMPARE(page.count("http"), page.count("http://www.w3.org/2000/svg")); // the name of a format
    QCOMPARE(page.contains("id=\"plotly-packed\""), !packedPlotly().empty());
    QCOMPARE(page.count("id=\"plotly-packed\""), packedPlotly().empty() ? 0 : 1);
  }

  void withoutTheLibraryChartsAreStillPictures() {
    const QString still = QString::fromStdString(wickedReport().page(""));
    QVERIFY(still.contains("install the package python3-plotly"));
    QCOMPARE(still.count("<svg xmlns"), 1);
    QCOMPARE(still.count("class=\"chart\""), 0);
    QVERIFY(!still.contains("<script>alert"));
    const QString drawn = QString::fromStdString(wickedReport().page("cGFja2Vk"));
    QCOMPARE(drawn.count("<svg xmlns"), 1); // until scripts run, and on paper
    QCOMPARE(drawn.count("class=\"chart\""), 1);
    QCOMPARE(drawn.count("id=\"plotly-packed\""), 1);
  }

  void contentsLeadToEveryPart() {
    Report report("t", "s");
    report.paragraph("The answer.");
    report.chart(chartOf("first", "how to read it", {}, {}, {Lines{"l", {1}, {2}, {"#000000"}}}));
    report.heading("one & two");
    report.chart(chartOf("second", "how to read it", {}, {}, {Lines{"l", {1}, {2}, {"#000000"}}}));
    report.provenance({{"Seed", "1"}});
    const QString page = QString::fromStdString(report.page(""));
    const QRegularExpression link(QStringLiteral("<a href=\"#([^\"]+)\">([^<]*)</a>"));
    QStringList names;
    for (QRegularExpressionMatchIterator found = link.globalMatch(page); found.hasNext();) {
      const QRegularExpressionMatch one = found.next();
      names << one.captured(2);
      QCOMPARE(page.count("id=\"" + one.captured(1) + "\""), 1);
    }
    QCOMPARE(names, QStringList({"first", "one &amp; two", "How this was made"}));
    QVERIFY(page.indexOf("The answer.") < page.indexOf("<nav"));
    QVERIFY(page.indexOf("<nav") < page.indexOf("<figure"));
    QCOMPARE(page.count("<figcaption>how to read it</figcaption>"), 1); // once, at the first
  }

  // Whoever reads without scripts sees all of it, and so does paper.
  void foldsComeOpen() {
    Report report("t", "s");
    report.beginFold("the rest");
    report.paragraph("folded");
    report.endFold();
    const QString page = QString::fromStdString(report.page(""));
    QVERIFY(page.contains("<details open>\n<summary>the rest</summary>\n<p>folded</p>\n</details>"));
    QVERIFY(page.contains("beforeprint"));
    QVERIFY(!QString::fromStdString(Report("t", "s").page("")).contains("beforeprint"));
  }

  void wideTablesTakeALandscapeSheet() {
    Report report("t", "s");
    report.table({"narrow", {"a", "b"}, {{"1", "2"}}});
    report.table({"wide", std::vector<std::string>(9, "a"), {std::vector<std::string>(9, "1")}});
    const QString page = QString::fromStdString(report.page(""));
    QCOMPARE(page.count("class=\"table wide\""), 1);
    QCOMPARE(page.count("class=\"table\""), 1);
    QVERIFY(page.contains("@page wide { size: landscape; }"));
    QVERIFY(!page.contains("max-height"));
  }

  // Names without blanks may be divided where paper is narrow, numbers never.
  void longNamesAreDividedAndNumbersAreNot() {
    Report report("t", "s");
    const std::string name(25, 'n');
    report.table(
        {"t", {"feature", "mean"}, {{name, "-0.85163"}, {"two names that have blanks in them", "1"}}});
    const QString page = QString::fromStdString(report.page(""));
    QVERIFY(page.contains("<td class=\"long\">" + QString::fromStdString(name) + "</td><td>-0.85163</td>"));
    QVERIFY(page.contains("<td>two names that have blanks in them</td>"));
    QCOMPARE(page.count("class=\"long\""), 1);
    const QString print = page.mid(page.indexOf("@media print"));
    QVERIFY(print.contains(".long { overflow-wrap: anywhere; }"));
    QCOMPARE(print.count("overflow-wrap"), 1);
  }

  // WCAG 2.1, 1.4.3: text on light and on dark ground.
  void textHasContrast() {
    const QString page = QString::fromStdString(wickedReport().page(""));
    const int dark = page.indexOf("@media screen and (prefers-color-scheme: dark)");
    QVERIFY(dark > 0);
    for (const QString& rules : {page.left(dark), page.mid(dark)}) {
      const auto color = [&](const QString& name) {
        const QRegularExpressionMatch found =
            QRegularExpression("--" + name + ": (#[0-9a-f]{6})").match(rules);
        return found.captured(1).toStdString();
      };
      for (const char* ground : {"ground", "head", "notice"})
        for (const char* text : {"ink", "quiet", "accent"})
          QVERIFY2(palette::contrast(color(text), color(ground)) >= 4.5, text);
    }
  }

  // WCAG 2.1, 1.4.11: what a chart draws stands out from dark ground, and strong lines stay strong.
  void chartsHaveContrastOnDarkGround() {
    for (const char* color : {palette::deposit, palette::nonDeposit, palette::training, palette::mean,
                              palette::lowThird, palette::highThird, palette::raises, palette::lowers})
      QVERIFY2(palette::contrast(palette::onDark(color), palette::darkGround) >= 3, color);
    for (std::size_t i = 0; i < palette::distinctCategories; ++i)
      QVERIFY(palette::contrast(palette::onDark(palette::category(i)), palette::darkGround) >= 3);
    for (const auto& [place, color] : palette::sequentialOnDark())
      QVERIFY(palette::contrast(color, palette::darkGround) >= 3);
    QVERIFY(palette::contrast(palette::onDark(palette::mean), palette::darkGround) > 12);
    Report report("t", "s");
    report.chart(chartOf("c", "", {}, {}, {Lines{"l", {1, 2}, {2, 3}, {palette::training}}}));
    const QString page = QString::fromStdString(report.page(""));
    const QString rule =
        QStringLiteral("[stroke=\"%1\"] { stroke: %2; }")
            .arg(palette::training, QString::fromStdString(palette::onDark(palette::training)));
    QVERIFY(page.indexOf(rule) > page.indexOf("(prefers-color-scheme: dark)"));
  }

  void aPageWithoutChartsCarriesNoLibrary() {
    const QTemporaryDir folder;
    Report report("t", "s");
    report.paragraph("text");
    QVERIFY(saved(report, folder, "a.html").size() < 10000);
    QVERIFY(!saved(report, folder, "a.html").contains("plotly"));
  }

  void thePackedLibraryUnpacks() {
    if (packedPlotly().empty())
      QSKIP("python3-plotly is not installed");
    const QByteArray packed = QByteArray::fromBase64(QByteArray::fromStdString(packedPlotly()));
    z_stream stream{};
    QCOMPARE(inflateInit2(&stream, 15 + 16), Z_OK);
    QByteArray text(64 << 20, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    stream.next_out = reinterpret_cast<Bytef*>(text.data());
    stream.avail_out = static_cast<uInt>(text.size());
    QCOMPARE(inflate(&stream, Z_FINISH), Z_STREAM_END);
    text.resize(static_cast<int>(stream.total_out));
    inflateEnd(&stream);
    QVERIFY(text.contains("newPlot"));
    QVERIFY(packed.size() < text.size() / 2);
  }

  void aFolderThatIsNotThereIsNamed() {
    const QTemporaryDir folder;
    const std::string path = folder.filePath("missing/report.html").toStdString();
    try {
      wickedReport().save(path);
      QFAIL("no error");
    } catch (const Error& error) {
      QCOMPARE(std::string(error.what()),
               "The report '" + path +
                   "' could not be written: choose a folder that exists, is writable and has space.");
    }
  }
};

QTEST_APPLESS_MAIN(TestReport)
#include "test_report.moc"
