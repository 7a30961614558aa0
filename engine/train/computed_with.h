#pragma once

#include "engine/report/report.h"

#include <nlohmann/json.hpp>

#include <string>

namespace prospectivity {

/// What the last bits of a result depend on beside data, options and seed. Between two runs that differ in
/// one of these, sums may be rounded otherwise; between two that do not, bytes are the same.
struct ComputedWith {
  std::string blas;                   ///< openblas_get_config(): version, options, kernels
  std::string blasKernels;            ///< openblas_get_corename(), such as Haswell
  std::string instructions;           ///< nameOf(instructionSet())
  std::string trainingLibrary;        ///< name and version
  std::string trainingLibraryKernels; ///< such as AVX2
};

/// Of this process. Opens the training library; throws its Error, and instructionSet()'s. Thread-safe.
ComputedWith computedWith();

/// openblas, openblas_kernels, engine_instructions, training_library, training_library_kernels.
nlohmann::json jsonOf(const ComputedWith& computed);

/// The same as lines of a report: what it is, and its name.
NamesAndValues linesOf(const ComputedWith& computed);

} // namespace prospectivity
