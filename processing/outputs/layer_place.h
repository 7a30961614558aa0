#pragma once

#include <QString>

class QgsProcessingContext;

namespace prospectivity {

/// What a loaded layer is to a map, from the top of the list of layers to its end.
enum class LayerPlace {
  Points,   ///< deposits, samples with what is told of them
  Outlines, ///< of targets
  Score,    ///< what one looks for
  Reasons,  ///< why a score is what it is
  Drivers,  ///< the strongest layer
  Evidence, ///< a single layer of evidence
  Support,  ///< spreads, coverage, applicability, and others that one looks at on purpose
  Stack,    ///< what maps are made of
  Tables,   ///< layers without geometry, whatever was asked for
  Samples   ///< points where they are what was made; beside a score that was loaded with them, support
};

/// Puts an output layer, once QGIS has loaded it, to its place in the group "Prospectivity Lens" of the list
/// of layers, or in the group that the user chose for results in the options of Processing. The group is made
/// once, below points and lines that lie on top, and may be renamed and moved. The newest stands first among
/// those of a place; scores, reasons and drivers are one place but for those loaded together. What lies
/// below Evidence is unticked. A layer is placed once and left alone from then on. No-op when the user does
/// not load the layer. `layerId` is what the algorithm returns for the output.
void placeLoaded(QgsProcessingContext& context, const QString& layerId, LayerPlace place);

} // namespace prospectivity
