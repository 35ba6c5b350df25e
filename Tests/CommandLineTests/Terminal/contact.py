"""A contact who means harm: as many messages as they like, and names and texts made to confuse a
terminal or a file system. Neither takes harm."""

import json
import os
import subprocess

from terminal import Terminal, check

MESSAGES = int(os.environ.get("TACITA_MESSAGES", "500"))

shell = Terminal(TACITA_HOME="b", LC_ALL="C.UTF-8")
for name in "ab":
    shell.runs(f"tacita keygen --name {name} -q --home {name} --keyfile {name}.key --route spool:$PWD/spool")
    shell.runs(f"tacita card --home {name} --keyfile {name}.key > {name}.card")
shell.runs("mkdir spool empty")
shell.runs("tacita contact add --as b b.card -q --home a --keyfile a.key")
shell.runs("tacita contact add --as a a.card -q --keyfile b.key")
SEND = ["tacita", "send", "--allow-unverified", "test", "--to", "b", "--home", "a", "--keyfile", "a.key"]


def send(text, *more, status=0):
    done = subprocess.run([*SEND, *more], input=text.encode(), capture_output=True, check=False)
    check(done.returncode == status, f"{more}: {done.returncode} {done.stderr}")


def harmless(shown):
    for harmful in ["\x1b", "\x07", "\x08", "\u202e", "\u2066", "\x9b", "\x7f"]:
        check(harmful not in shown, f"{harmful!r} reaches the terminal")


# Many.
for number in range(MESSAGES):
    send(f"{number}")
done = subprocess.run(
    ["tacita", "receive", "--json", "--home", "b", "--keyfile", "b.key"], capture_output=True, text=True,
    check=True)
told = [json.loads(line) for line in done.stdout.splitlines()]
check(sorted(int(one["text"]) for one in told) == list(range(MESSAGES)), "not all came")
check(not [one for one in told if "missing" in one or "outOfOrder" in one], "out of order")
listed = shell.runs("tacita list --json --keyfile b.key | wc -l")
check(listed.strip() == str(MESSAGES), f"{listed} are listed")

# Names that a file system could mistake: what may travel stays a name, the rest is not sent. (What a
# forger sends all the same is refused: Tests/EnvelopesTests/PartNameTests.swift.)
MARKS = "q" + "\u0308" * 127
ODD = ["CON", "NUL.txt", "-rf", "--force", ".hidden", "...", "~", "$(touch owned)", "a;touch owned",
       "`touch owned`", 'a"; filename="b', "a%00b", "a:b", MARKS, "\U0001f469\U0001f3fd\u200d\u2695\ufe0f.png"]
BAD = ["../x", "/dev/stdout", "..", ".", "a/b", "a\\b", "a\x1b[2J", "a\nb", "photo\u202egpj.exe",
       "\u2066a", "q" + "\u0308" * 255, "e\u0301", ""]
with open("part", "w", encoding="utf-8") as file:
    file.write("content\n")
for name in BAD:
    with open("part", encoding="utf-8") as part:
        done = subprocess.run(
            [*SEND, "--body", "a.card", "--attach", "-", f"--stdin-name={name}"], stdin=part,
            capture_output=True, check=False)
    check(done.returncode == 64, f"{name!r} is sent: {done.stderr}")
TEXT = "marks " + "e" + "\u0301" * 255 + " \x1b]0;title\x07 \u202egnorw \x1b[2J\x9b31m \x08\x7f end"
with open("text", "w", encoding="utf-8") as file:
    file.write(TEXT)
for name in ODD:
    with open("part", encoding="utf-8") as part:
        subprocess.run(
            [*SEND, "--body", "text", "--attach", "-", f"--stdin-name={name}"], stdin=part,
            capture_output=True, check=True)

shown = shell.runs("NO_COLOR=1 tacita receive --keyfile b.key; cd empty; export TACITA_HOME=../b")
harmless(shown)
check(shown.count("routine") == len(ODD), "not all came")
harmless(shell.runs("NO_COLOR=1 tacita list --keyfile ../b.key | tail -n 40"))
done = subprocess.run(
    ["tacita", "list", "--json", "--home", "b", "--keyfile", "b.key"], capture_output=True, text=True,
    check=True)
ids = [one["id"] for one in map(json.loads, done.stdout.splitlines()) if one["parts"] > 1]
seen = []
for one in ids:
    done = subprocess.run(
        ["tacita", "show", one, "--json", "--home", "b", "--keyfile", "b.key"], capture_output=True,
        text=True, check=True)
    names = [part["name"] for part in json.loads(done.stdout)["parts"]]
    seen.append(names[1])
    harmless(shell.runs(f"NO_COLOR=1 tacita show {one} --keyfile ../b.key"))
    harmless(shell.runs(f"NO_COLOR=1 tacita show {one} --part 1 --keyfile ../b.key", 64))
    harmless(shell.runs(f"NO_COLOR=1 tacita export {one} --format text --keyfile ../b.key"))
    shell.runs(f"tacita export {one} --format eml --keyfile ../b.key > ../mail; tacita export {one} --format json --keyfile ../b.key > ../record")
    check(os.listdir("empty") == [], f"{names[1]!r} made {os.listdir('empty')}")
    shell.runs(f"tacita show {one} --part 1 -o out --keyfile ../b.key && cmp out ../part && rm out")
check(sorted(seen) == sorted(ODD), f"other names: {seen}")
check(not os.path.exists("owned"), "a name was run")
# The terminal is as it was.
check(shell.runs("stty -a | grep -c ' echo '").strip() == "1", "the terminal is harmed")
