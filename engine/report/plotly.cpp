#include "engine/report/plotly.h"

#include <fstream>
#include <sstream>
#include <vector>
#include <zlib.h>

namespace prospectivity {

namespace {

std::string readFirst(const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    std::ifstream file(path, std::ios::binary);
    if (!file)
      continue;
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
  }
  return {};
}

/// A gzip stream without a time stamp: the same library gives the same bytes.
std::string gzip(const std::string& text) {
  z_stream stream{};
  constexpr int gzipWindow = 15 + 16;
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, gzipWindow, 9, Z_DEFAULT_STRATEGY) != Z_OK)
    return {};
  std::string packed(deflateBound(&stream, static_cast<uLong>(text.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  const int status = deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return status == Z_STREAM_END ? packed : std::string();
}

std::string base64(const std::string& bytes) {
  static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    unsigned group = 0;
    for (std::size_t j = 0; j < 3; ++j)
      group = group << 8 | (i + j < bytes.size() ? static_cast<unsigned char>(bytes[i + j]) : 0U);
    for (std::size_t j = 0; j < 4; ++j)
      text += i + j <= bytes.size() ? digits[group >> (18 - 6 * j) & 63U] : '=';
  }
  return text;
}

std::string pack() {
  const std::string library =
      readFirst({"/usr/share/python3-plotly/plotly.js",
                 "/usr/lib/python3/dist-packages/plotly/package_data/plotly.min.js",
                 "/usr/local/lib/python3/dist-packages/plotly/package_data/plotly.min.js"});
  return library.empty() ? std::string() : base64(gzip(library));
}

} // namespace

const std::string& packedPlotly() {
  static const std::string packed = pack();
  return packed;
}

} // namespace prospectivity
