// SPDX-License-Identifier: Apache-2.0
//
// Loaded into a program before its libraries, this stands for code that an attacker got
// to run there: at the first read from standard input it does what INTRUDER says, and
// tells on standard error how that went. sandbox_test.py looks at what became of it.
#include <dlfcn.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string_view>

namespace {

long Exec() {
  char name[] = "/bin/echo";
  char word[] = "intruded";
  char* arguments[] = {name, word, nullptr};
  return execv(name, arguments);
}

long Thread() { return syscall(SYS_clone3, nullptr, 0); }

long Do(std::string_view what) {
  if (what == "exec") return Exec();
  if (what == "fork") return fork();
  if (what == "ptrace") return ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
  if (what == "socket") return socket(AF_INET, SOCK_STREAM, 0);
  if (what == "write") return open("intruded", O_WRONLY | O_CREAT, 0644);
  if (what == "unlink") return unlink("victim");
  if (what == "chmod") return chmod("victim", 04755);
  if (what == "kill") return syscall(SYS_kill, getppid(), 0);
  if (what == "bpf") return syscall(SYS_bpf, 0, nullptr, 0);
  if (what == "clone3") return Thread();
  if (what == "terminal") return ioctl(STDIN_FILENO, TIOCSTI, "x");
  if (what == "code") {
    return reinterpret_cast<long>(mmap(nullptr, 4096, PROT_WRITE | PROT_EXEC,
                                       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)) == -1
               ? -1
               : 0;
  }
  if (what == "read") return open("victim", O_RDONLY);
  return 0;
}

void Intrude() {
  static bool done = false;
  const char* what = std::getenv("INTRUDER");
  if (done || !what) return;
  done = true;
  errno = 0;
  const long got = Do(what);
  const char* const told = got >= 0 ? "intruder: done\n" : strerrorname_np(errno);
  [[maybe_unused]] const ssize_t written =
      write(STDERR_FILENO, told, std::strlen(told));
}

}  // namespace

extern "C" ssize_t read(int fd, void* buffer, size_t size) {
  if (fd == STDIN_FILENO) Intrude();
  return syscall(SYS_read, fd, buffer, size);
}

extern "C" ssize_t __read_chk(int fd, void* buffer, size_t size, size_t) {
  return read(fd, buffer, size);
}
