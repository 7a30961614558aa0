#pragma once

#include <qgis.h>
#include <qgsconfig.h>

#if _QGIS_VERSION_INT < 33000
#include <qgsunittypes.h>
#include <qgswkbtypes.h>
#endif
#if _QGIS_VERSION_INT < 33400
#include <qgsmaplayerproxymodel.h>
#endif
#if _QGIS_VERSION_INT < 33600
#include <qgscoordinatereferencesystem.h>
#include <qgsprocessing.h>
#include <qgsprocessingalgorithm.h>
#include <qgsprocessingparameters.h>
#include <qgsprocessingparametertype.h>
#include <qgsprocessingutils.h>
#include <qgsrasterbandstats.h>
#endif
#if _QGIS_VERSION_INT < 33800
#include <qgscolorrampshader.h>
#endif

namespace prospectivity {

#if _QGIS_VERSION_INT >= 33800

using ::Qgis;

#else

/// Enumerations that QGIS moved to its class Qgis over the years, under their present names. Each condition
/// names the release that has them; on that one and on newer ones this is QGIS's own class.
///
/// Where `using namespace prospectivity` is in force outside the namespace, write prospectivity::Qgis.
struct Qgis : ::Qgis {
#if _QGIS_VERSION_INT < 33000
  using WkbType = QgsWkbTypes::Type;

  struct GeometryType {
    static constexpr auto Point = QgsWkbTypes::PointGeometry;
    static constexpr auto Line = QgsWkbTypes::LineGeometry;
    static constexpr auto Polygon = QgsWkbTypes::PolygonGeometry;
  };

  struct DistanceUnit {
    static constexpr auto Meters = QgsUnitTypes::DistanceMeters;
    static constexpr auto Unknown = QgsUnitTypes::DistanceUnknownUnit;
  };
#endif

#if _QGIS_VERSION_INT < 33400
  struct LayerFilter {
    static constexpr auto RasterLayer = QgsMapLayerProxyModel::RasterLayer;
    static constexpr auto PointLayer = QgsMapLayerProxyModel::PointLayer;
  };
#endif

#if _QGIS_VERSION_INT < 33600
  struct ProcessingSourceType {
    static constexpr auto VectorAnyGeometry = QgsProcessing::TypeVectorAnyGeometry;
    static constexpr auto VectorPoint = QgsProcessing::TypeVectorPoint;
    static constexpr auto VectorPolygon = QgsProcessing::TypeVectorPolygon;
    static constexpr auto Raster = QgsProcessing::TypeRaster;
    static constexpr auto Vector = QgsProcessing::TypeVector;
  };

  struct ProcessingParameterFlag {
    static constexpr auto Advanced = QgsProcessingParameterDefinition::FlagAdvanced;
    static constexpr auto Optional = QgsProcessingParameterDefinition::FlagOptional;
  };

  using ProcessingParameterTypeFlags = QgsProcessingParameterType::ParameterFlags;
  using ProcessingFileParameterBehavior = QgsProcessingParameterFile::Behavior;
  using ProcessingNumberParameterType = QgsProcessingParameterNumber::Type;
  using ProcessingFieldParameterDataType = QgsProcessingParameterField::DataType;
  using RasterBandStatistic = QgsRasterBandStats::Stats;

  struct ProcessingFeatureSourceFlag {
    static constexpr auto SkipGeometryValidityChecks =
        QgsProcessingFeatureSource::FlagSkipGeometryValidityChecks;
  };

  struct CrsWktVariant {
    static constexpr auto PreferredGdal = QgsCoordinateReferenceSystem::WKT_PREFERRED_GDAL;
  };
#endif

  struct ShaderInterpolationMethod {
    static constexpr auto Linear = QgsColorRampShader::Interpolated;
    static constexpr auto Discrete = QgsColorRampShader::Discrete;
  };
};

#endif

} // namespace prospectivity
