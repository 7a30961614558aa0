#include "processing/frame/given_extent.h"
#include "tests/fuzz/started_qgis.h"

#include <qgsexception.h>
#include <qgsprocessingalgorithm.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingparameters.h>

#include <cstddef>
#include <cstdint>
#include <memory>

/// Texts for EXTENT: four numbers, with a CRS or without, or what is called a layer.

using namespace prospectivity;

namespace {

const QString extentName = QStringLiteral("EXTENT");

/// With this one parameter.
class OfAnExtent : public QgsProcessingAlgorithm {
 public:
  QString name() const override { return QStringLiteral("extent"); }
  QString displayName() const override { return name(); }
  QgsProcessingAlgorithm* createInstance() const override { return new OfAnExtent(); }
  void initAlgorithm(const QVariantMap&) override {
    addParameter(new QgsProcessingParameterExtent(extentName, extentName, QVariant(), true));
  }
  QVariantMap processAlgorithm(const QVariantMap&, QgsProcessingContext&, QgsProcessingFeedback*) override {
    return {};
  }
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const bool once = startQgis();
  static_cast<void>(once);
  static const std::unique_ptr<QgsProcessingAlgorithm> algorithm(OfAnExtent().create());
  const QVariantMap parameters{
      {extentName, QString::fromUtf8(reinterpret_cast<const char*>(data), static_cast<int>(size))}};
  QgsProcessingContext context;
  try {
    if (algorithm->checkParameterValues(parameters, context))
      givenExtent(*algorithm, extentName, parameters, context);
  } catch (const QgsException&) {
    // Told in a sentence.
  }
  return 0;
}
