// SPDX-License-Identifier: Apache-2.0
#include "site/https_site.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "base/strings.h"
#include "site/http_reply.h"
#include "site/tls_client.h"

namespace certseal {
namespace {

using Body = std::optional<std::string>;

struct HostAndPort {
  std::string host;
  uint16_t port = 443;
};

HostAndPort ServerOf(const SiteAddress& site) {
  HostAndPort server{site.host()};
  const std::string authority = site.origin().substr(0, site.origin().find('/'));
  if (authority.size() > server.host.size()) {
    server.port = static_cast<uint16_t>(
        *ParseDecimal(std::string_view(authority).substr(server.host.size() + 1)));
  }
  return server;
}

std::string DurationText(std::chrono::milliseconds time) {
  const auto count = time.count();
  return count % 1000 == 0 ? StrCat(count / 1000, " s") : StrCat(count, " ms");
}

// The address holds no character that a request would have to escape.
std::string RequestFor(const SiteAddress& site, std::string_view path) {
  const std::string& origin = site.origin();
  const size_t slash = std::min(origin.find('/'), origin.size());
  return StrCat(
      "GET ", origin.substr(slash), "/", path,
      " HTTP/1.1\r\nHost: ", origin.substr(0, slash),
      "\r\nUser-Agent: certseal\r\nAccept: */*\r\nAccept-Encoding: identity\r\n"
      "\r\n");
}

bool IsAbsent(int status) { return status == 404 || status == 410; }

tl::unexpected<Error> Elsewhere(const HttpReplyReader& reply) {
  std::string message =
      StrCat("the server answers that it is elsewhere (HTTP ", reply.status());
  if (!reply.location().empty()) message += StrCat(", ", Quote(reply.location()));
  return Fail(message + ")", {"redirections are not followed: ask the school for its "
                              "present address"});
}

// RFC 9110 §15
Result<Body> BodyOf(HttpReplyReader& reply) {
  const int status = reply.status();
  if (status == 200) return Body(reply.TakeBody());
  if (IsAbsent(status)) return Body();
  if (status >= 300 && status < 400 && status != 304) return Elsewhere(reply);
  if (status == 401 || status == 403 || status == 407 || status == 451) {
    return Fail(StrCat("the server refuses to give it (HTTP ", status, ")"));
  }
  if (status == 429 || status == 503) {
    return Fail(StrCat("the server is too busy or down (HTTP ", status, ")"),
                {"try again later"});
  }
  return Fail(StrCat("the server answers HTTP ", status));
}

// The page that goes with an error is read only to keep the connection.
bool NeedsBody(const HttpReplyReader& reply) {
  return reply.status() == 200 || (IsAbsent(reply.status()) && reply.keep_alive());
}

Result<void> ReadReply(TlsConnection& tls, HttpReplyReader& reply, Deadline deadline) {
  while (!reply.done() && (!reply.head_done() || NeedsBody(reply))) {
    ASSIGN_OR_RETURN(const std::string bytes, tls.Read(deadline));
    TRY(bytes.empty() ? reply.End() : reply.Feed(bytes));
  }
  return {};
}

}  // namespace

struct HttpsSite::Connection {
  SiteAddress site;
  HttpsLimits limits;
  size_t requests = 0;
  std::optional<TlsClient> client = {};
  std::optional<TlsConnection> tls = {};

  Result<void> Open(Deadline end);
  Result<void> Exchange(const std::string& request, HttpReplyReader& reply,
                        Deadline end);
  Result<HttpReplyReader> Ask(std::string_view path, size_t max_bytes);
  std::string NotRead(std::string_view path) const {
    return StrCat(site.url(), path, " cannot be read");
  }
};

Result<void> HttpsSite::Connection::Open(Deadline end) {
  const std::string what = StrCat(site.url(), " cannot be reached");
  const Deadline deadline = Earlier(end, Deadline::In(limits.connect));
  if (!client) {
    ASSIGN_OR_RETURN(client, TlsClient::Make());
  }
  const HostAndPort server = ServerOf(site);
  Result<TlsConnection> connected = client->Connect(server.host, server.port, deadline);
  if (!connected && deadline.passed()) {
    return Fail(StrCat(what, ": no answer within ", DurationText(limits.connect)),
                {"is this computer online?"});
  }
  if (!connected) return Within(what, connected.error());
  tls = *std::move(connected);
  return {};
}

Result<void> HttpsSite::Connection::Exchange(const std::string& request,
                                             HttpReplyReader& reply, Deadline end) {
  const Deadline deadline = Earlier(end, Deadline::In(limits.request));
  Result<void> done = tls->Write(request, deadline);
  if (done) done = ReadReply(*tls, reply, deadline);
  if (done || !deadline.passed()) return done;
  return Fail(StrCat("no whole answer within ", DurationText(limits.request)));
}

// A kept connection may be closed by the server at the very moment it is used again
// (RFC 9112 §9.3.1): a GET is then repeated on a new one.
Result<HttpReplyReader> HttpsSite::Connection::Ask(std::string_view path,
                                                   size_t max_bytes) {
  const std::string request = RequestFor(site, path);
  const Deadline end = Deadline::In(limits.connect + limits.request);
  if (tls && !tls->IsQuiet()) tls.reset();
  for (bool kept = tls.has_value();; kept = false) {
    if (!tls) TRY(Open(end));
    HttpReplyReader reply(max_bytes);
    const Result<void> done = Exchange(request, reply, end);
    const bool again = kept && tls->closed() && !reply.started();
    if (!reply.done() || !reply.keep_alive()) tls.reset();
    // An error page need not come to its end.
    if (done || (reply.head_done() && reply.status() != 200)) return reply;
    if (!again) return Within(NotRead(path), done.error());
  }
}

HttpsSite::HttpsSite(const SiteAddress& site, const HttpsLimits& limits)
    : connection_(new Connection{site, limits}) {}

HttpsSite::~HttpsSite() = default;

std::string HttpsSite::Name() const { return connection_->site.url(); }

Result<std::optional<std::string>> HttpsSite::Get(std::string_view path,
                                                  size_t max_bytes) const {
  TRY(CheckSitePath(path));
  if (connection_->requests++ >= connection_->limits.max_requests) {
    return Fail(StrCat(Name(), " is not asked for more than ",
                       connection_->limits.max_requests, " files"));
  }
  ASSIGN_OR_RETURN(HttpReplyReader reply, connection_->Ask(path, max_bytes));
  Result<Body> body = BodyOf(reply);
  if (!body) return Within(connection_->NotRead(path), body.error());
  return body;
}

}  // namespace certseal
