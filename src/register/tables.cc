// SPDX-License-Identifier: Apache-2.0
#include "register/copy.h"

namespace certseal {
namespace {

using Column = std::string_view;

constexpr Column kBatches[] = {"id", "created", "source", "source_sha256",
                               "certificates"};
constexpr Column kCertificates[] = {
    "id",          "code",          "document_class", "course_code",     "course_title",
    "completed",   "issued",        "expires",        "status_block",    "status_index",
    "state",       "record_sha256", "template_name",  "template_sha256", "batch_id",
    "roster_line", "log_index"};
constexpr Column kHolders[] = {
    "certificate_id", "identity", "holder_name", "plain_name",    "name_fold",
    "search_text",    "email",    "licence",     "licence_state", "profession"};
constexpr Column kDocuments[] = {"certificate_id", "record", "seal", "page"};
constexpr Column kLostIssues[] = {"log_index"};
constexpr Column kEvents[] = {"id",        "certificate_id", "kind",
                              "at",        "reason",         "successor_id",
                              "log_index", "lost_successor"};
constexpr Column kLogEntries[] = {"log_index", "entry"};
constexpr Column kTiles[] = {"level", "number", "hashes"};
constexpr Column kCheckpoints[] = {"size", "created", "note"};
constexpr Column kDeliveries[] = {"id",        "certificate_id", "channel",
                                  "requested", "finished",       "outcome"};
constexpr Column kSuccessions[] = {"successor_id", "predecessor_id", "kind"};
constexpr Column kHolds[] = {"certificate_id", "since", "note"};
constexpr Column kErasures[] = {"certificate_id", "at"};
constexpr Column kStatusLists[] = {"purpose", "block", "valid_until", "document"};
constexpr Column kTrustFiles[] = {"version", "note"};
constexpr Column kRecoveries[] = {"first", "last", "first_block"};
constexpr Column kKeptStatusBits[] = {"purpose", "block", "place"};

constexpr TableColumns kTables[] = {{"batches", kBatches, 1},
                                    {"certificates", kCertificates, 1},
                                    {"holders", kHolders, 1},
                                    {"documents", kDocuments, 1},
                                    {"lost_issues", kLostIssues, 1},
                                    {"events", kEvents, 1},
                                    {"log_entries", kLogEntries, 1},
                                    {"tiles", kTiles, 2},
                                    {"checkpoints", kCheckpoints, 1},
                                    {"deliveries", kDeliveries, 1},
                                    {"successions", kSuccessions, 1},
                                    {"holds", kHolds, 1},
                                    {"erasures", kErasures, 1},
                                    {"status_lists", kStatusLists, 2},
                                    {"trust_files", kTrustFiles, 1},
                                    {"recoveries", kRecoveries, 1},
                                    {"kept_status_bits", kKeptStatusBits, 3}};

}  // namespace

std::span<const TableColumns> RegisterTables() { return kTables; }

}  // namespace certseal
