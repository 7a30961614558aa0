#include "processing/outputs/feature_output.h"

#include "engine/core/error.h"
#include "processing/releases/enumerations.h"

#include <QFileInfo>
#include <QRegularExpression>
#include <qgsexception.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingparameters.h>
#include <qgsprocessingutils.h>
#include <qgsproxyfeaturesink.h>
#include <qgsvectorfilewriter.h>
#include <qgsvectorlayer.h>

#include <algorithm>
#include <limits>

namespace prospectivity {

namespace {

/// A driver's reason may quote a statement with every field in it: its two ends say what matters.
QString shortened(const QString& reason) {
  constexpr int most = 300;
  return reason.size() <= most ? reason
                               : reason.left(most / 3) + QStringLiteral(" ... ") + reason.right(most / 2);
}

/// Takes the first feature that is refused for what it is: the end of the output. (Files show most failures
/// only when closed; memory layers and databases show them here.)
class StrictSink : public QgsProxyFeatureSink {
 public:
  StrictSink(QgsFeatureSink& sink, const QString& parameter)
      : QgsProxyFeatureSink(&sink), mParameter(parameter) {}

  bool addFeature(QgsFeature& feature, Flags flags) override {
    mFields = feature.fields();
    mHasPlaces = mHasPlaces || feature.hasGeometry();
    mLongest.resize(mFields.count());
    for (int i = 0; i < mFields.count(); ++i)
      if (const QVariant value = feature.attribute(i); value.userType() == QMetaType::QString)
        mLongest[i] = std::max(mLongest[i], static_cast<int>(value.toString().toUtf8().size()));
    if (!QgsProxyFeatureSink::addFeature(feature, flags))
      throw Error("%1: a feature could not be written (%2); free some space on the disk or choose another "
                  "destination.",
                  mParameter.toStdString(), shortened(lastError()).toStdString());
    return true;
  }

  /// Those of the features.
  const QgsFields& fields() const { return mFields; }

  /// Bytes of the longest text in each field.
  const QVector<int>& longest() const { return mLongest; }

  /// Whether any of them had a geometry.
  bool hasPlaces() const { return mHasPlaces; }

