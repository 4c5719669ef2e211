// SPDX-License-Identifier: Apache-2.0
#pragma once

// Sanitizers look at their own process from outside when it ends.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define CERTSEAL_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define CERTSEAL_SANITIZED 1
#endif
#endif

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__)) && \
    !defined(CERTSEAL_SANITIZED)
#define CERTSEAL_CAN_CONFINE 1
#endif

#ifdef CERTSEAL_CAN_CONFINE
#include <linux/filter.h>
#include <linux/seccomp.h>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <vector>

namespace certseal {

// SyscallFilter is a program for the kernel (seccomp(2)) that says what becomes of each
// system call: the first rule for a call decides. There is none where
// CERTSEAL_CAN_CONFINE is not defined.
class SyscallFilter {
 public:
  using Calls = std::initializer_list<int>;

  static constexpr uint32_t kAllow = SECCOMP_RET_ALLOW;
  static constexpr uint32_t kKill = SECCOMP_RET_KILL_PROCESS;
  static constexpr uint32_t Refuse(uint32_t code) { return SECCOMP_RET_ERRNO | code; }

  SyscallFilter();

  void On(Calls calls, uint32_t action);

  // Decides by the lower half of an argument, masked.
  void OnArgument(int call, unsigned argument, uint32_t mask, uint32_t value,
                  uint32_t equal, uint32_t other);

  // What becomes of all calls that no rule was for; the last.
  void Return(uint32_t action);

  // Install holds for good, for this thread and those it starts. Without seccomp in the
  // kernel it does nothing.
  void Install();

 private:
  void Load(size_t offset);
  void Jump(uint32_t value, uint8_t equal, uint8_t other);

  std::vector<sock_filter> code_;
};

}  // namespace certseal
#endif
