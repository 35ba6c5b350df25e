"""Another user can neither ask the agent nor look into it; a folder that others made or can enter is
refused; an agent without root's rights is no weaker."""

import os
import shutil
import socket
import struct
import subprocess
import tempfile

from agent import (
    address, check, contextlib, FOLDER, keygen, no_agents_left, path_of, PATIENCE, RUNTIME,
    signal, sys, tacita, unlock, wait_until)

NOBODY = 65534
NOBODY_DOES = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups",
               "--inh-caps=-all"]


def as_nobody(program, *words):
    """Runs a Python program as the other user; returns what it wrote."""
    done = subprocess.run(
        [*NOBODY_DOES, "/usr/bin/python3", "-B", "-c", program, *map(str, words)],
        capture_output=True, text=True, check=False, timeout=PATIENCE, cwd="/")
    check(done.returncode == 0, f"as another user: {done.stderr}")
    return done.stdout.strip()


LOOK = """
import ctypes, os, socket, struct, sys
pid, path = int(sys.argv[1]), sys.argv[2]
def tell(name, act):
    try: print(name, "could", act())
    except OSError as error: print(name, "could not", error.errno)
def connect():
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(30)
        folder = os.open(os.path.dirname(path), os.O_PATH)
        connection.connect(f"/proc/self/fd/{folder}/{os.path.basename(path)}")
        connection.sendall(b"K\\0\\0\\0\\0")
        answer = connection.recv(64)
        if not answer: raise OSError(0, "no answer")
        return len(answer)
def memory():
    with open(f"/proc/{pid}/maps") as maps: start = int(maps.readline().split("-")[0], 16)
    with open(f"/proc/{pid}/mem", "rb", 0) as file:
        file.seek(start)
        return len(file.read(16))
def attach():
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.ptrace(16, pid, None, None) != 0: raise OSError(ctypes.get_errno(), "")
    return "attach"
tell("connect", connect)
tell("list", lambda: os.listdir(os.path.dirname(path)))
tell("read", lambda: open(path, "rb").read())
tell("memory", memory)
tell("attach", attach)
tell("descriptors", lambda: os.listdir(f"/proc/{pid}/fd"))
tell("environment", lambda: open(f"/proc/{pid}/environ").read() or "nothing")
"""


def looks(pid, path):
    """What the other user can do, by name."""
    shown = as_nobody(LOOK, pid, path)
    return {line.split()[0]: "could not" not in line for line in shown.splitlines()}


