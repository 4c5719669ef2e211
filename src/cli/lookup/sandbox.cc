// SPDX-License-Identifier: Apache-2.0
#include "cli/lookup/sandbox.h"

#include "cli/common/syscall_filter.h"

#ifdef CERTSEAL_CAN_CONFINE
#include <fcntl.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>

#include <cerrno>
#endif

namespace certseal {

#ifdef CERTSEAL_CAN_CONFINE
namespace {

// What no honest run of this program ever does.
constexpr SyscallFilter::Calls kHostile = {
#ifdef SYS_fork
    SYS_fork,   SYS_vfork,
#endif
    SYS_execve, SYS_execveat, SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev};

constexpr SyscallFilter::Calls kAlways = {
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
    SYS_wait4, SYS_rt_sigtimedwait, SYS_tgkill, SYS_rt_sigaction, SYS_rt_sigprocmask,
    SYS_rt_sigreturn, SYS_sigaltstack, SYS_restart_syscall, SYS_clock_gettime,
    SYS_clock_getres, SYS_clock_nanosleep, SYS_nanosleep, SYS_gettimeofday,
    SYS_getrandom, SYS_uname, SYS_sysinfo, SYS_prlimit64, SYS_getuid, SYS_geteuid,
    SYS_getgid, SYS_getegid};

constexpr SyscallFilter::Calls kToWrite = {
    SYS_openat,   SYS_fsync,   SYS_fdatasync, SYS_ftruncate, SYS_flock, SYS_renameat2,
    SYS_unlinkat, SYS_mkdirat, SYS_fchmod,    SYS_umask,
#ifdef SYS_open
    SYS_open,     SYS_rename,  SYS_unlink,    SYS_mkdir,     SYS_rmdir, SYS_chmod,
#endif
#ifdef SYS_renameat
    SYS_renameat,
#endif
};

constexpr SyscallFilter::Calls kForNetwork = {
    SYS_socket,     SYS_connect,       SYS_bind,        SYS_sendto,
    SYS_recvfrom,   SYS_sendmsg,       SYS_sendmmsg,    SYS_recvmsg,
    SYS_setsockopt, SYS_getsockopt,    SYS_getsockname, SYS_getpeername,
    SYS_shutdown,   SYS_epoll_create1, SYS_epoll_ctl,   SYS_epoll_pwait,
#ifdef SYS_epoll_wait
    SYS_epoll_wait,
#endif
};

void AllowToOpen(SyscallFilter& filter, bool writes) {
  if (writes) return filter.On(kToWrite, SyscallFilter::kAllow);
  constexpr uint32_t kWriting = O_ACCMODE | O_CREAT | O_TRUNC;
  filter.OnArgument(SYS_openat, 2, kWriting, O_RDONLY, SyscallFilter::kAllow,
                    SyscallFilter::Refuse(EPERM));
#ifdef SYS_open
  filter.OnArgument(SYS_open, 1, kWriting, O_RDONLY, SyscallFilter::kAllow,
                    SyscallFilter::Refuse(EPERM));
#endif
}

}  // namespace

void ConfineTo(const Needs& needs) {
  constexpr uint32_t kWriteAndRun = PROT_WRITE | PROT_EXEC;
  SyscallFilter filter;
  filter.On(kHostile, SyscallFilter::kKill);
  filter.On(kAlways, SyscallFilter::kAllow);
  AllowToOpen(filter, needs.writes);
  if (needs.network) filter.On(kForNetwork, SyscallFilter::kAllow);
  for (const int call : {SYS_mmap, SYS_mprotect}) {
    filter.OnArgument(call, 2, kWriteAndRun, kWriteAndRun,
                      SyscallFilter::Refuse(EACCES), SyscallFilter::kAllow);
  }
  filter.OnArgument(SYS_clone, 0, CLONE_THREAD, CLONE_THREAD, SyscallFilter::kAllow,
                    SyscallFilter::kKill);
  // A terminal takes no input in a person's name.
  filter.OnArgument(SYS_ioctl, 1, ~0U, TIOCSTI, SyscallFilter::Refuse(EPERM),
                    SyscallFilter::kAllow);
  filter.Return(SyscallFilter::Refuse(ENOSYS));
  filter.Install();
}

#else

void ConfineTo(const Needs&) {}

#endif

}  // namespace certseal
