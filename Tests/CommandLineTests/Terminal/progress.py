"""Long work shows how far it has come, at a terminal that wants it, and leaves nothing behind.

What is attached comes by a pipe that waits, so that it takes long on any machine.
"""

from terminal import Terminal, check

shell = Terminal(TACITA_HOME="devries")
shell.runs(
    "mkdir spool; tacita keygen --name 'A. de Vries' -q --keyfile k --route spool:$PWD/spool; "
    "tacita keygen --name 'B. Jansen' -q --home b --keyfile b.key --route spool:$PWD/spool")
shell.runs(
    "tacita card --home b --keyfile b.key | tacita contact add - -q --keyfile k; "
    "tacita card --keyfile k | tacita contact add - -q --home b --keyfile b.key")
slowly = "for i in 1 2 3 4 5 6 7 8; do head -c 1000000 /dev/zero; sleep 0.4; done"
send = "tacita send --to jansen --allow-unverified test --attach - --stdin-name zeros --keyfile k"

shown = shell.runs(f"({slowly}) | {send}")
check("MB/s" in shown, "no progress of a long send")
check(shown.rstrip("\r\n").rsplit("\x1b[K", 1)[-1].strip().isalnum(), "a rest of it stays")

for quiet in ["-q", "--no-color", "--json"]:
    check("MB/s" not in shell.runs(f"({slowly}) | {send} {quiet}"), f"progress despite {quiet}")
check("MB/s" not in shell.runs(f"({slowly}) | TERM=dumb {send}"), "progress on a dumb terminal")
check("MB/s" not in shell.runs(f"({slowly}) | {send} 2> words; cat words"), "progress in a file")

# Receiving and showing are followed alike; what is over at once shows nothing.
shown = shell.runs("tacita receive --home b --keyfile b.key")
check("zeros" not in shown and shown.count("routine") == 6, "not all of it came")
