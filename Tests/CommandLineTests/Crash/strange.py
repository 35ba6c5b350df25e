"""Backups on file systems that lack what others have: files that follow their path while they are open,
no links, no exchange, and a machine without /proc. What is not installed is skipped, and said.
"""

import os
import shutil
import subprocess
import sys

from crash import at, check, keygen, tacita

FOLDER = os.getcwd()
keygen("jansen")


def has(*programs):
    found = all(shutil.which(program, path=f"{os.environ['PATH']}:/usr/sbin") for program in programs)
    if not found or not os.path.exists("/dev/fuse"):
        print(f"skipped: {', '.join(programs)}")
        return False
    return True


def plays(place):
    """Two backups, each with a keyring that opens; then all of it is read and restored."""
    for number in (1, 2):
        tacita("backup", f"{place}/saved", "--home", "jansen")
        with open(f"{place}/saved/keyring", "rb") as file:
            check(file.read(17) == b"tacita/v1/keyring", f"{place}: keyring {number} is none")
        names = [name for name in os.listdir(f"{place}/saved") if name.startswith("keyring")]
        check(names == ["keyring"], f"{place}: {names}")
    at("jansen", "backup", "--verify", f"{place}/saved")
    tacita("restore", f"{place}/saved", "--rehearse", "--home", "rehearsal", "--keyfile", "jansen.key")
    shutil.rmtree("rehearsal")


def mounted(place, mount):
    os.makedirs(place)
    done = subprocess.run(mount, capture_output=True, text=True, check=False, timeout=60)
    if done.returncode != 0:
        print(f"skipped: {place} cannot be mounted: {done.stderr.strip()}")
        return
    try:
        plays(place)
        print(f"{place}: two backups, read and restored")
    finally:
        subprocess.run(["fusermount", "-uz", place], check=False)


if has("fusefat", "mkfs.vfat", "fusermount"):
    with open("image", "wb") as file:
        file.truncate(100 << 20)
    subprocess.run(
        [shutil.which("mkfs.vfat", path="/usr/sbin:/usr/bin"), "-F32", "image"], check=True,
        capture_output=True)
    mounted("fat", ["fusefat", "image", "fat", "-o", "rw+"])
if has("rclone", "fusermount"):
    os.makedirs("behind")
    mounted(
        "cloud", ["rclone", "mount", f"{FOLDER}/behind", f"{FOLDER}/cloud", "--daemon",
                  "--vfs-cache-mode", "writes"])

if shutil.which("bwrap"):
    inside = ["bwrap", "--bind", "/", "/", "--dev", "/dev", "--tmpfs", "/proc"]
    if subprocess.run([*inside, "true"], capture_output=True, check=False).returncode == 0:
        done = subprocess.run(
            [*inside, "tacita", "backup", "--home", f"{FOLDER}/jansen", f"{FOLDER}/without"],
            capture_output=True, text=True, check=False)
        check(done.returncode == 0, f"without /proc: {done.returncode} {done.stderr}")
        print("without /proc: backed up")
        # Enough for other threads to help, which must not look there either.
        keygen("vries")
        card = at("jansen", "card")
        at("vries", "contact", "add", "--as", "jansen", "-", stdin=card)
        with open("large", "wb") as large:
            large.write(os.urandom(9_000_000))
        for number in range(8):
            done = subprocess.run(
                [*inside, "tacita", "send", "--home", "vries", "--keyfile", "vries.key",
                 "--allow-unverified", "test", "--to", "jansen", "--attach", "large",
                 "-o", f"large.{number}.age"],
                stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
            check(done.returncode == 0, f"without /proc: {done.returncode} {done.stderr}")
        print("without /proc: a large file was sent")
        sys.exit(0)
print("skipped: bwrap")
