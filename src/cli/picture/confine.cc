// SPDX-License-Identifier: Apache-2.0
#include "cli/picture/confine.h"

#include "cli/common/syscall_filter.h"
#include "picture/answer.h"

#ifndef CERTSEAL_SANITIZED
#include <sys/resource.h>
#endif
#ifdef CERTSEAL_CAN_CONFINE
#include <sys/mman.h>
#include <sys/syscall.h>

#include <cerrno>
#endif

namespace certseal {
namespace {

#ifndef CERTSEAL_SANITIZED
constexpr rlim_t kMemory = rlim_t{1} << 30;
constexpr rlim_t kSeconds = 60;

void Limit() {
  const auto limit = [](auto resource, rlim_t most) {
    const rlimit both = {most, most};
    setrlimit(resource, &both);
  };
  limit(RLIMIT_AS, kMemory);
  limit(RLIMIT_CPU, kSeconds);
  limit(RLIMIT_FSIZE, kMaxQrOutput);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_NOFILE, 3);
}
#endif

#ifdef CERTSEAL_CAN_CONFINE
void Filter() {
  SyscallFilter filter;
  filter.On({SYS_read, SYS_write, SYS_writev, SYS_fstat, SYS_newfstatat, SYS_lseek,
             SYS_close, SYS_brk, SYS_munmap, SYS_mremap, SYS_madvise, SYS_futex,
             SYS_getrandom, SYS_clock_gettime, SYS_exit, SYS_exit_group},
            SyscallFilter::kAllow);
  for (const int call : {SYS_mmap, SYS_mprotect}) {
    filter.OnArgument(call, 2, PROT_EXEC, PROT_EXEC, SyscallFilter::Refuse(EACCES),
                      SyscallFilter::kAllow);
  }
  filter.Return(SyscallFilter::Refuse(ENOSYS));
  filter.Install();
}
#endif

}  // namespace

void ConfineReader() {
#ifndef CERTSEAL_SANITIZED
  Limit();
#endif
#ifdef CERTSEAL_CAN_CONFINE
  Filter();
#endif
}

}  // namespace certseal
