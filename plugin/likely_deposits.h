#pragma once

#include <QString>

class QgsProject;
class QgsVectorLayer;

namespace prospectivity {

/// A layer of points that is taken for the known deposits until the user chooses another one.
struct LikelyDeposits {
  QgsVectorLayer* layer = nullptr;
  bool isByName = false; ///< nothing but its name speaks for it
};

/// The layer that `place` names (see run_places.h; may be empty), such as the one that samples were made of;
/// else the only layer of points whose name speaks of deposits. No layer where no name does, or several do.
/// Main thread.
LikelyDeposits likelyDeposits(const QString& place, const QgsProject& project);

} // namespace prospectivity
