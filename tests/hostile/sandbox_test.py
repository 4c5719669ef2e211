#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What code that got to run inside certseal-lookup, or inside the program that reads
pictures for it, could still do.

    sandbox_test.py CERTSEAL-LOOKUP CERTSEAL-READ-PICTURE INTRUDER.so
"""
import os
import signal
import subprocess
import sys
import tempfile

KILLED = -signal.SIGSYS
OFFLINE = ["--offline"]
LOCAL = ["--register", "site"]
ONLINE = []
# What is tried, where, and what comes of it: the program's end, an error, or success.
CASES = [
    ("exec", OFFLINE, KILLED), ("exec", ONLINE, KILLED),
    ("fork", OFFLINE, KILLED), ("fork", ONLINE, KILLED),
    ("ptrace", OFFLINE, KILLED), ("ptrace", LOCAL, KILLED),
    ("socket", OFFLINE, "ENOSYS"), ("socket", LOCAL, "ENOSYS"), ("socket", ONLINE, "done"),
    ("write", OFFLINE, "EPERM"), ("write", LOCAL, "done"),
    ("unlink", OFFLINE, "ENOSYS"),
    ("chmod", OFFLINE, "ENOSYS"),
    ("kill", ONLINE, "ENOSYS"), ("bpf", ONLINE, "ENOSYS"),
    ("clone3", ONLINE, "ENOSYS"),
    ("terminal", ONLINE, "EPERM"),
    ("code", ONLINE, "EACCES"),
    ("read", OFFLINE, "done"),
]


# Inside the reader of pictures nothing is left.
READER_CASES = [(what, "ENOSYS") for what in (
    "exec", "fork", "ptrace", "socket", "write", "unlink", "chmod", "kill", "bpf", "clone3",
    "terminal", "read")] + [("code", "EACCES")]
NO_PICTURE = 10  # src/picture/answer.h


def has_seccomp():
    with open("/proc/self/status", encoding="ascii") as status:
        return any(line.startswith("Seccomp:") for line in status)


def intrude(program, library, work, what, arguments):
    environment = {"PATH": "/usr/bin:/bin", "HOME": work, "LC_ALL": "C.UTF-8",
                   "LD_PRELOAD": library, "INTRUDER": what}
    return subprocess.run([program, *arguments], input="x", text=True, cwd=work,
                          env=environment, capture_output=True, timeout=60, check=False)


def judge(done, expected, usual):
    """What is wrong, or nothing."""
    if "intruded" in done.stdout:
        return "another program ran"
    if expected == KILLED:
        return "" if done.returncode == KILLED else f"exit code {done.returncode}"
    if expected not in done.stderr:
        return f"not {expected}: {done.stderr[:200]}"
    return "" if done.returncode == usual else f"exit code {done.returncode}"


def failures_of(program, library, work, cases, usual):
    failures = 0
    for what, arguments, expected in cases:
        with open(os.path.join(work, "victim"), "w", encoding="ascii"):
            pass
        wrong = judge(intrude(program, library, work, what, arguments), expected, usual)
        if wrong:
            print(f"{os.path.basename(program)} {what} {' '.join(arguments)}: {wrong}")
            failures += 1
    return failures


def mode_while_waiting(program, work):
    """The kernel's word on a lookup that waits for standard input."""
    lookup = subprocess.Popen([program, "--offline", "-"], stdin=subprocess.PIPE, cwd=work,
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                              env={"HOME": work})
    lookup.stderr.read(1)  # it says that no school is accepted, and then reads
    with open(f"/proc/{lookup.pid}/status", encoding="ascii") as status:
        fields = dict(line.rstrip("\n").split(":\t", 1) for line in status if ":\t" in line)
    lookup.communicate(b"x", timeout=60)
    return fields["Seccomp"], fields["NoNewPrivs"]


def main():
    if not has_seccomp():
        print("this kernel has no seccomp: nothing to see")
        return 0
    program, reader, library = (os.path.abspath(each) for each in sys.argv[1:4])
    with tempfile.TemporaryDirectory() as work:
        os.mkdir(os.path.join(work, "site"))
        failures = failures_of(
            program, library, work,
            [(what, [*arguments, "-"], expected) for what, arguments, expected in CASES], 2)
        failures += failures_of(reader, library, work,
                                [(what, [], expected) for what, expected in READER_CASES],
                                NO_PICTURE)
        if mode_while_waiting(program, work) != ("2", "1"):
            print("the kernel does not filter the program's calls")
            failures += 1
    print(f"{len(CASES) + len(READER_CASES)} intrusions: {failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
