#pragma once

#include <string>

namespace prospectivity {

/// Whether a file is an SQLite database (GeoPackage, SpatiaLite): one that other layers and other programs
/// may be at work in, and that takes several changes in one step.
bool isDatabaseFile(const std::string& path);

/// Adds the layers of the database `from` to the database `to`, in one transaction: where it fails, ends or
/// is killed half-way, `to` holds what it held, and programs that have `to` open see either state. A layer of
/// the same name is replaced. Throws Error that says, in words that follow "OUTPUT: ", what went wrong.
void addLayers(const std::string& from, const std::string& to);

} // namespace prospectivity
