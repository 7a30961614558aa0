#include "engine/network/backend.h"
#include "engine/network/fit_network.h"
#include "engine/network/vector_trainer.h"
#include "engine/torch/torch_archive.h"
#include "engine/torch/torch_memory.h"
#include "engine/torch/torch_network.h"
#include "engine/torch/torch_threads.h"
#include "engine/torch/torch_trainer.h"

#include <ATen/ATen.h>
#include <ATen/Version.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/api/include/torch/version.h>
#include <torch/csrc/autograd/autograd.h>

#include <algorithm>
#include <cstdio>
#include <dlfcn.h>
#include <string>

namespace prospectivity {

namespace {

// Larger batches lose time to page faults of large allocations.
constexpr std::int64_t rowsPerBatch = 1024;

std::vector<std::vector<at::Tensor>> memberTensors(const NetworkModel& model) {
  std::vector<std::vector<at::Tensor>> tensors;
  for (const ModelMember& member : model.members)
    tensors.push_back(tensorsOf(member.network));
  return tensors;
}

/// LibTorch's account of itself is where every version names them; a function of their own came with 2.
std::string kernelsOfTorch() {
  const std::string account = at::show_config();
  const std::string before = "CPU capability usage: ";
  const std::size_t at = account.find(before);
  if (at == std::string::npos)
    return "unknown";
  const std::size_t start = at + before.size();
  return account.substr(start, account.find('\n', start) - start);
}

/// What dnnl_get_effective_cpu_isa() gives, by the names that DNNL_MAX_CPU_ISA takes; what releases number
/// differently, as the number.
std::string nameOfIsa(int isa) {
  switch (isa) {
  case 0x1:
    return "SSE41";
  case 0x3:
    return "AVX";
  case 0x7:
    return "AVX2";
  case 0x27:
    return "AVX512_CORE";
  case 0x67:
    return "AVX512_CORE_VNNI";
  case 0xe7:
    return "AVX512_CORE_BF16";
  default: {
    char number[2 + 8 + 1];
    std::snprintf(number, sizeof number, "0x%x", static_cast<unsigned>(isa));
    return number;
  }
  }
}

/// Asked by name: LibTorch's headers do not include those of oneDNN, which is a library of its own in Debian.
std::string productsOfTorch() {
  struct Version { // the beginning of dnnl_version_t
    int major, minor, patch;
  };
  const auto version = reinterpret_cast<const Version* (*)()>(dlsym(RTLD_DEFAULT, "dnnl_version"));
  const auto isa = reinterpret_cast<int (*)()>(dlsym(RTLD_DEFAULT, "dnnl_get_effective_cpu_isa"));
  if (version == nullptr || isa == nullptr)
    return {};
  const Version* number = version();
  return "oneDNN " + std::to_string(number->major) + "." + std::to_string(number->minor) + "." +
         std::to_string(number->patch) + ", instructions " + nameOfIsa(isa());
}

class TorchPredictor : public Predictor {
 public:
  explicit TorchPredictor(const NetworkModel& model) : mModel(model), mTensors(memberTensors(model)) {}

  // The values of one row: those of the whole window in the windowed network.
  std::size_t featureCount() const override {
    return static_cast<std::size_t>(mModel.members.front().network.shape.inputs());
  }

  void logits(const float* rows, std::size_t count, float* logits) const override {
    const SingleTorchThread oneThread;
    const c10::NoGradGuard noGradient;
    const auto features = static_cast<std::int64_t>(featureCount());
    const at::Tensor all =
        at::from_blob(const_cast<float*>(rows), {static_cast<std::int64_t>(count), features}, at::kFloat);
    for (std::int64_t begin = 0; begin < all.size(0); begin += rowsPerBatch) {
      const std::int64_t size = std::min(rowsPerBatch, all.size(0) - begin);
      const at::Tensor part = forward(mModel, mTensors, all.narrow(0, begin, size)).contiguous();
      std::copy_n(part.data_ptr<float>(), size, logits + begin);
    }
  }

 private:
  NetworkModel mModel;
  std::vector<std::vector<at::Tensor>> mTensors;
};

class TorchBackend : public ModelBackend {
 public:
  FittedNetwork fit(const FitData& data, const FitOptions& options, const Progress& progress) const override {
    const SingleTorchThread oneThread;
    Random random(options.seed);
    const Network start = initialNetwork(options.shape, random);
    const auto network = options.shape.window > 1 ? makeTorchTrainer(start) : makeVectorTrainer(start);
    return withBadAlloc([&] { return fitNetwork(*network, data, options, progress); });
  }

  void save(const Model& model, const std::string& path) const override { writeArchive(model, path); }

  std::unique_ptr<Model> load(const std::string& path) const override { return readArchive(path); }

  std::unique_ptr<Predictor> reference(const NetworkModel& model) const override {
    return std::make_unique<TorchPredictor>(model);
  }

  Matrix gradients(const NetworkModel& model, const FloatMatrix& rows) const override {
    const SingleTorchThread oneThread;
    const at::Tensor slopes = withBadAlloc([&] {
      const auto tensors = memberTensors(model);
      const at::Tensor input = viewOf(rows).clone().requires_grad_();
      const at::Tensor logits = forward(model, tensors, input);
      // Rows do not see each other, so the derivatives of the sum are those of each row's own logit.
      return torch::autograd::grad({logits}, {input}, {at::ones_like(logits)}).front().contiguous();
    });
    return Eigen::Map<const FloatMatrix>(slopes.data_ptr<float>(), rows.rows(), rows.cols()).cast<double>();
  }

  std::string version() const override { return "LibTorch " TORCH_VERSION; }
  std::string kernels() const override { return kernelsOfTorch(); }
  std::string products() const override { return productsOfTorch(); }
};

} // namespace

} // namespace prospectivity

/// What modelBackend() looks up after opening this library.
extern "C" __attribute__((visibility("default"))) const prospectivity::ModelBackend*
prospectivityModelBackend() {
  static const prospectivity::TorchBackend backend;
  return &backend;
}
