// Writes the pages of help that are installed with the plugin; the build runs it.
//
// usage: write_help_pages TEXTS PICTURES FOLDER   TEXTS: docs/help; PICTURES: those that the texts show;
//                                                FOLDER: what it holds of pages and pictures is replaced

#include "plugin/help/help_page.h"
#include "processing/provider.h"

#include <QDir>
#include <QFile>
#include <QList>
#include <QRegularExpression>
#include <QStringList>
#include <qgsapplication.h>
#include <qgsprocessingalgorithm.h>
#include <qgsprocessingregistry.h>

#include <cstdio>
#include <stdexcept>

namespace {

using namespace prospectivity;

// In the order of the work, as in processing/provider.cpp.
const char* const order[] = {"prospectivitychain", "buildevidencestack", "vectorevidence", "createsamples",
                             "augmentsamples",     "orderfeatures",      "traincnn",       "trainreference",
                             "augmentationstudy",  "modelcard",          "predict",        "evaluate",
                             "filterweights",      "iceplots",           "shapvalues",     "shapmap",
                             "targetreport",       "comparemodels",      "joinshards"};

std::runtime_error failure(const QString& sentence) {
  return std::runtime_error(sentence.toStdString());
}

QList<const QgsProcessingAlgorithm*> inOrder(const QgsProcessingProvider& provider) {
  QList<const QgsProcessingAlgorithm*> algorithms;
  for (const char* name : order) {
    const QgsProcessingAlgorithm* algorithm = provider.algorithm(QLatin1String(name));
    if (algorithm == nullptr)
      throw failure(QStringLiteral("There is no algorithm %1: take it out of write_help_pages.cpp.")
                        .arg(QLatin1String(name)));
    algorithms << algorithm;
  }
  for (const QgsProcessingAlgorithm* algorithm : provider.algorithms())
    if (!algorithms.contains(algorithm))
      throw failure(QStringLiteral("%1 has no place in write_help_pages.cpp: say where it stands in the "
                                   "order of the work.")
                        .arg(algorithm->name()));
  return algorithms;
}

QByteArray contentOf(const QString& path) {
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly))
    throw failure(QStringLiteral("'%1' cannot be read: write the help there.").arg(path));
  return file.readAll();
}

void write(const QString& path, const QByteArray& content) {
  QFile file(path);
  if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.flush())
    throw failure(QStringLiteral("'%1' cannot be written.").arg(path));
}

QStringList picturesIn(const QString& text) {
  static const QRegularExpression picture(QStringLiteral("<img src=\"([^\"]+)\""));
  QStringList names;
  for (auto found = picture.globalMatch(text); found.hasNext();)
    names << found.next().captured(1);
  return names;
}

void writePages(const QgsProcessingProvider& provider, const QDir& texts, const QDir& pictures,
                const QDir& folder) {
  const QList<const QgsProcessingAlgorithm*> algorithms = inOrder(provider);
  if (!folder.mkpath(QStringLiteral(".")))
    throw failure(QStringLiteral("'%1' cannot be made.").arg(folder.path()));
  for (const QString& old :
       folder.entryList({QStringLiteral("*.html"), QStringLiteral("*.png")}, QDir::Files))
    QFile::remove(folder.filePath(old));
  for (int place = 0; place < algorithms.size(); ++place) {
    const QString file = algorithms.at(place)->name() + QStringLiteral(".html");
    const QString text = QString::fromUtf8(contentOf(texts.filePath(file)));
    write(folder.filePath(file), helpPage(algorithms, place, text).toUtf8());
  }
  const QString start = QString::fromUtf8(contentOf(texts.filePath(QStringLiteral("quick_start.html"))));
  write(folder.filePath(QStringLiteral("quick_start.html")),
        pageBeside(QStringLiteral("Quick start"), start).toUtf8());
  for (const QString& picture : picturesIn(start))
    write(folder.filePath(picture), contentOf(pictures.filePath(picture)));
  const QString style = QStringLiteral("style.css");
  write(folder.filePath(style), contentOf(texts.filePath(style)));
  write(folder.filePath(QStringLiteral("index.html")), helpIndex(algorithms).toUtf8());
}

} // namespace

int main(int argc, char* argv[]) {
  QgsApplication application(argc, argv, false);
  if (argc != 4) {
    std::fputs("usage: write_help_pages TEXTS PICTURES FOLDER\n", stderr);
    return 2;
  }
  QgsApplication::initQgis();
  auto* provider = new Provider();
  QgsApplication::processingRegistry()->addProvider(provider);
  int status = 0;
  try {
    writePages(*provider, QDir(QString::fromLocal8Bit(argv[1])), QDir(QString::fromLocal8Bit(argv[2])),
               QDir(QString::fromLocal8Bit(argv[3])));
  } catch (const std::exception& trouble) {
    std::fprintf(stderr, "%s\n", trouble.what());
    status = 1;
  }
  QgsApplication::exitQgis();
  return status;
}
