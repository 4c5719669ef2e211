// SPDX-License-Identifier: Apache-2.0
//
// Connections to a PostgreSQL server. For the postgres files of register only.
#pragma once

#include <chrono>
#include <exception>
#include <memory>
#include <string>

#include "base/database_url.h"
#include "base/result.h"
#include "register/soci.h"

namespace certseal {

// Register tables live in this schema; where it is and has kPostgresMark as its
// comment, the database holds a register.
inline constexpr char kPostgresSchema[] = "certseal";
inline constexpr char kPostgresMark[] = "register of certseal";

// ConnectPostgres connects and sets what the register relies on: text in UTF-8, commits
// that wait for the disk, limits of waiting, an end of connections whose other side is
// gone. Fails for a server that is too old or not safe. Throws as SOCI does.
Result<std::unique_ptr<soci::session>> ConnectPostgres(
    const DatabaseUrl& url, std::chrono::milliseconds busy_timeout);

// PostgresIsConnected is false once the connection was found broken.
bool PostgresIsConnected(soci::session& session);

// PostgresText gives the one value that a query has; throws as SOCI does.
std::string PostgresText(soci::session& session, const std::string& query);

// SaysConnectionLost is whether what SOCI threw means that there is no connection any
// more; libpq itself may notice with its next call only.
bool SaysConnectionLost(const std::exception& thrown);

// ExplainPostgres turns what SOCI threw into a message for people. `lost` is whether
// the connection is gone; `name` is the database's, in quotes.
Error ExplainPostgres(const std::exception& thrown, const std::string& name, bool lost);

}  // namespace certseal
