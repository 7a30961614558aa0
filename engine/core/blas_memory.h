#pragma once

namespace prospectivity {

/// Makes sure that OpenBLAS has memory for the matrix products of this thread, now and until the thread ends.
/// Throws std::bad_alloc where the system gives none. Thread-safe; costs next to nothing once it has passed.
///
/// OpenBLAS (0.3.21 to 0.3.29) takes 128 MB of address space for each product under way, and keeps them for
/// later ones. Where it gets none, it tries without end.
void requireBlasMemory();

} // namespace prospectivity
