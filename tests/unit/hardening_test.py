#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What the built programs carry against the exploit of a mistake, as binutils see it.

    hardening_test.py PROGRAM...

Position independent, nothing writable that is executable, relocations read-only before main
runs, stack canaries, fortified calls, and (on x86-64) landing pads for indirect branches. The
C library's start files of Debian 12 have no such pads, so the programs' property note cannot
promise them; the functions themselves are looked at.
"""
import platform
import re
import subprocess
import sys


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def entry_points(program):
    """The first instruction of each function, of those that have a name."""
    code = run("objdump", "-d", "--no-show-raw-insn", program)
    return re.findall(r"^[0-9a-f]+ <([^>]+)>:\n\s*[0-9a-f]+:\s+(\S+)", code, re.M)


def problems(program):
    header = run("readelf", "-hW", program)
    segments = run("readelf", "-lW", program)
    dynamic = run("readelf", "-dW", program)
    symbols = run("readelf", "-W", "--dyn-syms", program)
    if not re.search(r"Type:\s+DYN", header) or "Flags: NOW PIE" not in dynamic:
        yield "is not position independent, or binds late"
    if "GNU_RELRO" not in segments:
        yield "has writable relocations"
    stack = re.search(r"GNU_STACK.*", segments)
    if not stack or "RWE" in stack.group():
        yield "has an executable stack"
    if re.search(r"LOAD.*RWE", segments):
        yield "has a segment both writable and executable"
    if "__stack_chk_fail" not in symbols:
        yield "has no stack canaries"
    if not re.search(r"__\w+_chk\b", symbols):
        yield "has no fortified calls"
    if platform.machine() == "x86_64":
        ours = [first for name, first in entry_points(program)
                if name.startswith("_ZN8certseal") and ".cold" not in name]
        pads = sum(first == "endbr64" for first in ours)
        # Functions that are only called by name need none, once the compiler knows it.
        if not ours or pads < len(ours) / 2:
            yield f"has landing pads in {pads} of {len(ours)} functions only"


def main():
    failed = 0
    for program in sys.argv[1:]:
        for problem in problems(program):
            print(f"{program}: {problem}", file=sys.stderr)
            failed += 1
    return 1 if failed or len(sys.argv) < 2 else 0


if __name__ == "__main__":
    sys.exit(main())
