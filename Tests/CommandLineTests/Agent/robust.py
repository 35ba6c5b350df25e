"""Whatever is done to an agent, it stays up or is cleanly gone, and no verb waits for it."""

import contextlib
import glob
import os
import resource
import socket
import stat
import struct
import subprocess
import threading

from agent import (
    address, alive, ask, check, connect, gone, keygen, no_agents_left, opens_by_agent,
    path_of, PATIENCE, pid_of, re, RUNTIME, signal, tacita, time, unlock, wait_until)


def keeps_working(words):
    check(alive(pid), f"gone after {words}")
    check(opens_by_agent(), f"no verb reaches it after {words}")


def waits_once(words):
    """Whoever does not answer is waited for once in a verb's life, and two seconds at the most."""
    traced = tacita(f"!strace -e trace=poll,connect,setsockopt tacita {words} 2>&1")
    waits = re.findall(r"poll\(.*, (-?\d+)\)\s+= 0 \(Timeout\)", traced)
    full = re.findall(r"connect\(.*= -1 EAGAIN", traced)
    limits = re.findall(r'SO_SNDTIMEO\w*, "\\(\d)\\0', traced)
    check(len(waits) + len(full) == 1, f"it waits more or less than once: {traced}")
    check(all(0 < int(limit) <= 2000 for limit in waits), f"it waits too long: {traced}")
    check(set(limits) == {"2"}, f"it waits too long to connect: {traced}")


def fill_its_queue(path):
    """Connects until the agent's queue of connections is full."""
    queued = []
    with address(path) as short:
        while len(queued) < 2000:
            connection = socket.socket(socket.AF_UNIX)
            connection.setblocking(False)
            try:
                connection.connect(short)
            except BlockingIOError:
                return queued
            queued.append(connection)
    check(False, "the queue is never full")


