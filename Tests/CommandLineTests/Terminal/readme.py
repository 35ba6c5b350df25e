"""README.md from the first home to the end of its day, at a terminal, in two fresh accounts: every
command as it is printed there, in its order. To the first message: four prompts each.

What the terminal shows is the content of docs/first-day.md, except for digits. With the argument
--write, that page is written instead of compared.
"""

import os
import re
import sys
from pathlib import Path

from terminal import PROMPT, Terminal, check

PROJECT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../..")
SECRET = {"devries": "correct horse battery", "jansen": "paste staple élan"}

with open(os.path.join(PROJECT, "README.md"), encoding="utf-8") as page:
    text = page.read()


def commands(heading):
    """What the blocks of a section show as typed, less the remarks behind it."""
    section = text.split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = "".join(re.findall(r"```sh\n(.*?)```", section, re.DOTALL)).splitlines()
    return [re.sub(r"\s+#.*", "", line) for line in lines]


class Person(Terminal):
    def __init__(self, name):
        os.makedirs(f"{name}/docs/pictures")
        with open(f"{name}/docs/pictures/arm.jpg", "wb") as picture:
            picture.write(open(os.path.join(PROJECT, "docs/pictures/arm.jpg"), "rb").read())
        home = os.path.abspath(name)
        super().__init__(HOME=home, NO_COLOR="1", PAGER="", XDG_RUNTIME_DIR=home)
        self.name = name
        self.prompts = 0
        self.seen = []
        self.runs(f"cd {home}")

    def plays(self, line):
        """A command of the page; returns what it shows. Its questions are answered as they come."""
        printed, line = line, line.replace("/srv/ward", os.path.abspath("ward"))
        self.type(line)
        shown = ""
        while True:
            which = self.shell.expect_exact(
                ["once more: ", "new home: ", "passphrase: ", "(yes/no) ", PROMPT])
            shown += self.shell.before
            if which == 4:
                break
            shown += self.shell.after
            self.prompts += 1
            self.shell.sendline("yes" if which == 3 else SECRET[self.name])
        self.shell.sendline("echo status=$?")
        self.shell.expect(r"status=(\d+)\r\n")
        status = int(self.shell.match.group(1))
        self.shell.expect_exact(PROMPT)
        # doctor ends with 1 when there is something to do, as there is on a first day.
        check(status == 0 or (status, line) == (1, "tacita doctor"), f"{line}: status {status}")
        check(SECRET[self.name] not in shown, "the passphrase is shown")
        check("error" not in shown, f"{line}: {shown}")
        self.seen.append(f"$ {printed}\n{self.cleaned(shown)}")
        return shown

    def cleaned(self, shown):
        """What a person sees, with the paths of a page."""
        shown = shown.replace("\r\n", "\n").replace(os.path.abspath("ward"), "/srv/ward")
        shown = shown.replace(os.path.abspath(self.name), f"/home/{self.name}")
        # What progress showed is gone.
        return "".join(line.split("\r\x1b[K")[-1] for line in shown.splitlines(keepends=True))


def without_digits(text):
    """`text` with a letter for what differs from day to day."""
    for pattern, letter in ((r"tacita1[02-9ac-hj-np-z]{58}", "I"), (r"\b[0-9a-f]{64}\b", "D"),
                            (r"\b[0-9a-f]{32}\b", "M"), (r"\b[0-9a-f]{12}\b", "m"),
                            (r"\b(\d{5} ){5}\d{5}\b", "F"), (r"\d{4}-\d\d-\d\d( \d\d:\d\d)?", "T"),
                            (r"[\d.]+ ([GMT])B free", "S"), (r"\d+", "n"), (r"[ \t]+", " ")):
        text = re.sub(pattern, letter, text)
    return text


def compare(*chapters):
    """Holds docs/first-day.md against what was seen: pairs of a heading and what stands below it."""
    page = Path(PROJECT, "docs/first-day.md")
    told = "".join(f"\n## {heading}\n\n```text\n{''.join(seen)}```\n" for heading, seen in chapters)
    text = page.read_text(encoding="utf-8")
    begin = text.index("\n## ")
    if "--write" in sys.argv:
        page.write_text(text[:begin] + told, encoding="utf-8")
    elif without_digits(text[begin:]) != without_digits(told):
        lines = zip(without_digits(text[begin:]).splitlines(), without_digits(told).splitlines())
        differing = next(((page, seen) for page, seen in lines if page != seen), "its length")
        check(False, f"docs/first-day.md differs: {differing}")


os.mkdir("ward")
first = [line for line in commands("From clone to first message") if not line.startswith(("git", "scripts"))]
devries, jansen = Person("devries"), Person("jansen")
begin = first.index("tacita contact add --as jansen jansen.card")
read = first.index("tacita receive")

OWN = {"devries": lambda line: line,
       "jansen": lambda line: line.replace("A. de Vries", "B. Jansen").replace(
           " --registration big:89012345601", "").replace("jansen", "colleague").replace(
           "devries", "jansen").replace("colleague", "devries")}
for person in (devries, jansen):
    for line in first[:begin]:
        person.plays(OWN[person.name](line))
devries.runs("cp ../jansen/jansen.card .")
jansen.runs("cp ../devries/devries.card .")
for person in (devries, jansen):
    for line in first[begin:begin + 2]:
        person.plays(OWN[person.name](line))
for line in first[begin + 2:read]:
    devries.plays(line)
check(devries.prompts <= 4, f"{devries.prompts} prompts to the first message")
for line in first[read:]:
    shown = jansen.plays(line)
    if line == "tacita show @last":
        check("Rash since Tuesday" in shown, "the text is not shown")
check(jansen.prompts <= 4, f"{jansen.prompts} prompts to the first message")
jansen.runs("cmp rash.jpg ../devries/rash.jpg")

# The day: Jansen answers, and de Vries goes through it.
jansen.plays("echo 'Please send a picture of the other arm.' | tacita send --reply-to @last")
begun, number = len(devries.seen), ""
for line in commands("A day in the life"):
    if "--passphrase-file" in line or "-o -" in line or "/media/stick" in line or "--fetch-only" in line:
        break
    shown = devries.plays(line.replace("3f9a", number) if number else line)
    if line == "tacita receive":
        number = re.search(r"^([0-9a-f]{12}) ", shown, re.MULTILINE)[1]
compare(("The first message", devries.seen[:begun]), ("Jansen reads it", jansen.seen[begin + 2:]),
        ("A day in the life", devries.seen[begun:]))
for person in (devries, jansen):
    person.plays("tacita lock")
