// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace certseal {

// ConfineReader leaves this process nothing but to read and write what is open, to use
// memory, and to end: no file, socket, process, thread, signal handler or timer, a
// gigabyte of memory, a minute of the processor. What else a library tries fails
// as if the kernel did not have it. Call it before a byte of the picture is read.
//
// Where the kernel has no seccomp, and on processors whose calls are not listed, the
// limits remain; built with a sanitizer the program is not confined.
void ConfineReader();

}  // namespace certseal
