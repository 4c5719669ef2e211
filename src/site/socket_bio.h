// SPDX-License-Identifier: Apache-2.0
#pragma once

struct ssl_st;

namespace certseal {

// UseSocket makes a TLS connection read and write a non-blocking socket, which the
// caller keeps open for as long. OpenSSL's own way to do so ends the program with
// SIGPIPE when the server has gone. False: memory is exhausted.
bool UseSocket(ssl_st* ssl, int fd);

}  // namespace certseal
