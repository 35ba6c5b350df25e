"""Purge, backup and restore, killed again and again: nothing lost, nothing back from the dead."""

import os
import shutil

from crash import (
    RANDOM, at, check, copy, duration, expect_whole, killed, pair, send, tacita, texts)

KILLS = int(os.environ.get("TACITA_KILLS", "20"))

pair()
with open("attached.bin", "wb") as file:
    file.write(os.urandom(300_000))
for number in range(6):
    lifetime = "2d" if number % 2 else "9d"
    send("vries", "jansen", f"message {number}", "--expires", lifetime, "--attach", "attached.bin")
at("jansen", "receive")
LONG = ["message 0", "message 2", "message 4"]
ALL = sorted(LONG + ["message 1", "message 3", "message 5"])
check(texts("jansen") == ALL, "not all came")

# Purge.
copy("jansen", "purged")
shutil.copy("jansen.key", "purged.key")
PURGE = ("purge-expired", "--home", "purged")
lasts = duration(lambda: tacita(*PURGE, days=4))
kills = 0
while kills < KILLS:
    copy("jansen", "purged")
    for _ in range(4):
        kills += killed(*PURGE, within=lasts, days=4)
    tacita(*PURGE, days=4)
    check(texts("purged", days=4) == LONG, f"after {kills} kills of purge: {texts('purged', days=4)}")
    expect_whole("purged", days=4)

# Backup, with mail that comes between.
BACKUP = ("backup", "repository", "--home", "jansen")
lasts = duration(lambda: tacita("backup", "first", "--home", "jansen"))
kills = 0
while kills < KILLS:
    for _ in range(5):
        kills += killed(*BACKUP, within=lasts)
    if RANDOM.random() < 0.3:
        send("vries", "jansen", f"after {kills}", "--attach", "attached.bin")
        at("jansen", "receive")
        ALL = sorted(ALL + [f"after {kills}"])
    tacita(*BACKUP)
    tacita("backup", "--verify", "repository", "--home", "jansen")
    shutil.rmtree("restored", ignore_errors=True)
    tacita("restore", "repository", "--home", "restored", "--keyfile", "jansen.key")
    shutil.copy("jansen.key", "restored.key")
    check(texts("restored") == ALL, f"after {kills} kills of backup: {texts('restored')}")
    expect_whole("jansen")

# Restore, over a home that is there.
RESTORE = ("restore", "repository", "--home", "jansen", "--keyfile", "jansen.key")
lasts = duration(lambda: tacita(*RESTORE))
kills = 0
while kills < KILLS:
    shutil.rmtree("jansen.replaced", ignore_errors=True)
    for _ in range(4):
        kills += killed(*RESTORE, within=lasts)
        check(os.path.isdir("jansen"), "there is no home")
    check(texts("jansen") == ALL, f"after {kills} kills of restore: {texts('jansen')}")
    shutil.rmtree("jansen.replaced", ignore_errors=True)
    tacita(*RESTORE)
    check(texts("jansen") == ALL, f"restored after {kills} kills: {texts('jansen')}")
    left = [name for name in os.listdir(".") if name.endswith(".new")]
    check(not left, f"left behind: {left}")
    expect_whole("jansen")
