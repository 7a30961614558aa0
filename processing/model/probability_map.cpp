#include "processing/model/probability_map.h"

#include "engine/core/error.h"
#include "engine/core/number_format.h"
#include "engine/predict/expected_deposits.h"
#include "engine/raster/gdal_raster.h"
#include "engine/raster/gdal_sink.h"
#include "processing/model/predict_parameters.h"
#include "processing/outputs/run_outputs.h"
#include "processing/outputs/style.h"

#include <QFileInfo>

#include <cmath>
#include <string>
#include <utility>

namespace prospectivity {

using namespace predict;

namespace {

void tell(const ExpectedDeposits& solved, const Calibration& calibration, double expected,
          const Progress& progress) {
  const Sentence sum("PROBABILITY: with the intercept %1 the %2 mapped cells sum to %3 deposits.",
                     formatNumber(solved.intercept), solved.cells, formatNumber(solved.sum, 6));
  if (solved.interceptByRates)
    progress.message({"%1 The sampling rates alone (King & Zeng 2001: %2 deposits in %3 held-out samples, %4 "
                      "in the mapped "
                      "cells) would move it from the calibration's %5 to %6, with which they sum to %7.",
                      sum, calibration.deposits, calibration.deposits + calibration.nonDeposits,
                      formatNumber(expected, 6), formatNumber(calibration.intercept),
                      formatNumber(*solved.interceptByRates), formatNumber(solved.sumByRates)});
  else
    progress.message(sum);
  if (solved.ratesDisagree(expected))
    progress.warning(
        {"PROBABILITY: by the sampling rates alone the mapped cells would hold %1 deposits instead of the %2 "
         "of EXPECTED_DEPOSITS, which differs more than twofold: the mapped ground is unlike the "
         "non-deposits of the samples, so look at how they were chosen, at the mask and at the number.",
         formatNumber(solved.sumByRates), formatNumber(expected, 6)});
}

} // namespace

ProbabilityMap::ProbabilityMap(std::optional<double> expected, QString path)
    : mExpected(expected), mPath(std::move(path)) {
  checkExpected();
  if (mExpected && mPath.isEmpty())
    throw Error("PROBABILITY: choose a file for the probability, or leave EXPECTED_DEPOSITS out.");
  if (!mExpected && !mPath.isEmpty())
    throw Error(
        "EXPECTED_DEPOSITS: give the number of deposits, known and unknown, that the mapped cells are "
        "expected to hold, or leave PROBABILITY out.");
}

ProbabilityMap ProbabilityMap::ofShard(std::optional<double> expected, const QString& kept) {
  ProbabilityMap map(std::nullopt, QString());
  map.mExpected = expected;
  map.mKept = kept;
  map.checkExpected();
  return map;
}

void ProbabilityMap::checkExpected() const {
  if (mExpected && !(*mExpected > 0 && std::isfinite(*mExpected)))
    throw Error("EXPECTED_DEPOSITS must be above 0: give the number of deposits, known and unknown, that the "
                "mapped cells are expected to hold.");
}

void ProbabilityMap::check(const Model& model) const {
  if (isWanted() && !(model.record.calibration && model.record.calibration->isTrustworthy()))
    throw Error(
        "MODEL: the model stores no calibration, because an older version trained it or its scores do "
        "not tell deposits from non-deposits that were held out (its training report says so): train "
        "it again, or leave EXPECTED_DEPOSITS and PROBABILITY out.");
}

QString ProbabilityMap::logitsPath() const {
  return !mKept.isEmpty() ? mKept : mScratch->filePath(QStringLiteral("logits.tif"));
}

std::unique_ptr<RasterSink> ProbabilityMap::logits(const Grid& grid, const RasterTags& tags) {
  RasterOptions options;
  options.overviews = false;
  if (mKept.isEmpty()) {
    mScratch =
        std::make_unique<QTemporaryDir>(QFileInfo(mPath).absolutePath() + QStringLiteral("/logits-XXXXXX"));
    if (!mScratch->isValid())
      throw Error("PROBABILITY: the folder of '%1' cannot be written; choose another folder.",
                  mPath.toStdString());
  } else {
    options.tags = tags;
  }
  return createRaster(logitsPath().toStdString(), grid, {"logit"}, options);
}

std::unique_ptr<RasterSource> ProbabilityMap::writtenLogits() const {
  return openRaster(logitsPath().toStdString());
}

void ProbabilityMap::write(std::unique_ptr<RasterSource> logits, const Model& model,
                           QgsProcessingContext& context, RunOutputs& outputs, const Progress& progress) {
  const Calibration& calibration = *model.record.calibration;
  const ExpectedDeposits solved = solveExpected(*logits, calibration, *mExpected, progress.part(0, 0.7));
  const std::unique_ptr<RasterSink> sink =
      createRaster(mPath.toStdString(), logits->grid(), {"probability"}, outputs.rasterOptions());
  writeProbabilities(*logits, calibration, solved.intercept, *sink, progress.part(0.7, 1));
  sink->finish();
  logits.reset();
  mScratch.reset(); // as large as the map, and targets are still to be made
  tell(solved, calibration, *mExpected, progress);
  styleProbability(context, mPath, *mExpected / static_cast<double>(solved.cells));
  outputs.add(probabilityName, mPath);
}

} // namespace prospectivity
