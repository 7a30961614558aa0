#include "engine/torch/model_codec.h"

namespace prospectivity {

const std::vector<ModelCodec>& modelCodecs() {
  static const std::vector<ModelCodec> codecs{networkCodec(), logisticCodec(), forestCodec(), boostingCodec(),
                                              evidenceCodec()};
  return codecs;
}

} // namespace prospectivity
