#pragma once

#include <algorithm>
#include <arpa/inet.h>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <functional>
#include <map>
#include <mutex>
#include <netinet/in.h>
#include <stdexcept>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

namespace prospectivity {

/// A web server on this machine that serves files from memory, in ranges as those of object storage do, and
/// misbehaves as asked. One answer a connection, any number at a time.
class RangeServer {
 public:
  enum class Answer {
    Right,
    Unavailable, ///< 503
    TooMany,     ///< 429
    Cut,         ///< all headers, and half of the body
    Whole        ///< the whole file, whatever part of it was asked for
  };

  /// How the request of that number, from 0, is answered; from any thread. `path`: without the query.
  using Behaviour = std::function<Answer(std::size_t request, const std::string& path)>;

  /// `files`: by their paths, such as "/W.tif".
  explicit RangeServer(std::map<std::string, std::string> files) : mFiles(std::move(files)) {
    mListener = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    if (mListener < 0 || ::bind(mListener, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        ::listen(mListener, 64) != 0 ||
        ::getsockname(mListener, reinterpret_cast<sockaddr*>(&address), &size) != 0)
      throw std::runtime_error("no server on this machine");
    mPort = ntohs(address.sin_port);
    mAccepting = std::thread([this] { accept(); });
  }

  ~RangeServer() {
    ::shutdown(mListener, SHUT_RDWR);
    mAccepting.join();
    ::close(mListener);
    joinAnswering();
  }

  RangeServer(const RangeServer&) = delete;
  RangeServer& operator=(const RangeServer&) = delete;

  /// "http://127.0.0.1:PORT/W.tif", with a name and password where given ("user:pw@").
  std::string address(const std::string& path, const std::string& user = "") const {
    return "http://" + user + "127.0.0.1:" + std::to_string(mPort) + path;
  }

  void behave(Behaviour behaviour) {
    const std::lock_guard<std::mutex> lock(mMutex);
    mBehaviour = std::move(behaviour);
    mRequests = 0;
    mBytes = 0;
  }

  void delay(std::chrono::milliseconds delay) { mDelay = delay.count(); }

  std::size_t requests() const { return mRequests; }
  std::size_t bytes() const { return mBytes; } ///< of files, without headers

 private:
  void accept() {
    for (;;) {
      const int connection = ::accept(mListener, nullptr, nullptr);
      if (connection < 0)
        return;
      constexpr std::size_t mostThreads = 64;
      if (mAnswering.size() >= mostThreads)
        joinAnswering();
      mAnswering.emplace_back([this, connection] {
        answer(connection);
        ::shutdown(connection, SHUT_RDWR);
        ::close(connection);
      });
    }
  }

  void joinAnswering() {
    for (std::thread& answering : mAnswering)
      answering.join();
    mAnswering.clear();
  }

  static std::string readRequest(int connection) {
    std::string request;
    char part[4096];
    while (request.find("\r\n\r\n") == std::string::npos) {
      const ssize_t got = ::recv(connection, part, sizeof(part), 0);
      if (got <= 0)
        return {};
      request.append(part, static_cast<std::size_t>(got));
    }
    return request;
  }

  static bool sendAll(int connection, const std::string& text) {
    for (std::size_t sent = 0; sent < text.size();) {
      const ssize_t put = ::send(connection, text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
      if (put <= 0)
        return false;
      sent += static_cast<std::size_t>(put);
    }
    return true;
  }

  void answer(int connection) {
    const std::string request = readRequest(connection);
    const std::size_t begin = request.find(' ') + 1;
    if (request.empty())
      return;
    std::string path = request.substr(begin, request.find(' ', begin) - begin);
    path = path.substr(0, path.find('?'));
    Answer how = Answer::Right;
    {
      const std::lock_guard<std::mutex> lock(mMutex);
      const std::size_t number = mRequests++;
      if (mBehaviour)
        how = mBehaviour(number, path);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(mDelay));
    const auto file = mFiles.find(path);
    const bool isRefused = how == Answer::Unavailable || how == Answer::TooMany;
    if (isRefused || file == mFiles.end()) {
      // With the words of object storage, which GDAL understands where it is asked for such.
      const std::string code = isRefused ? "SlowDown" : "NoSuchKey";
      const std::string body = request.rfind("HEAD", 0) == 0
                                   ? std::string()
                                   : "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>" +
                                         code + "</Message></Error>";
      sendAll(connection, std::string("HTTP/1.1 ") +
                              (how == Answer::Unavailable ? "503 Service Unavailable"
                               : how == Answer::TooMany   ? "429 Too Many Requests"
                                                          : "404 Not Found") +
                              "\r\nContent-Type: application/xml\r\nContent-Length: " +
                              std::to_string(body.size()) + "\r\nConnection: close\r\n\r\n" + body);
      return;
    }
    const std::string& all = file->second;
    std::size_t first = 0;
    std::size_t last = all.size() - 1;
    const std::size_t range = request.find("Range: bytes=");
    const bool isPart = range != std::string::npos && how != Answer::Whole;
    if (isPart) {
      const char* numbers = request.c_str() + range + 13;
      char* end = nullptr;
      first = std::strtoull(numbers, &end, 10);
      last = std::min<std::size_t>(std::strtoull(end + 1, nullptr, 10), last);
    }
    if (first > last) {
      sendAll(connection,
              "HTTP/1.1 416 Range Not Satisfiable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
      return;
    }
    const std::size_t length = last - first + 1;
    std::string head = isPart
                           ? "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes " + std::to_string(first) +
                                 "-" + std::to_string(last) + "/" + std::to_string(all.size()) + "\r\n"
                           : std::string("HTTP/1.1 200 OK\r\n");
    if (how != Answer::Whole)
      head += "Accept-Ranges: bytes\r\n";
    head += "Content-Length: " + std::to_string(length) + "\r\nConnection: close\r\n\r\n";
    if (!sendAll(connection, head) || request.rfind("HEAD", 0) == 0)
      return;
    const std::string body = all.substr(first, how == Answer::Cut ? length / 2 : length);
    mBytes += body.size();
    sendAll(connection, body);
  }

  std::map<std::string, std::string> mFiles;
  int mListener = -1;
  unsigned mPort = 0;
  std::thread mAccepting;
  std::vector<std::thread> mAnswering;
  std::mutex mMutex;
  Behaviour mBehaviour;
  std::atomic<std::size_t> mRequests{0};
  std::atomic<std::size_t> mBytes{0};
  std::atomic<long long> mDelay{0};
};

} // namespace prospectivity
