# SPDX-License-Identifier: Apache-2.0
"""Runs a program on hostile input and measures what it took."""
import os
import resource
import signal
import subprocess
import threading
import time

ADDRESS_SPACE = 2 << 30  # bytes; a program that wants more is stopped by the system
PROCESSOR = 60  # seconds; these two and WALL stop what hangs, nothing else
WALL = 120


class Outcome:
    def __init__(self, code, stdout, stderr, megabytes, seconds):
        self.code = code
        self.stdout = stdout
        self.stderr = stderr
        self.megabytes = megabytes  # the largest resident set
        self.seconds = seconds


def _limit():
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR, PROCESSOR))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _feed(pipe, pieces):
    try:
        for piece in pieces:
            pipe.write(piece)
    except BrokenPipeError:
        pass
    finally:
        try:
            pipe.close()
        except BrokenPipeError:
            pass


def _both_ends(file, most=65536):
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    text = file.read(most)
    if size > most:
        file.seek(max(most, size - most))
        text += file.read()
    return text.decode("utf-8", "replace")


def run(command, environment, scratch, pieces=None):
    """Runs a command; `pieces` is what it reads from standard input, perhaps without end."""
    with open(os.path.join(scratch, "out"), "w+b") as out, \
            open(os.path.join(scratch, "err"), "w+b") as err:
        begin = time.monotonic()
        process = subprocess.Popen(
            command, env=environment, stdout=out, stderr=err, cwd=scratch,
            stdin=subprocess.PIPE if pieces else subprocess.DEVNULL,
            preexec_fn=_limit, start_new_session=True)
        feeder = None
        if pieces:
            feeder = threading.Thread(target=_feed, args=(process.stdin, pieces))
            feeder.start()
        alarm = threading.Timer(WALL, process.send_signal, [signal.SIGKILL])
        alarm.start()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        alarm.cancel()
        if feeder:
            feeder.join()
        seconds = time.monotonic() - begin
        texts = [_both_ends(file) for file in (out, err)]
    return Outcome(process.returncode, *texts, usage.ru_maxrss / 1024, seconds)
