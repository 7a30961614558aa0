#pragma once

#include "processing/outputs/ended_run.h"

#include <QString>

#include <cstddef>
#include <functional>
#include <vector>

namespace prospectivity {

/// What is done to each path on its way into a text or out of it.
using PathChange = std::function<QString(const QString&)>;

/// Runs as one text (JSON), for a project file.
QString runsAsText(const std::vector<EndedRun>& runs, const PathChange& path);

/// The runs of such a text; none of one that is damaged or empty.
std::vector<EndedRun> runsFromText(const QString& text, const PathChange& path);

/// The newest `most` runs, and those before them that are the last of their step that was done.
std::vector<EndedRun> newestRuns(const std::vector<EndedRun>& runs, std::size_t most);

} // namespace prospectivity