 private:
  const QString& mParameter;
  bool mHasPlaces = false;
  QgsFields mFields;
  QVector<int> mLongest;
};

/// Shapefiles, say, cut names to ten characters, and the tools look fields up by their names.
void warnOfLostNames(const QString& parameter, const QgsFields& wanted, const QgsVectorLayer& written,
                     const QString& file, const Progress& progress) {
  QStringList lost;
  for (const QgsField& field : wanted)
    if (written.fields().indexFromName(field.name()) < 0)
      lost << QLatin1Char('\'') + field.name() + QLatin1Char('\'');
  if (!lost.isEmpty())
    progress.warning({"%1: '%2' is of a format that could not keep the field names %3; choose a "
                      "GeoPackage to keep them.",
                      parameter.toStdString(), QFileInfo(file).fileName().toStdString(),
                      lost.join(QStringLiteral(", ")).toStdString()});
}

/// Shapefiles, say, cut texts to 254 bytes, and what is known of the layers of samples stands in such a text.
void warnOfCutTexts(const QString& parameter, const StrictSink& sink, const QgsVectorLayer& written,
                    const QString& file, const Progress& progress) {
  QStringList cut;
  int most = 0;
  for (int i = 0; i < sink.longest().size(); ++i) {
    const int at = written.fields().lookupField(sink.fields().at(i).name());
    const int length = at < 0 ? 0 : written.fields().at(at).length();
    if (length == 0 || sink.longest()[i] <= length)
      continue;
    cut << QLatin1Char('\'') + sink.fields().at(i).name() + QLatin1Char('\'');
    most = length;
  }
  if (!cut.isEmpty())
    progress.warning({"%1: '%2' is of a format that cut texts in %3 to %4 bytes; choose a GeoPackage to keep "
                      "them.",
                      parameter.toStdString(), QFileInfo(file).fileName().toStdString(),
                      cut.join(QStringLiteral(", ")).toStdString(), most});
}

/// QGIS says why a file cannot be made, but not whose it is.
std::unique_ptr<QgsFeatureSink> openSink(const QString& parameter, const SinkOpener& open, QString& layerId) {
  try {
    return std::unique_ptr<QgsFeatureSink>(open(layerId));
  } catch (const QgsProcessingException& failure) {
    throw Error("%1: the output could not be created (%2); choose another file or format.",
                parameter.toStdString(), shortened(failure.what()).toStdString());
  }
}

} // namespace

QString writeFeatures(const QString& parameter, const SinkOpener& open, QgsProcessingContext& context,
                      const Progress& progress, const std::function<long long(QgsFeatureSink&)>& fill) {
  QString layerId;
  std::unique_ptr<QgsFeatureSink> sink = openSink(parameter, open, layerId);
  if (!sink) {
    if (layerId.isEmpty())
      return {};
    throw Error("%1: the output '%2' could not be created; choose another file or format.",
                parameter.toStdString(), layerId.toStdString());
  }
  StrictSink strict(*sink, parameter);
  const long long written = fill(strict);
  sink->flushBuffer();
  sink.reset();

  if (context.temporaryLayerStore()->mapLayer(layerId) != nullptr)
    return layerId;
  const QString file = layerId.section(QLatin1Char('|'), 0, 0);
  if (!QFileInfo::exists(file))
    return layerId;
  const QgsVectorLayer::LayerOptions options(context.transformContext());
  const QgsVectorLayer reopened(layerId, QStringLiteral("check"), QStringLiteral("ogr"), options);
  if (!reopened.isValid() || reopened.featureCount() != written)
    throw Error("%1: '%2' could not be written whole; free some space on the disk or choose another folder.",
                parameter.toStdString(), file.toStdString());
  warnOfLostNames(parameter, strict.fields(), reopened, file, progress);
  warnOfCutTexts(parameter, strict, reopened, file, progress);
  if (strict.hasPlaces() && !reopened.isSpatial())
    progress.warning({"%1: '%2' is of a format that keeps no points, which spatial blocks and windows need "
                      "later; choose a GeoPackage to keep them.",
                      parameter.toStdString(), QFileInfo(file).fileName().toStdString()});
  return layerId;
}

int columnsAllowed(const QVariant& destination) {
  QString text = destination.canConvert<QgsProcessingOutputLayerDefinition>()
                     ? destination.value<QgsProcessingOutputLayerDefinition>().sink.staticValue().toString()
                     : destination.toString();
  constexpr int unlimited = std::numeric_limits<int>::max();
  if (text.startsWith(QLatin1String("postgres:")) || text.startsWith(QLatin1String("postgis:")))
    return 1600 - 2;
  // 'ogr:dbname='/folder/file.gpkg' table=...' names a layer in a file.
  const QRegularExpressionMatch database =
      QRegularExpression(QStringLiteral("^ogr:.*dbname='([^']*)'")).match(text);
  if (database.hasMatch())
    text = database.captured(1);
  const QString driver =
      QgsVectorFileWriter::driverForExtension(QFileInfo(text.section(QLatin1Char('|'), 0, 0)).suffix());
  // SQLite holds 2000 columns, in a table and in what a query gives; geometry, row numbers and what drivers
  // ask for beside them are among these. https://www.sqlite.org/limits.html
  if (driver == QLatin1String("GPKG") || driver == QLatin1String("SQLite"))
    return 2000 - 10;
  // The header of dBASE files gives their length in two bytes, and readers stop at 255 fields.
  if (driver == QLatin1String("ESRI Shapefile") || driver == QLatin1String("DBF File"))
    return 255;
  if (driver == QLatin1String("MapInfo File"))
    return 250;
  if (driver == QLatin1String("XLSX"))
    return 16384;
  return unlimited;
}

void checkColumns(const QString& parameter, const QVariant& destination, int columns) {
  const int allowed = columnsAllowed(destination);
  if (columns > allowed)
    throw Error("%1: the table has %2 fields, and the format of the file chosen holds %3; "
                "choose FlatGeobuf (a name that ends in '.fgb'), which holds more.",
                parameter.toStdString(), columns, allowed);
}

} // namespace prospectivity
