#include "plugin/opened_reasons.h"

#include "engine/core/error.h"
#include "engine/network/backend.h"
#include "engine/predict/layers_as_learnt.h"
#include "engine/raster/gdal_raster.h"
#include "processing/language/language.h"
#include "processing/layers/model_fingerprint.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFileInfo>
#include <qgscoordinatetransform.h>
#include <qgsexception.h>

#include <algorithm>
#include <optional>

namespace prospectivity {

namespace {

QString words(const char* text) {
  return QCoreApplication::translate("WhyHere", text);
}

QString stampOf(const QString& path) {
  const QFileInfo file(path);
  return QString::number(file.size()) + QLatin1Char('@') +
         QString::number(file.lastModified().toMSecsSinceEpoch());
}

/// CRS and NoData that the user set.
QString stampOf(const RasterFile& layers) {
  QString stamp = QString::fromStdString(layers.crs);
  for (const BandNoData& band : layers.noData) {
    stamp += band.ignoresDeclared ? QStringLiteral("|-") : QStringLiteral("|");
    for (const NoDataRange& range : band.ranges)
      stamp += QStringLiteral("%1..%2 ").arg(QString::number(range.least, 'g', 17),
                                             QString::number(range.most, 'g', 17));
  }
  return stamp;
}

QgsCoordinateTransform intoStack(const RasterSource& stack, const QgsCoordinateReferenceSystem& from,
                                 const QgsCoordinateTransformContext& context) {
  const std::string& wkt = stack.grid().crs;
  const QgsCoordinateReferenceSystem to =
      wkt.empty() ? from : QgsCoordinateReferenceSystem::fromWkt(QString::fromStdString(wkt));
  return QgsCoordinateTransform(from, to, context);
}

std::optional<Point> pointIn(const QgsCoordinateTransform& transform, const QgsPointXY& point) {
  try {
    const QgsPointXY moved = transform.transform(point);
    return Point{moved.x(), moved.y()};
  } catch (const QgsCsException&) {
    return std::nullopt;
  }
}

/// Of the values that are ranked at all.
std::vector<std::optional<PlaceAmong>> placesAmong(const FloatMatrix& training,
                                                   const std::vector<CellEvidence>& evidence) {
  std::vector<std::optional<PlaceAmong>> places(evidence.size());
  for (std::size_t j = 0; j < evidence.size(); ++j)
    if (evidence[j].amongAll) {
      const auto column = training.col(static_cast<Eigen::Index>(j));
      places[j] = placeAmong(evidence[j].value, {column.begin(), column.end()});
    }
  return places;
}

} // namespace

void OpenedReasons::open(const CellQuestion& question, const Progress& progress) {
  const QString stamp = stampOf(question.model) + stampOf(question.stack) + stampOf(question.layers);
  if (mExplainer && mStack && mModelPath == question.model && mStackPath == question.stack && mStamp == stamp)
    return;
  mExplainer.reset();
  mStack.reset();
  mKnownVersion = -1;
  mFingerprint = modelFingerprint(question.model);
  std::shared_ptr<const Model> model = modelBackend().load(question.model.toStdString());
  mStack = layersAsLearnt(openRaster(question.layers), *model, progress);
  mExplainer = std::make_unique<CellExplainer>(model, model->background);
  mModelPath = question.model;
  mStackPath = question.stack;
  mStamp = stamp;
}

CellAnswer OpenedReasons::answer(const CellQuestion& question, const Progress& progress) {
  CellAnswer answer;
  try {
    if (!QFileInfo(question.model).isFile())
      answer.refusal =
          words("The model %1 is not there any more: choose where it lies now.").arg(question.model);
    else if (!QFileInfo::exists(question.stack))
      answer.refusal =
          words("The evidence stack %1 is not there any more: choose where it lies now.").arg(question.stack);
    if (!answer.refusal.isEmpty())
      return answer;
    open(question, progress);
    progress.check();
    if (!question.fingerprint.isEmpty() && question.fingerprint != mFingerprint) {
      answer.refusal = words("This map was made with another model than %1: choose the model that it was "
                             "made with.")
                           .arg(QFileInfo(question.model).fileName());
      return answer;
    }
    if (question.places && question.places->version != mKnownVersion) {
      const auto transform = intoStack(*mStack, question.places->crs, question.transforms);
      std::vector<Point> points;
      std::vector<int> labels;
      for (std::size_t i = 0; i < question.places->points.size(); ++i)
        if (const std::optional<Point> point = pointIn(transform, question.places->points[i])) {
          points.push_back(*point);
          labels.push_back(question.places->labels[i]);
        }
      mKnown = placesOn(*mStack, mExplainer->model(), points, labels);
      mKnownVersion = question.places->version;
    }
    const std::optional<Point> point =
        pointIn(intoStack(*mStack, question.crs, question.transforms), question.point);
    int column = 0;
    int row = 0;
    if (!point || !mStack->grid().locate(*point, column, row)) {
      answer.refusal = words("The place lies outside of the evidence stack: click on the map.");
      return answer;
    }
    answer.model = mExplainer->model().kind().title;
    answer.tellsDeposits = mKnown.values.rows() > 0;
    // Without places that the user names, values are ranked among the training samples, which the model
    // keeps without their labels; means over windows are no values of a cell.
    const Model& model = mExplainer->model();
    const bool keepsValues = model.window() == 1 && !model.training.areEncoded;
    const KnownPlaces training{keepsValues ? model.training.values : FloatMatrix(), {}};
    answer.reasons =
        mExplainer->explain(*mStack, column, row, answer.tellsDeposits ? mKnown : training, progress);
    const bool hasNonDeposits =
        std::find(mKnown.labels.begin(), mKnown.labels.end(), 0) != mKnown.labels.end();
    if (answer.tellsDeposits && !hasNonDeposits && training.values.rows() > 0)
      answer.amongTraining = placesAmong(training.values, answer.reasons.evidence);
  } catch (const Error& error) {
    answer.refusal = textInLanguage(error.sentence());
  } catch (const std::exception& error) {
    answer.refusal = QString::fromUtf8(error.what());
  }
  return answer;
}

FeatureCurves OpenedReasons::curve(const FloatMatrix& input, std::size_t feature,
                                   const Progress& progress) const {
  if (!mExplainer)
    throw Error("No model is open: click on the map first.");
  return mExplainer->curveOf(input, feature, mKnown, progress);
}

} // namespace prospectivity
