// SPDX-License-Identifier: Apache-2.0
#include "timestamp/timestamp_client.h"

#include <algorithm>

#include "base/strings.h"

namespace certseal {
namespace {

constexpr size_t kMaxUrl = 600;
constexpr std::string_view kReplyType = "application/timestamp-reply";

bool IsUrlText(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return c > ' ' && c < 0x7f && c != '#' && c != '\\' && c != '"' && c != '<' &&
           c != '>';
  });
}

bool IsWebAddress(std::string_view url) {
  std::string_view rest = url;
  if (rest.starts_with("https://"))
    rest.remove_prefix(8);
  else if (rest.starts_with("http://"))
    rest.remove_prefix(7);
  else
    return false;
  const std::string_view host = rest.substr(0, rest.find_first_of("/?"));
  return !host.empty() && host.front() != ':' && host.find('@') == host.npos &&
         url.size() <= kMaxUrl && IsUrlText(url);
}

bool Passing(const Result<HttpResponse>& response) {
  return !response || response->status >= 500;
}

Result<void> DemandReply(const HttpResponse& response) {
  if (response.status >= 300 && response.status < 400) {
    return Fail(StrCat("it answers that it is elsewhere (HTTP ", response.status, ")"),
                {"give its present address: redirections are not followed"});
  }
  if (response.status != 200) return Fail(StrCat("it answers HTTP ", response.status));
  const std::string type =
      AsciiLower(Trim(std::string_view(response.content_type)
                          .substr(0, response.content_type.find(';'))));
  if (type == kReplyType) return {};
  return Fail(StrCat("it answers with ", Quote(type), ", not with a timestamp"),
              {"is this the address of a time-stamping server (RFC 3161)?"});
}

}  // namespace

Result<TimestampClient> TimestampClient::Make(std::string_view url,
                                              TimestampSurroundings surroundings) {
  if (!IsWebAddress(url)) {
    return Fail(StrCat(Quote(url), " is not the address of a time-stamping server"),
                {"it looks like https://timestamp.example/tsa"});
  }
  return TimestampClient(std::string(url), std::move(surroundings));
}

Result<HttpResponse> TimestampClient::Post(const std::string& query) const {
  const HttpRequest request{url_, "application/timestamp-query", query};
  Result<HttpResponse> response = surroundings_.post(request);
  if (Passing(response)) response = surroundings_.post(request);
  return response;
}

Result<SignatureTimestamp> TimestampClient::Ask(const Sha256Digest& imprint) const {
  const TimestampQuery query = TimestampQuery::Make(imprint, surroundings_.random);
  ASSIGN_OR_RETURN(const HttpResponse response, Post(query.der()));
  TRY(DemandReply(response));
  return query.Check(response.body, surroundings_.clock());
}

Result<SignatureTimestamp> TimestampClient::Stamp(const Sha256Digest& imprint) const {
  Result<SignatureTimestamp> token = Ask(imprint);
  if (!token)
    return Within(StrCat("time-stamping server ", Quote(url_)), token.error());
  return token;
}

}  // namespace certseal
