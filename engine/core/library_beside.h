#pragma once

#include <string>

namespace prospectivity {

/// The path of a file in the folder of the engine's own library: where the libraries lie that are opened at
/// first use. The file's name alone where the system does not tell.
std::string pathBeside(const std::string& file);

/// Throws std::bad_alloc where the loader's reason for not opening a library is that memory ran out: the
/// library is there.
void checkLoaderMemory(const std::string& reason);

} // namespace prospectivity