with no_agents_left():
    keygen()
    pid = unlock()
    path = path_of()
    folder = os.path.dirname(path)
    # Its folder can be reached by all, so that what is refused is refused by the agent's own.
    for above in [FOLDER, RUNTIME]:
        os.chmod(above, 0o755)
    can = looks(pid, path)
    check(not any(can.values()), f"another user can: {can}")
    check((os.stat(folder).st_mode & 0o777, os.stat(path).st_mode & 0o777) == (0o700, 0o600), "modes")

    # Were folder and socket open, the agent would still not answer another user.
    os.chmod(folder, 0o711)
    os.chmod(path, 0o666)
    can = looks(pid, path)
    check(not any(can.values()), f"another user can: {can}")
    # And its own user's verbs do not go there any more.
    shown = tacita("list --no-input", 77)
    check("not a folder of yours alone" in shown, shown)
    tacita("list --no-input --no-agent --keyfile home.key")
    tacita("unlock --keyfile home.key", 77)
    os.chmod(folder, 0o700)
    tacita("list --no-input")

    # Somebody else behind the socket is not believed.
    tacita("lock")
    listener = socket.socket(socket.AF_UNIX)
    with address(path) as short:
        listener.bind(short)
    child = os.fork()
    if child == 0:
        os.setresuid(NOBODY, NOBODY, NOBODY)
        listener.listen(8)
        while True:
            connection, _ = listener.accept()
            with contextlib.suppress(OSError):
                connection.sendall(b"\0" + struct.pack(">I", 32) + b"x" * 32)
    try:
        with address(path) as short:
            wait_until(
                lambda: socket.socket(socket.AF_UNIX).connect_ex(short) == 0, "nobody listens")
        shown = tacita("list --no-input", 77)
        check("not a folder of yours alone" in shown, shown)
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        listener.close()
    os.unlink(path)

    # A folder that is not one's own, or none.
    def refused(make, words):
        shutil.rmtree(folder, ignore_errors=True)
        with contextlib.suppress(OSError):
            os.unlink(folder)
        make()
        shown = tacita("unlock --keyfile home.key", 77)
        check("not a folder of yours alone" in shown, f"{words}: {shown}")
        tacita("list --no-input", 77)

    def owned_by_another(mode):
        os.mkdir(folder, mode)
        os.chown(folder, NOBODY, NOBODY)

    with tempfile.TemporaryDirectory() as foreign:
        os.chown(foreign, NOBODY, NOBODY)
        refused(lambda: owned_by_another(0o700), "another's")
        refused(lambda: os.mkdir(folder, 0o755), "open to reading")
        refused(lambda: (os.mkdir(folder), os.chmod(folder, 0o777)), "open to writing")
        refused(lambda: open(folder, "wb").close(), "a file")
        refused(lambda: os.symlink(foreign, folder), "a link to another's")
        check(os.listdir(foreign) == [], "something was put there")
    os.unlink(folder)
    # A runtime folder that others can write to, or own, is not used at all.
    for spoil in [lambda: os.chmod(RUNTIME, 0o777), lambda: os.chown(RUNTIME, NOBODY, NOBODY)]:
        os.chmod(RUNTIME, 0o700)
        spoil()
        tacita("unlock --keyfile home.key")
        tacita("list --no-input")
        check(os.listdir(RUNTIME) == [], "used although others can write there")
        tacita("lock")
    os.chown(RUNTIME, 0, 0)
    os.chmod(RUNTIME, 0o700)

    # Two homes do not mix, and one's agent does not close the other's.
    tacita("keygen --name Two -q --home two --keyfile two.key")
    unlock()
    tacita("list --no-input --home two", 77)
    tacita("unlock --home two --keyfile two.key")
    check(len(os.listdir(folder)) == 2, "not a socket each")
    tacita("list --no-input --home two")
    tacita("lock --home two")
    tacita("list --no-input --home two", 77)
    tacita("list --no-input")
    tacita("unlock --home two --keyfile two.key")
    check("locked" in tacita("lock --all"), "not locked")
    tacita("list --no-input", 77)
    tacita("list --no-input --home two", 77)
    # A copy of a home has the same id, and opens with the same agent; another home of the same
    # place does not.
    shutil.copytree("home", "copy")
    unlock()
    tacita("list --no-input --home copy")
    shutil.rmtree("home")
    shutil.move("two", "home")
    tacita("list --no-input", 77)
    tacita("lock --home copy")

    # A user who is not root.
    with tempfile.TemporaryDirectory() as place:
        os.chown(place, NOBODY, NOBODY)
        long = os.path.join(place, "x" * 90, "y" * 90, "home")
        steps = f"""
import os, resource, signal, struct, sys
os.chdir({place!r})
sys.path.insert(0, {os.path.dirname(os.path.abspath(sys.modules["agent"].__file__))!r})
os.environ.update(HOME={place!r}, TMPDIR={place!r})
from agent import *
with no_agents_left():
    tacita("keygen --name Name -q --keyfile home.key")
    # Without locked memory it does not hold the key; the caller is told why.
    shown = tacita("!ulimit -l 0; tacita unlock --keyfile home.key", 77)
    check("limit on locked memory" in shown and "ulimit -l" in shown, shown)
    check(os.listdir(RUNTIME + "/tacita") == [], "an agent without locked memory")
    shown = tacita("!ulimit -l 0; tacita unlock --keyfile home.key --json", 77)
    check('"error":"memory-not-locked"' in shown, shown)
    pid = unlock()
    with open(f"/proc/{{pid}}/status") as file:
        check(int(re.search(r"VmLck:\\s+(\\d+)", file.read())[1]) > 0, "no memory is locked")
    tacita("list --no-input")
    # Not even its own user can look into it, nor leaves it a core.
    check(os.stat(f"/proc/{{pid}}/mem").st_uid == 0, "it can be dumped")
    for name in ["mem", "maps", "environ", "fd"]:
        try:
            os.listdir(f"/proc/{{pid}}/fd") if name == "fd" else open(f"/proc/{{pid}}/{{name}}", "rb").read(1)
            check(False, f"its own user can look into {{name}}")
        except PermissionError:
            pass
    with open("/proc/%d/limits" % pid) as file:
        check(" 0 " in next(line for line in file if "core file" in line), "a core")
    os.kill(pid, signal.SIGQUIT)
    gone(pid)
    check(not [name for name in os.listdir(".") if "core" in name], "a core")
    unlock()
    tacita("lock")
    # A long path, without a runtime folder; from a folder that cannot be read, where relative paths
    # still mean what they did.
    del os.environ["XDG_RUNTIME_DIR"]
    home = {long!r}
    check(len(home) > 200, home)
    os.environ["TACITA_HOME"] = home
    tacita("keygen --name Name -q --keyfile home.key")
    tacita("unlock --keyfile home.key")
    pid = pid_of(path_of(home))
    tacita("list --no-input")
    os.mkdir("dark", 0o300)
    tacita("card > dark/card.txt")
    shown = tacita("!cd dark && tacita contact add card.txt --no-input", 64)
    check("your own card" in shown, shown)
    tacita("keygen --name Other -q --home other --keyfile other.key")
    tacita("card --home other --keyfile other.key > dark/other.txt")
    tacita("!cd dark && tacita contact add --as other other.txt --no-input")
    tacita(f"list --no-input --home {{os.path.relpath(home)}}")
    tacita("lock")
    gone(pid)
    tacita("list --no-input", 77)
"""
        as_nobody(steps)
