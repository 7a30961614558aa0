#pragma once

#include <cstdint>
#include <string>

namespace prospectivity {

/// The path by which GDAL reads a remote file whole or not at all. Its own reader takes an answer that was
/// cut short for the end of a file, and drivers take tiles whose place they could not read for NoData. Here
/// every read that brings less than the file has is repeated, and at last counted as failed.
std::string wholeReadPath(const std::string& remote);

/// A message of GDAL's with such paths as they were.
std::string withoutReadPath(std::string message);

/// Reads by such paths that failed in this process so far, of files whose names begin with `name`: what lies
/// beside a file is called by it. A number that grew while a raster was read says that its cells are not to
/// be trusted, whatever GDAL returned. Thread-safe.
std::uint64_t failedReads(const std::string& name);

} // namespace prospectivity
