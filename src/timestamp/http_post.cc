// SPDX-License-Identifier: Apache-2.0
#include "timestamp/http_post.h"

#include <curl/curl.h>

#include <memory>
#include <mutex>
#include <vector>

#include "base/strings.h"

namespace certseal {
namespace {

template <auto Free>
struct Deleter {
  template <typename T>
  void operator()(T* object) const {
    Free(object);
  }
};
using Handle = std::unique_ptr<CURL, Deleter<curl_easy_cleanup>>;
using Headers = std::unique_ptr<curl_slist, Deleter<curl_slist_free_all>>;

// libcurl asks for one initialization before the first handle, from one thread.
bool Initialized() {
  static const bool done = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  return done;
}

// Connections lends handles, each with its open connection, to one thread at a time.
class Connections {
 public:
  Handle Take() {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (free_.empty()) return Handle(Initialized() ? curl_easy_init() : nullptr);
    Handle handle = std::move(free_.back());
    free_.pop_back();
    return handle;
  }
  void Give(Handle handle) {
    const std::lock_guard<std::mutex> lock(mutex_);
    free_.push_back(std::move(handle));
  }

 private:
  std::mutex mutex_;
  std::vector<Handle> free_;
};

struct Sink {
  std::string body;
  size_t max_bytes;
  bool overflow = false;
};

size_t Receive(char* data, size_t, size_t size, void* user) {
  Sink& sink = *static_cast<Sink*>(user);
  if (size > sink.max_bytes - sink.body.size()) {
    sink.overflow = true;
    return 0;
  }
  sink.body.append(data, size);
  return size;
}

void SetLimits(CURL* curl, const HttpLimits& limits) {
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS,
                   static_cast<long>(limits.connect.count()));
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(limits.total.count()));
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);  // signals and threads do not mix
}

void SetRequest(CURL* curl, const HttpRequest& request, const curl_slist* headers) {
  curl_easy_setopt(curl, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(curl, CURLOPT_POST, 1L);
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.data());
  curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE,
                   static_cast<curl_off_t>(request.body.size()));
}

Headers MakeHeaders(const HttpRequest& request) {
  Headers headers(curl_slist_append(
      nullptr, StrCat("Content-Type: ", request.content_type).c_str()));
  // Without this libcurl would wait for "100 Continue", which few such servers send.
  if (curl_slist* longer = curl_slist_append(headers.get(), "Expect:")) {
    [[maybe_unused]] auto same = headers.release();
    headers.reset(longer);
  }
  return headers;
}

HttpResponse ReadResponse(CURL* curl, std::string body) {
  HttpResponse response;
  response.body = std::move(body);
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &response.status);
  const char* type = nullptr;
  curl_easy_getinfo(curl, CURLINFO_CONTENT_TYPE, &type);
  if (type) response.content_type = type;
  return response;
}

Result<HttpResponse> Perform(CURL* curl, const HttpRequest& request,
                             const HttpLimits& limits) {
  curl_easy_reset(curl);  // options go, the open connection stays
  Sink sink{{}, limits.max_bytes};
  char detail[CURL_ERROR_SIZE] = "";
  const Headers headers = MakeHeaders(request);
  SetLimits(curl, limits);
  SetRequest(curl, request, headers.get());
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, Receive);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &sink);
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, detail);
  const CURLcode code = curl_easy_perform(curl);
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, nullptr);
  if (sink.overflow) {
    return Fail(StrCat("its answer is larger than ", limits.max_bytes, " bytes"));
  }
  if (code != CURLE_OK) {
    return Fail(EscapeControls(*detail ? detail : curl_easy_strerror(code)));
  }
  return ReadResponse(curl, std::move(sink.body));
}

}  // namespace

HttpPost CurlPost(const HttpLimits& limits) {
  return [limits, connections = std::make_shared<Connections>()](
             const HttpRequest& request) -> Result<HttpResponse> {
    Handle handle = connections->Take();
    if (!handle) return Fail("libcurl does not start");
    Result<HttpResponse> response = Perform(handle.get(), request, limits);
    connections->Give(std::move(handle));
    return response;
  };
}

}  // namespace certseal