with no_agents_left():
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 4096), hard))
    many = min(1000, min(hard, 4096) - 100)
    keygen()

    # Killed: the socket it left is no agent, and no hindrance.
    pid = unlock()
    os.kill(pid, signal.SIGKILL)
    gone(pid)
    check(stat.S_ISSOCK(os.stat(path_of()).st_mode), "no stale socket to be tested")
    tacita("list --no-input", 77)
    tacita("status --require-unlocked", 77)
    check("was locked" in tacita("lock"), "locked whom?")
    check("was locked" in tacita("lock --all"), "locked whom?")
    pid = unlock()
    keeps_working("the kill of another")

    # What else lies in its place is replaced; a folder is not, and is told.
    path = path_of()
    for make in ["echo text >", "ln -s /etc/passwd", "mkfifo"]:
        tacita("lock")
        tacita(f"!{make} {path}")
        tacita("list --no-input", 77)
        pid = unlock()
        keeps_working(make)
    tacita("lock")
    os.mkdir(path)
    tacita("list --no-input", 77)
    tacita("unlock --keyfile home.key", 70)
    os.rmdir(path)
    check(os.listdir(os.path.dirname(path)) == [], "left over")
    with open("/etc/passwd", encoding="utf-8") as file:
        check("root" in file.read(), "the link's target")
    pid = unlock()

    # Nonsense of every kind.
    for nonsense in [
        b"", b"K", b"K\0\0\0", b"\0" * 5, b"\xff" * 4096, b"K" + struct.pack(">I", 1 << 30),
        b"P" + struct.pack(">I", 257) + b"x" * 257, b"P" + struct.pack(">I", 0),
        b"P" + struct.pack(">I", 200) + b"x" * 100, b"GET / HTTP/1.1\r\n\r\n", os.urandom(1 << 16),
    ]:
        with connect() as connection:
            with contextlib.suppress(OSError):
                connection.sendall(nonsense)
        with connect() as connection:
            with contextlib.suppress(OSError):
                connection.sendall(nonsense)
                connection.shutdown(socket.SHUT_WR)
                while connection.recv(4096):
                    pass
        keeps_working(nonsense[:20])
    # Byte by byte it is understood too.
    with connect() as connection:
        for byte in b"K\0\0\0\0":
            connection.sendall(bytes([byte]))
            time.sleep(0.02)
        check(len(connection.recv(64)) > 0, "no answer to a slow one")

    # A silent client, a thousand of them, and a thousand at once that ask.
    silent = [connect()]
    keeps_working("a silent client")
    silent += [connect() for _ in range(many - 1)]
    keeps_working("a thousand silent clients")
    for connection in silent:
        connection.close()
    keeps_working("they left")
    path = path_of()
    answers = []

    def insist():
        # Who is slow to speak may have to make room for others, and comes again.
        answer = None
        while answer is None and alive(pid):
            answer = ask(b"K", b"", path)
        answers.append(answer)

    threads = [threading.Thread(target=insist) for _ in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    refused = sum(1 for answer in answers if not answer or answer[0] != 0)
    check(refused == 0, f"{refused} of a thousand got nothing")
    keeps_working("a thousand at once")

    # Stopped, it is no agent; with a full queue of connections neither.
    os.kill(pid, signal.SIGSTOP)
    tacita("list --no-input", 77)
    tacita("status --require-unlocked", 77)
    tacita("list --no-input --keyfile home.key")
    waits_once("list --no-input --keyfile home.key")
    queued = fill_its_queue(path)
    tacita("list --no-input", 77)
    waits_once("list --no-input --keyfile home.key")
    # A new one takes its place; the old one sees that when it comes to itself, and goes.
    waits_once("unlock --keyfile home.key")
    for connection in queued:
        connection.close()
    new = pid_of()
    check(new != pid, "the stopped one answers")
    os.kill(pid, signal.SIGCONT)
    gone(pid)
    check(alive(new), "the new one went with it")
    # Locked while it is stopped, it hands out nothing any more.
    pid = new
    os.kill(pid, signal.SIGSTOP)
    waits_once("lock")
    os.kill(pid, signal.SIGCONT)
    gone(pid)
    pid = unlock()
    keeps_working("another was stopped")

    # Somebody who answers nonsense in its place is no agent either.
    tacita("lock")
    for answer in [b"", b"\0", b"\xff" * 100, b"\0\x40\0\0\0", b"\0\0\0\0\x20short", b"\0\0\0\0\1x",
                   b"\2\0\0\0\0", b"\0\0\0\0\x12" + b"\xff" * 18]:
        listener = socket.socket(socket.AF_UNIX)
        with address(path) as short:
            listener.bind(short)
        listener.listen(8)
        os.chmod(path, 0o600)

        def serve(listener=listener, answer=answer):
            with contextlib.suppress(OSError):
                while True:
                    connection, _ = listener.accept()
                    connection.recv(64)
                    connection.sendall(answer)
                    connection.close()

        threading.Thread(target=serve, daemon=True).start()
        tacita("list --no-input", 77)
        tacita("list --no-input --keyfile home.key")
        tacita("status", None)
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        os.unlink(path)

    # Few descriptors: either it does not start, and says so, or it serves.
    started = 0
    for limit in range(6, 26):
        shown = tacita(f"!ulimit -n {limit}; tacita unlock --keyfile home.key", None)
        if "unlocked until" not in shown:
            # So few that it cannot even be told to end.
            tacita("lock")
            tacita("list --no-input", 77)
            continue
        started += 1
        pid = pid_of()
        silent = [connect() for _ in range(40)]
        keeps_working(f"forty clients at ulimit -n {limit}")
        for connection in silent:
            connection.close()
        tacita("lock")
        gone(pid)
    check(started > 5, "never started")

    # Many at once: one is left, and no other is out of reach.
    starting = [
        subprocess.Popen(["tacita", "unlock", "--keyfile", "home.key", "-q"],
                         stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        for _ in range(16)]
    for process in starting:
        process.communicate(timeout=PATIENCE)
    wait_until(lambda: len(glob.glob(f"{RUNTIME}/tacita/*.sock")) == 1, "none is left")
    one = pid_of()

    def orphans():
        """Agents of this folder that its socket does not lead to."""
        with open("/proc/net/unix", encoding="utf-8", errors="replace") as file:
            inodes = {line.split()[6] for line in file if os.path.basename(path) in line}
        found = set()
        for link in glob.glob("/proc/[0-9]*/fd/[0-9]*"):
            with contextlib.suppress(OSError):
                if os.readlink(link)[8:-1] in inodes:
                    found.add(int(link.split("/")[2]))
        return found - {one}

    wait_until(lambda: not orphans(), "agents out of reach stay")
    check(alive(one), "none is left")
    # Without its socket it can be told nothing any more, so it forgets by itself.
    os.unlink(path)
    gone(one)
