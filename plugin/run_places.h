#pragma once

#include <QString>

class QgisInterface;
class QgsMapLayer;
class QgsProject;

namespace prospectivity {

/// Where what runs were given or made lies: the path of a file, the source of a layer in one, or the id of a
/// layer of the project. Main thread.

/// Whether it can still be opened, as far as can be told without opening it. Layers in memory are empty once
/// their project was closed, and count as gone.
bool isPlaceThere(const QString& place, const QgsProject& project);

/// What a person calls it: the name of the file or of the layer; of one that is gone, that it was temporary.
QString nameOfPlace(const QString& place, const QgsProject& project);

/// The layer of the project that shows it; null where none does.
QgsMapLayer* layerAtPlace(const QString& place, const QgsProject& project);

/// Ticks the layer, makes it the active one and shows all of it; of a layer without geometry the table. A
/// file that the project does not have as a layer is loaded, with the style beside it. Returns what stands in
/// the way, for the user; empty where nothing does.
QString showPlace(QgisInterface& qgis, const QString& place, QgsProject& project);

} // namespace prospectivity
