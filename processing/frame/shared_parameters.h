#pragma once

#include <QString>

class QgsProcessingParameterDefinition;

namespace prospectivity {

/// Parameters that several algorithms ask for: one name, one title, one default and one range. They are made
/// for an algorithm to add, as plain or as advanced ones.

/// A file of a model.
QgsProcessingParameterDefinition* modelFileParameter(const QString& name, const QString& title);

/// MIN_PRESENT: the share of the layers that a sample or cell with holes needs to have data of, 0.5.
QgsProcessingParameterDefinition* minPresentParameter();

/// FORMAT: how the rasters of a run are written, as GeoTIFF unless chosen otherwise.
QgsProcessingParameterDefinition* rasterFormatParameter();
const QString rasterFormatName = QStringLiteral("FORMAT");

/// CUSTOM_ORDER of the features, optional.
QgsProcessingParameterDefinition* customOrderParameter();

} // namespace prospectivity
