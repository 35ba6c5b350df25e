"""What a loss of power leaves, argued from the order of system calls.

Every change on the disk is traced. What is renamed was synced before; and at each act that gives
something up for what was written (an envelope is removed or released, a key ring is overwritten, a
snapshot or a home appears, a payload goes with its key), all that was written is synced, and so is
every folder in which a name appeared.
"""

import os
import re

from crash import at, check, pair, send, tacita, traced

CALLS = (
    "openat,openat2,write,pwrite64,copy_file_range,ftruncate,fsync,fdatasync,syncfs,mkdir,mkdirat,"
    "rename,renameat2,unlink,unlinkat")
# A name, and the folder that it is below.
NAMED = re.compile(r'(?:(?:\d+<([^>]*)>|AT_FDCWD(?:<[^>]*>)?), )?"([^"]*)"')
HERE = os.getcwd()


def changes(*words, **options):
    """The changes a run makes: name, arguments, and paths, of descriptors and by name."""
    for name, arguments, _ in traced(*words, calls=CALLS, **options):
        names = [
            os.path.normpath(os.path.join(HERE, folder, path))
            for folder, path in NAMED.findall(arguments)]
        yield name, arguments, re.findall(r"\d<([^>]*)>", arguments), names


class Disk:
    """What was written and is not on the disk yet."""

    def __init__(self):
        self.files = set()
        self.names = set()
        self.acts = []
        # What was exchanged for a new file, and lies under the new one's name.
        self.replaced = set()

    def give_up(self, act):
        """Something goes because of what was written: that must be there after a loss of power."""
        left = sorted(self.files | self.names)
        check(not left, f"{act}: not on the disk yet: {left}")
        self.acts.append(act)

    def play(self, name, arguments, descriptors, names):
        if name == "ftruncate" and names == [] and descriptors[0].endswith("-wal"):
            # A log that comes back has in it what the database has too.
            check(descriptors[0].removesuffix("-wal") not in self.files,
                  f"{descriptors[0]} is emptied before the database is on the disk")
        elif name in ("write", "pwrite64", "ftruncate", "copy_file_range"):
            self.write(descriptors[-1], "(deleted)" in arguments)
        elif name in ("fsync", "fdatasync"):
            self.files.discard(descriptors[0])
            self.names = {name for name in self.names if os.path.dirname(name) != descriptors[0]}
        elif name == "syncfs":
            self.files.clear()
            self.names.clear()
        elif name in ("mkdir", "mkdirat") or name in ("openat", "openat2") and "O_EXCL" in arguments:
            self.appears(names[0])
        elif name in ("rename", "renameat2"):
            self.rename(*names)
        elif name in ("unlink", "unlinkat"):
            self.unlink(names[0])

    def write(self, path, is_removed):
        if not path.startswith(f"{HERE}/") or path.endswith("-shm"):
            return
        if path in self.replaced:
            self.replaced.remove(path)
            self.give_up("overwrite keyring")
        elif is_removed and path not in self.files:
            self.give_up(f"overwrite {os.path.basename(path)}")
        self.files.add(path)

    def appears(self, path):
        if path.startswith(f"{HERE}/"):
            self.names.add(path)

    def rename(self, source, target):
        check(source not in self.files, f"{source} is renamed before it is on the disk")
        folder = os.path.basename(os.path.dirname(target))
        # Nothing else knows it under that name.
        self.names.discard(source)
        if folder in ("new", "snapshots") or source.endswith(".new"):
            self.give_up(f"rename into {folder}")
        if source.endswith("keyring.new"):
            self.replaced.add(source)
        self.appears(target)

    def unlink(self, path):
        self.names.discard(path)
        if path.endswith("-wal"):
            database = path.removesuffix("-wal")
            check(database not in self.files, f"{path} goes before the database is on the disk")
            self.files.discard(path)
        for kind in ("new", "objects"):
            if f"/{kind}/" in path:
                self.give_up(f"remove from {kind}")


def expect(acts, *words, may_lose=(), **options):
    """Plays a run: it gives something up in the manner of `acts`, each after all was on the disk. At
    the end all is there, except the last of what is written to `may_lose`."""
    disk = Disk()
    for call in changes(*words, **options):
        disk.play(*call)
    left = disk.files - {f"{HERE}/{path}" for path in may_lose}
    check(not left, f"{words}: not on the disk at the end: {left}")
    found = sorted(set(disk.acts))
    check(found == sorted(acts), f"{words}: {found}")


def on(home):
    return ("--home", home, "--keyfile", f"{home}.key")


pair()
with open("large.bin", "wb") as file:
    file.write(os.urandom(100_000))
HOME = os.path.basename(HERE)
SEND = ("send", "--to", "jansen", "--allow-unverified", "test", *on("vries"))
# The note that a copy is in its mailbox may be lost: then it is put once more, and is the same.
expect(["rename into new"], *SEND, stdin="small", may_lose=["vries/vault.db-wal"])
expect(["rename into new"], *SEND, "--attach", "large.bin", stdin="large",
       may_lose=["vries/vault.db-wal"])
expect(["remove from new"], "receive", *on("jansen"))
at("jansen", "contact", "remove", "vries")
send("vries", "jansen", "from a stranger")
expect(["remove from new"], "receive", "--fetch-only", *on("jansen"))
send("vries", "jansen", "from a stranger")
expect(
    ["rename into repository", "rename into snapshots"], "backup", "repository", "--home", "jansen")
expect(
    ["overwrite keyring", "rename into repository", "rename into snapshots"], "backup", "repository", "--home", "jansen")
expect([f"rename into {HOME}"], "restore", "repository", "--home", "restored", "--keyfile",
       "jansen.key")
expect([f"rename into {HOME}"], "keygen", "--name", "bakker", *on("bakker"))
# Its mail is past too.
tacita("receive", *on("jansen"), status=75)
expect(["remove from objects"], "purge-expired", "--home", "jansen", days=40)
