// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace certseal {

// Needs is what a command asks of the system beyond reading files and answering.
struct Needs {
  bool network = false;
  bool writes = false;  // to make, replace and delete files
};

// ConfineTo gives up, for good and for all threads to come, every system call that the
// program has no use for (seccomp): another program or process, another's memory, pages
// both writable and executable, sockets and writing unless they are needed. Whoever finds
// a hole in a parser ends there. Attempts at the former end the program; a call that is
// not on the list fails as if the kernel did not have it (ENOSYS), so that libraries of
// another version than today's do without it. Call it once arguments are read and before
// anything from outside is.
//
// Where the kernel has no seccomp the program goes on unconfined, and so it does when it
// is built with a sanitizer or for a processor whose calls are not listed.
void ConfineTo(const Needs& needs);

}  // namespace certseal
