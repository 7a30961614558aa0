#pragma once

// First: QGIS ships an older json_fwd.hpp that clashes with the full header when it is seen before.
#include <nlohmann/json_fwd.hpp>
#include <qgsprocessingprovider.h>

namespace prospectivity {

/// The provider `prospectivity`; loadAlgorithms() in provider.cpp is the index of all algorithms.
/// As long as it lives, reports are in the language of QGIS.
class Provider : public QgsProcessingProvider {
 public:
  Provider();
  ~Provider() override;
  QString id() const override;
  QString name() const override;
  QIcon icon() const override;
  QString svgIconPath() const override;
  QString versionInfo() const override;
  bool load() override;
  void loadAlgorithms() override;
};

} // namespace prospectivity
