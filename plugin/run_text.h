#pragma once

#include "processing/outputs/ended_run.h"

#include <QString>

#include <cstddef>
#include <functional>
#include <vector>

namespace prospectivity {

/// What is done to the path of each file on its way into a text or out of it.
using PathChange = std::function<QString(const QString&)>;

/// Runs as one text (JSON), for a project file. The sentences of failures are no part of it: they name
/// folders and servers, and a project is handed on.
QString runsAsText(const std::vector<EndedRun>& runs, const PathChange& path);

/// The runs of such a text; none of one that is damaged or empty.
std::vector<EndedRun> runsFromText(const QString& text, const PathChange& path);

/// The newest `most` runs, and those before them that are the last of their step that was done or made a
/// layer of evidence that the next stack is filled in with.
std::vector<EndedRun> newestRuns(const std::vector<EndedRun>& runs, std::size_t most);

} // namespace prospectivity
