// Prints what the environment makes this process compute with, one line each: the kernels of OpenBLAS, those
// of the training library, its library of products and the C library with their last word for what they
// chose, and the instruction set of the engine.
#include "engine/train/computed_with.h"

#include <cstdio>
#include <exception>

int main() {
  try {
    const prospectivity::ComputedWith computed = prospectivity::computedWith();
    std::printf("openblas=%s\ntorch=%s\nonednn=%s\nlibm=%s\nengine=%s\n", computed.blasKernels.c_str(),
                computed.trainingLibraryKernels.c_str(), computed.productLibrary.c_str(),
                computed.mathLibrary.c_str(), computed.instructions.c_str());
    return 0;
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "%s\n", failure.what());
    return 1;
  }
}
