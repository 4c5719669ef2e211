// SPDX-License-Identifier: Apache-2.0
#include "register/schema.h"

namespace certseal {
namespace {

// Days are ISO text, instants BIGINT seconds since 1970, digests hexadecimal text:
// types that every engine stores, compares and sorts alike. Ids are given by the
// program.
constexpr std::string_view kBase[] = {
    "CREATE TABLE batches ("
    " id INTEGER PRIMARY KEY,"
    " created BIGINT NOT NULL,"
    " source TEXT NOT NULL,"
    " source_sha256 TEXT,"
    " certificates INTEGER NOT NULL)",

    // What stays, whatever becomes of the person.
    "CREATE TABLE certificates ("
    " id INTEGER PRIMARY KEY,"
    " code TEXT NOT NULL UNIQUE,"
    " document_class TEXT NOT NULL,"
    " course_code TEXT NOT NULL,"
    " course_title TEXT NOT NULL,"
    " completed TEXT NOT NULL,"
    " issued BIGINT NOT NULL,"
    " expires TEXT,"
    " status_block INTEGER NOT NULL CHECK (status_block >= 0),"
    " status_index INTEGER NOT NULL CHECK (status_index BETWEEN 0 AND 131071),"
    " state TEXT NOT NULL"
    "  CHECK (state IN ('active', 'suspended', 'revoked', 'replaced')),"
    " record_sha256 TEXT NOT NULL,"
    " template_name TEXT NOT NULL,"
    " template_sha256 TEXT NOT NULL,"
    " batch_id INTEGER NOT NULL REFERENCES batches (id),"
    " roster_line BIGINT NOT NULL,"
    " log_index BIGINT UNIQUE,"
    " UNIQUE (status_block, status_index))",
    "CREATE INDEX certificates_completed ON certificates (completed)",
    "CREATE INDEX certificates_course ON certificates (course_code, completed)",
    "CREATE INDEX certificates_issued ON certificates (issued)",
    "CREATE INDEX certificates_state ON certificates (state, expires)",
    "CREATE INDEX certificates_batch ON certificates (batch_id)",

    // Personal data, small: what is searched. Erasing a person deletes this row
    // and that of documents. The identity is a digest of a name and two facts that
    // can be guessed, so it counts as personal too.
    "CREATE TABLE holders ("
    " certificate_id INTEGER PRIMARY KEY REFERENCES certificates (id),"
    " identity TEXT NOT NULL UNIQUE,"
    " holder_name TEXT NOT NULL,"
    " plain_name TEXT NOT NULL,"
    " name_fold TEXT NOT NULL,"
    " search_text TEXT NOT NULL,"
    " email TEXT NOT NULL,"
    " licence TEXT NOT NULL,"
    " licence_state TEXT NOT NULL,"
    " profession TEXT NOT NULL)",
    "CREATE INDEX holders_name ON holders (name_fold)",

    // Personal data, large: what is drawn and published.
    "CREATE TABLE documents ("
    " certificate_id INTEGER PRIMARY KEY REFERENCES certificates (id),"
    " record TEXT NOT NULL,"
    " seal TEXT NOT NULL,"
    " page TEXT NOT NULL)",

    // Changes of state, in order. Written from the day certificates can change.
    "CREATE TABLE events ("
    " id INTEGER PRIMARY KEY,"
    " certificate_id INTEGER NOT NULL REFERENCES certificates (id),"
    " kind TEXT NOT NULL"
    "  CHECK (kind IN ('suspended', 'reinstated', 'revoked', 'replaced')),"
    " at BIGINT NOT NULL,"
    " reason TEXT NOT NULL,"
    " successor_id INTEGER REFERENCES certificates (id),"
    " log_index BIGINT UNIQUE)",
    "CREATE INDEX events_certificate ON events (certificate_id)",
    "CREATE INDEX events_successor ON events (successor_id)",

    // The log. Hashes of a tile are base64 of their concatenation.
    "CREATE TABLE log_entries ("
    " log_index INTEGER PRIMARY KEY,"
    " entry TEXT NOT NULL)",
    "CREATE TABLE tiles ("
    " level INTEGER NOT NULL,"
    " number BIGINT NOT NULL,"
    " hashes TEXT NOT NULL,"
    " PRIMARY KEY (level, number))",
    "CREATE TABLE checkpoints ("
    " size INTEGER PRIMARY KEY,"
    " created BIGINT NOT NULL,"
    " note TEXT NOT NULL)",

    // What was sent to whom; the address is that of holders.
    "CREATE TABLE deliveries ("
    " id INTEGER PRIMARY KEY,"
    " certificate_id INTEGER NOT NULL REFERENCES certificates (id),"
    " channel TEXT NOT NULL,"
    " requested BIGINT NOT NULL,"
    " finished BIGINT,"
    " outcome TEXT NOT NULL)",
    "CREATE INDEX deliveries_certificate ON deliveries (certificate_id)",
};

// The life of certificates, and what the log needs beyond its lines and hashes.
constexpr std::string_view kLife[] = {
    // A certificate was issued because of an earlier one.
    "CREATE TABLE successions ("
    " successor_id INTEGER PRIMARY KEY REFERENCES certificates (id),"
    " predecessor_id INTEGER NOT NULL REFERENCES certificates (id),"
    " kind TEXT NOT NULL CHECK (kind IN ('correction', 'renewal')))",
    "CREATE INDEX successions_predecessor ON successions (predecessor_id)",

    // Certificates kept back from their holders. The note may be personal: erasing a
    // person deletes the row.
    "CREATE TABLE holds ("
    " certificate_id INTEGER PRIMARY KEY REFERENCES certificates (id),"
    " since BIGINT NOT NULL,"
    " note TEXT NOT NULL)",

    "CREATE TABLE erasures ("
    " certificate_id INTEGER PRIMARY KEY REFERENCES certificates (id),"
    " at BIGINT NOT NULL)",

    // As last signed.
    "CREATE TABLE status_lists ("
    " purpose TEXT NOT NULL CHECK (purpose IN ('revocation', 'suspension')),"
    " block INTEGER NOT NULL CHECK (block >= 0),"
    " valid_until BIGINT NOT NULL,"
    " document TEXT NOT NULL,"
    " PRIMARY KEY (purpose, block))",

    // Every version that the log has a `keys` entry of.
    "CREATE TABLE trust_files ("
    " version INTEGER PRIMARY KEY,"
    " note TEXT NOT NULL)",

    // Where a newer register was lost and what it had published was taken over: entries
    // [first, last], and the first block of the status lists in which no lost
    // certificate can have a place.
    "CREATE TABLE recoveries ("
    " first INTEGER PRIMARY KEY,"
    " last BIGINT NOT NULL,"
    " first_block INTEGER NOT NULL CHECK (first_block >= 0))",

    // `issue` entries whose certificates are lost, changes of state that name one of
    // them as the successor, and the bits that they have in the status lists.
    "CREATE TABLE lost_issues ("
    " log_index INTEGER PRIMARY KEY)",
    "ALTER TABLE events ADD COLUMN lost_successor BIGINT"
    " REFERENCES lost_issues (log_index)",
    "CREATE TABLE kept_status_bits ("
    " purpose TEXT NOT NULL CHECK (purpose IN ('revocation', 'suspension')),"
    " block INTEGER NOT NULL CHECK (block >= 0),"
    " place INTEGER NOT NULL CHECK (place BETWEEN 0 AND 131071),"
    " PRIMARY KEY (purpose, block, place))",

    // The few that a status list marks, without a cost to the many that are issued.
    "CREATE INDEX certificates_changed ON certificates (status_block, state, "
    "status_index)"
    " WHERE state <> 'active'",
};

constexpr Migration kMigrations[] = {{kBase}, {kLife}};

}  // namespace

std::span<const Migration> SchemaMigrations() { return kMigrations; }

}  // namespace certseal
