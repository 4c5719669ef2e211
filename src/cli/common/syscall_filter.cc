// SPDX-License-Identifier: Apache-2.0
#include "cli/common/syscall_filter.h"

#ifdef CERTSEAL_CAN_CONFINE
#include <linux/audit.h>
#include <sys/prctl.h>

#include <cstddef>

namespace certseal {
namespace {

#ifdef __x86_64__
constexpr uint32_t kArchitecture = AUDIT_ARCH_X86_64;
#else
constexpr uint32_t kArchitecture = AUDIT_ARCH_AARCH64;
#endif

}  // namespace

SyscallFilter::SyscallFilter() {
  Load(offsetof(seccomp_data, arch));
  Jump(kArchitecture, 1, 0);
  Return(kKill);
  Load(offsetof(seccomp_data, nr));
}

void SyscallFilter::On(Calls calls, uint32_t action) {
  for (const int call : calls) {
    Jump(static_cast<uint32_t>(call), 0, 1);
    Return(action);
  }
}

void SyscallFilter::OnArgument(int call, unsigned argument, uint32_t mask,
                               uint32_t value, uint32_t equal, uint32_t other) {
  Jump(static_cast<uint32_t>(call), 0, 5);
  Load(offsetof(seccomp_data, args) + argument * sizeof(uint64_t));
  code_.push_back(BPF_STMT(BPF_ALU | BPF_AND | BPF_K, mask));
  Jump(value, 0, 1);
  Return(equal);
  Return(other);
}

void SyscallFilter::Return(uint32_t action) {
  code_.push_back(BPF_STMT(BPF_RET | BPF_K, action));
}

void SyscallFilter::Install() {
  sock_fprog program = {static_cast<unsigned short>(code_.size()), code_.data()};
  // Without the first an ordinary user may not do the second.
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0) {
    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
  }
}

void SyscallFilter::Load(size_t offset) {
  code_.push_back(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<uint32_t>(offset)));
}

void SyscallFilter::Jump(uint32_t value, uint8_t equal, uint8_t other) {
  code_.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, equal, other));
}

}  // namespace certseal
#endif
