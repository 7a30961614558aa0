#pragma once

#include <cstddef>

namespace prospectivity {

/// Mean of each layer over the window around each cell: what a windowed network sees of a layer, in one
/// number.
///
/// `values`: one plane per layer of (rows + window - 1) x (columns + window - 1) cells; `means`: one plane
/// per layer of rows x columns. Sums are in double precision and in one order, so that a cell's mean has the
/// same bits wherever it lies in a tile. NaN in the window gives NaN. A window of 1 copies. Thread-safe.
void windowMeans(const float* values, std::size_t layers, int rows, int columns, int window, float* means);

/// The same over the cells of the window that have data; NaN where none has. The same bits where all have.
void knownWindowMeans(const float* values, std::size_t layers, int rows, int columns, int window,
                      float* means);

} // namespace prospectivity
