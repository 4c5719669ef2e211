// SPDX-License-Identifier: Apache-2.0
#include "cli/lookup/sandbox.h"

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__))
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <vector>
#define CERTSEAL_CAN_CONFINE 1
#endif

// Sanitizers look at their own process from outside when it ends.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#undef CERTSEAL_CAN_CONFINE
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#undef CERTSEAL_CAN_CONFINE
#endif
#endif

namespace certseal {

#ifdef CERTSEAL_CAN_CONFINE
namespace {

#ifdef __x86_64__
constexpr uint32_t kArchitecture = AUDIT_ARCH_X86_64;
#else
constexpr uint32_t kArchitecture = AUDIT_ARCH_AARCH64;
#endif

constexpr uint32_t kAllow = SECCOMP_RET_ALLOW;
constexpr uint32_t kKill = SECCOMP_RET_KILL_PROCESS;
constexpr uint32_t Refuse(uint32_t code) { return SECCOMP_RET_ERRNO | code; }

using Calls = std::initializer_list<int>;

// What no honest run of this program ever does.
constexpr Calls kHostile = {
#ifdef SYS_fork
    SYS_fork,   SYS_vfork,
#endif
    SYS_execve, SYS_execveat, SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev};

constexpr Calls kAlways = {
    // files, to read
    SYS_read, SYS_readv, SYS_pread64, SYS_close, SYS_lseek, SYS_fstat, SYS_newfstatat,
    SYS_statx, SYS_getdents64, SYS_readlinkat, SYS_faccessat, SYS_faccessat2,
    SYS_getcwd, SYS_fcntl, SYS_dup, SYS_fadvise64,
#ifdef SYS_stat
    SYS_stat, SYS_lstat, SYS_access, SYS_readlink, SYS_poll,
#endif
    SYS_ppoll, SYS_pselect6,
    // what was open before: the answers
    SYS_write, SYS_writev, SYS_pwrite64,
    // memory, threads, signals, time
    SYS_brk, SYS_munmap, SYS_mremap, SYS_madvise, SYS_futex, SYS_set_robust_list,
    SYS_get_robust_list, SYS_rseq, SYS_set_tid_address, SYS_exit, SYS_exit_group,
    SYS_sched_yield, SYS_sched_getaffinity, SYS_membarrier, SYS_getpid, SYS_gettid,
    SYS_tgkill, SYS_rt_sigaction, SYS_rt_sigprocmask, SYS_rt_sigreturn, SYS_sigaltstack,
    SYS_restart_syscall, SYS_clock_gettime, SYS_clock_getres, SYS_clock_nanosleep,
    SYS_nanosleep, SYS_gettimeofday, SYS_getrandom, SYS_uname, SYS_sysinfo,
    SYS_prlimit64, SYS_getuid, SYS_geteuid, SYS_getgid, SYS_getegid};

constexpr Calls kToWrite = {
    SYS_openat,   SYS_fsync,   SYS_fdatasync, SYS_ftruncate, SYS_flock, SYS_renameat2,
    SYS_unlinkat, SYS_mkdirat, SYS_fchmod,    SYS_umask,
#ifdef SYS_open
    SYS_open,     SYS_rename,  SYS_unlink,    SYS_mkdir,     SYS_rmdir, SYS_chmod,
#endif
#ifdef SYS_renameat
    SYS_renameat,
#endif
};

constexpr Calls kForNetwork = {
    SYS_socket,     SYS_connect,       SYS_bind,        SYS_sendto,
    SYS_recvfrom,   SYS_sendmsg,       SYS_sendmmsg,    SYS_recvmsg,
    SYS_setsockopt, SYS_getsockopt,    SYS_getsockname, SYS_getpeername,
    SYS_shutdown,   SYS_epoll_create1, SYS_epoll_ctl,   SYS_epoll_pwait,
#ifdef SYS_epoll_wait
    SYS_epoll_wait,
#endif
};

// Filter is a program for the kernel (seccomp(2)): the first rule for a call decides.
class Filter {
 public:
  Filter() {
    Load(offsetof(seccomp_data, arch));
    Jump(kArchitecture, 1, 0);
    Return(kKill);
    Load(offsetof(seccomp_data, nr));
  }

  void On(Calls calls, uint32_t action) {
    for (const int call : calls) {
      Jump(static_cast<uint32_t>(call), 0, 1);
      Return(action);
    }
  }

  // Decides by the lower half of an argument, masked.
  void OnArgument(int call, unsigned argument, uint32_t mask, uint32_t value,
                  uint32_t equal, uint32_t other) {
    Jump(static_cast<uint32_t>(call), 0, 5);
    Load(offsetof(seccomp_data, args) + argument * sizeof(uint64_t));
    code_.push_back(BPF_STMT(BPF_ALU | BPF_AND | BPF_K, mask));
    Jump(value, 0, 1);
    Return(equal);
    Return(other);
  }

  void Return(uint32_t action) { code_.push_back(BPF_STMT(BPF_RET | BPF_K, action)); }

  void Install() {
    sock_fprog program = {static_cast<unsigned short>(code_.size()), code_.data()};
    // Without the first an ordinary user may not do the second.
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0) {
      prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
    }
  }

 private:
  void Load(size_t offset) {
    code_.push_back(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<uint32_t>(offset)));
  }
  void Jump(uint32_t value, uint8_t equal, uint8_t other) {
    code_.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, equal, other));
  }
  std::vector<sock_filter> code_;
};

void AllowToOpen(Filter& filter, bool writes) {
  if (writes) return filter.On(kToWrite, kAllow);
  constexpr uint32_t kWriting = O_ACCMODE | O_CREAT | O_TRUNC;
  filter.OnArgument(SYS_openat, 2, kWriting, O_RDONLY, kAllow, Refuse(EPERM));
#ifdef SYS_open
  filter.OnArgument(SYS_open, 1, kWriting, O_RDONLY, kAllow, Refuse(EPERM));
#endif
}

}  // namespace

void ConfineTo(const Needs& needs) {
  constexpr uint32_t kWriteAndRun = PROT_WRITE | PROT_EXEC;
  Filter filter;
  filter.On(kHostile, kKill);
  filter.On(kAlways, kAllow);
  AllowToOpen(filter, needs.writes);
  if (needs.network) filter.On(kForNetwork, kAllow);
  for (const int call : {SYS_mmap, SYS_mprotect}) {
    filter.OnArgument(call, 2, kWriteAndRun, kWriteAndRun, Refuse(EACCES), kAllow);
  }
  filter.OnArgument(SYS_clone, 0, CLONE_THREAD, CLONE_THREAD, kAllow, kKill);
  // A terminal takes no input in a person's name.
  filter.OnArgument(SYS_ioctl, 1, ~0U, TIOCSTI, Refuse(EPERM), kAllow);
  filter.Return(Refuse(ENOSYS));
  filter.Install();
}

#else

void ConfineTo(const Needs&) {}

#endif

}  // namespace certseal
