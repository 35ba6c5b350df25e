"""Every example of the manual pages, and what readme.py leaves of README.md: each page in an account of
its own, every command as it is printed there and in its order, with an answer at each question.

Packages: age, jq, libjpeg-turbo-progs, unzip, zip.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from terminal import PROMPT, Terminal, check

PROJECT = Path(__file__).resolve().parents[3]
SECRET = "correct horse battery"
QUESTIONS = ["once more: ", "new passphrase: ", "new home: ", "passphrase: ", "PIN: ", "(yes/no) ", PROMPT]

# Folders of the system that a page names; each account has its own below its home.
FOLDERS = ["mnt/backup", "mnt/keyrings", "mnt/archive", "media/stick", "media/safe", "srv/ward",
           "etc/tacita", "var/lib/tacita", "dev/shm"]

# Programs that a page names and this machine need not have.
PROGRAMS = {
    "display": "cat > /dev/null",
    "find-faces": """echo '{"x": 40, "y": 60, "width": 100, "height": 80}'""",
    "logger": "cat > /dev/null",
    "qrencode": "cat > code.png",
    "zbarimg": "cat code.png",
    "ssh": 'TACITA_HOME=$HOME/jansen sh -c "$2"',
}

# Status of a command that has something to report in a new home.
REPORTS = {"tacita contact add big:89012345601": 66, "tacita doctor -q": 1, "tacita contact check --all -q": 69,
           "tacita verify-registration devries.card": 1, "tacita export --patient-from number": 66,
           "--mllp engine.example": 69}

# What is not played, and why.
LEFT_OUT = {
    "git": "the project itself", "scripts/": "installs, or plays a demonstration of its own",
    "tacita blur --pick --detect": "takes models, which are not packages",
}

# Pages whose examples take several people; the transcripts and programs named play them.
PLAYED_ELSEWHERE = {
    "tacita-fleet": "Crash/fleet.py", "tacita-role": "roles.txt", "tacita-team": "teams.txt"}

# Programs that nobody types.
HELPERS = ("tacita-decode", "tacita-detect", "tacita-mllp", "tacita-transport-", "tacita-video")

TEMPLATE = r"""
set -e
mkdir -p bin run; chmod 700 run
echo 'correct horse battery' > .tacita-pass; chmod 600 .tacita-pass
age-keygen -o media/safe/recovery.txt 2> age.log
tacita keygen --name 'A. de Vries' --registration big:89012345601 --route spool:$PWD/srv/ward \
  --passphrase-file .tacita-pass --classical-recovery \
  --recovery $(age-keygen -y media/safe/recovery.txt) -q 2> /dev/null
mv .local/share/tacita/revocation.txt .
jansen() { tacita "$@" --home jansen --keyfile jansen.key; }
jansen keygen --name 'B. Jansen' --route spool:$PWD/srv/ward -q 2> /dev/null
jansen card > jansen.card
tacita card --passphrase-file .tacita-pass > devries.card
jansen contact add --as devries --fingerprint "$(tacita card --show devries.card | sed -n 's/^fingerprint *//p')" devries.card
tacita contact add --as jansen --fingerprint "$(tacita card --show jansen.card | sed -n 's/^fingerprint *//p')" jansen.card \
  --passphrase-file .tacita-pass
python3 -c 'import random, sys; d = random.Random(1); sys.stdout.buffer.write(b"P6\n800 1200\n255\n" + d.randbytes(800 * 1200 * 3))' | cjpeg > rash.jpg
cp rash.jpg ward.jpg; cp rash.jpg scan.jpg; cp PROJECT/docs/pictures/arm.jpg .
ffmpeg -v error -f lavfi -i testsrc2=size=480x320:rate=10:duration=4 -c:v libx264 -pix_fmt yuv420p clip.mp4
echo 'Rash since Tuesday, no fever. Your opinion?' > note.txt; echo 'See me today.' > answer.txt
printf 'name: C. Bakker\nborn: 1950-02-03\n' > patient.txt
printf 'BIG,Naam,Einddatum\n89012345601,A. de Vries,\n' > staff.csv
printf 'big:89012345601\tA. de Vries\n' > staff.tsv
for text in first second; do echo $text | jansen send --to devries --attach rash.jpg; done
tacita receive --passphrase-file .tacita-pass
echo third | jansen send --to devries
"""

DESK = r"""
mv .local/share/tacita devries; tacita keygen --name 'Verification desk' --passphrase-file .tacita-pass -q
tacita config set route spool:$HOME/srv/ward; tacita unlock --passphrase-file .tacita-pass -q
tacita register import big staff.csv --columns number=BIG,name=Naam,until=Einddatum -q
"""
ATTESTED = DESK + r"""
groups=$(tacita card --show devries.card | sed -n 's/^fingerprint *//p')
tacita contact add --as devries --fingerprint "$groups" devries.card -q
tacita attest devries.card --registration big:89012345601 --method in-person --fingerprint "$groups" > a.attestation
"""
DESK_OF_ANOTHER = r"""
tacita card > desk.card; groups=$(tacita card --fingerprint); tacita lock -q
rm -r .local/share/tacita; mv devries .local/share/tacita; tacita unlock --passphrase-file .tacita-pass -q
tacita contact add --as desk --fingerprint "$groups" desk.card -q
"""
NO_HOME = "tacita lock -q; rm -r .local"
BAKKER = """
tacita keygen --name 'C. Bakker' --home bakker --keyfile bakker.key --route spool:$HOME/srv/ward -q
tacita card --home bakker --keyfile bakker.key > bakker.card
tacita contact add --as bakker --fingerprint "$(tacita card --show bakker.card | sed -n 's/^fingerprint *//p')" bakker.card
"""
ON_CALL = """
tacita role create 'Cardiology on call' -q
(echo from,until,holder; date -u -d '-1 hour' +%FT%TZ, | tr -d '\\n'; date -u -d '+6 hours' +%FT%TZ,bakker) > shifts.csv
tacita role plan cardiology-on-call shifts.csv -q
tacita role publish cardiology-on-call -q
"""
BACKED_UP = "tacita backup $HOME/mnt/backup/devries"
TABLES = {
    "PS_LibreAcces_Personne_activite_202611200300.txt":
        "Type d'identifiant PP|Identifiant PP|Nom d'exercice|Prénom d'exercice|Code profession|"
        "Libellé profession|Code savoir-faire|Code mode exercice\n8|10001234565|DUPONT|JEANNE|10|Médecin||L\n",
    "npidata_pfile_20261108.csv":
        "NPI,Entity Type Code,Replacement NPI,Provider Last Name (Legal Name),Provider First Name,"
        "NPI Deactivation Date,NPI Reactivation Date,Healthcare Provider Taxonomy Code_1\n"
        "1234567893,1,,DOE,JANE,,,207R00000X\n",
}

# What a page takes for granted.
PREPARED = {
    "tacita": NO_HOME,
    "tacita-attest": DESK,
    "tacita-contact": "tacita card --link --home jansen --keyfile jansen.key > code.png\n"
                      "tacita keygen --name Desk --keyfile $HOME/etc/tacita/desk.key "
                      "--home $HOME/var/lib/tacita/desk -q",
    "tacita-blur": "mkdir -p pictures/arm; cp rash.jpg pictures/arm",
    "tacita-forward": BAKKER + ON_CALL + "tacita team create ICU --member jansen -q\n"
                      "echo bsn:111222333 > number\n",
    "tacita-keygen": NO_HOME + "; rmdir var/lib/tacita",
    "tacita-receive": "echo fourth | tacita send --to devries --home jansen --keyfile jansen.key "
                      "-o $HOME/media/stick/note.age",
    "tacita-recall": "echo x | tacita send --to jansen",
    "tacita-restore": BACKED_UP + "; " + NO_HOME,
    "tacita-retire": "mkdir -p mnt/old; cp -a .local/share/tacita mnt/old/tacita; "
                     "tacita unlock --home $HOME/mnt/old/tacita --passphrase-file .tacita-pass -q",
    "tacita-revoke": ATTESTED,
    "tacita-search": "tacita send --to jansen --body note.txt",
    "tacita-status": BACKED_UP,
    "tacita-verify-blur": "tacita blur --region 300x120+40+900 -o shared.jpg rash.jpg",
    "tacita-verify-export": "tacita export @last --format eml -o consult.eml -q; "
                            "tacita export @last --format json -o thread.json -q",
    "tacita-verify-registration": DESK,
}

# What happens elsewhere before a command.
MEANWHILE = {
    ("tacita", "tacita receive"):
        "tacita contact add --as vries devries.card --home jansen --keyfile jansen.key -q; "
        "echo hello | tacita send --to vries --allow-unverified test --home jansen --keyfile jansen.key",
    # An earlier example dropped this slot.
    ("tacita-key", "tacita key add passphrase --recovery-identity /media/safe/recovery.txt"):
        "tacita key add recovery $(age-keygen -y media/safe/recovery.txt) --classical-recovery",
    ("README", "tacita verify-registration big:89012345601 --name 'A. de Vries'"): DESK,
    ("README", "tacita contact trust desk"): DESK_OF_ANOTHER,
}

# On the machine of the recipient.
ELSEWHERE = {("README", "tacita receive /media/stick/note.age"): "--home jansen --keyfile jansen.key"}


def examples(page):
    """The commands under EXAMPLES."""
    section = page.read_text(encoding="utf-8").split(".Sh EXAMPLES\n")
    if len(section) < 2:
        return []
    lines, literal = [], False
    for line in section[1].split("\n.Sh ")[0].splitlines():
        if line.startswith((".Bd", ".Ed")):
            literal = line.startswith(".Bd")
        elif line.startswith(".Dl "):
            lines.append(line[4:])
        elif literal:
            lines.append(line)
    for mark, meaning in (("\\(dq", '"'), ("\\(aq", "'"), ("\\&", ""), ("\\-", "-"), ("\\e", "\\")):
        lines = [line.replace(mark, meaning) for line in lines]
    return lines


class Account(Terminal):
    def __init__(self, name):
        self.page = name
        self.secret = SECRET
        self.home = os.path.abspath(name)
        shutil.copytree("template", self.home, symlinks=True)
        super().__init__(
            HOME=self.home, PATH=f"{self.home}/bin:{os.environ['PATH']}", PAGER="", NO_COLOR="1",
            XDG_RUNTIME_DIR=f"{self.home}/run")
        self.runs(f"cd {self.home}")
        self.plays("for home in .local/share/tacita jansen; do "
                   "tacita config set route none --home $home; "
                   "tacita config set route spool:$HOME/srv/ward --home $home; done")
        self.plays("tacita unlock --passphrase-file .tacita-pass -q")

    def plays(self, line, statuses=(0,)):
        """Types a line, and answers what it asks; returns what it shows."""
        self.type(line)
        shown, new = "", SECRET
        while True:
            which = self.shell.expect_exact(QUESTIONS)
            shown += self.shell.before
            if QUESTIONS[which] == PROMPT:
                break
            if QUESTIONS[which] == "new passphrase: ":
                new = f"{self.secret} {self.secret}"
            answers = {"once more: ": new, "new passphrase: ": new, "passphrase: ": self.secret,
                       "(yes/no) ": "yes"}
            self.shell.sendline(answers.get(QUESTIONS[which], SECRET))
            if "key passphrase" in line and QUESTIONS[which] == "once more: ":
                self.secret = new
        self.shell.sendline("echo status=$?")
        self.shell.expect(r"status=(\d+)\r\n")
        status = int(self.shell.match.group(1))
        self.shell.expect_exact(PROMPT)
        check(status in statuses, f"{self.page}: {line}: status {status}")
        check(SECRET not in shown, f"{self.page}: {line}: the passphrase is shown")
        return shown

    def prints(self, line):
        """The last line that a command prints."""
        return self.plays(line + " | tail -n 1").strip().splitlines()[-1]

    def made_real(self, line):
        """A command of the page with what is in this account: folders, and what stands for a digest."""
        line = re.sub(r"^(?:[\d*/]+\s+){5}", "", line).replace("/usr/local/bin/", "")
        line = line.replace("/home/devries", self.home)
        line = re.sub(r"(?<![\w/.])/(mnt|media|srv|etc|var|dev/shm)/", rf"{self.home}/\1/", line)
        if "3f9a" in line:
            listed = "key" if self.page == "tacita-key" else ""
            line = line.replace("3f9a", self.prints(f"tacita {listed} list --json | jq -r .id")[:12])
        if "age-keygen -y" in line:
            # Debian's age-keygen made the identity of this account: it knows no post-quantum ones.
            line += " --classical-recovery"
        if "5f3a9c0d12ab" in line:
            line = line.replace(
                "5f3a9c0d12ab", self.prints("tacita attest --list --json | jq -r .attestation")[:12])
        if "35507 05651" in line:
            groups = self.prints("tacita contact show jansen --json | jq -r .fingerprint")
            line = re.sub(r"'35507 [\d ]+'", f"'{groups}'", line)
        return line

    def follows(self, line):
        for prepared in MEANWHILE.get((self.page, line), "").strip().splitlines():
            self.plays(prepared)
        line += " " + ELSEWHERE.get((self.page, line), "")
        expected = next((REPORTS[known] for known in REPORTS if known in line), 0)
        line = self.made_real(line)
        for made in re.findall(r"(?:-o|>) ([\w./-]+)", line):
            if not made.startswith("/dev/"):
                self.plays(f"rm -f {made}")
        self.plays(line, (0, expected))


def lay_template():
    for folder in FOLDERS:
        os.makedirs(f"template/{folder}")
    os.makedirs("template/bin")
    for name, body in PROGRAMS.items():
        with open(f"template/bin/{name}", "w", encoding="utf-8") as program:
            program.write(f"#!/bin/sh\n{body}\n")
        os.chmod(f"template/bin/{name}", 0o755)
    home = os.path.abspath("template")
    done = subprocess.run(
        ["bash", "-c", TEMPLATE.replace("PROJECT", str(PROJECT))], cwd=home, check=False,
        env=dict(os.environ, HOME=home, XDG_RUNTIME_DIR=f"{home}/run"), capture_output=True, text=True)
    check(done.returncode == 0, done.stdout + done.stderr)
    for table, rows in TABLES.items():
        Path("template", table).write_text(rows, encoding="utf-8")
    subprocess.run(["zip", "-q", "NPPES.zip", "npidata_pfile_20261108.csv"], cwd="template", check=True)


def play(name, lines):
    """How many of `lines` were played."""
    account = Account(name)
    for line in PREPARED.get(name, "").strip().splitlines():
        account.plays(line)
    lines = [line for line in lines if not line.startswith(tuple(LEFT_OUT))]
    for line in lines:
        account.follows(line)
    account.plays("tacita lock --all -q", (0, 66))
    return len(lines)


def readme():
    """What README.md shows below the day that readme.py plays."""
    text = (PROJECT / "README.md").read_text(encoding="utf-8").split("In scripts, with JSON")[1]
    blocks = re.findall(r"```(?:sh|crontab)\n(.*?)```", text, re.DOTALL)
    lines = "".join(blocks).splitlines()
    return [line if line[:1].isdigit() else re.sub(r"\s+#.*", "", line) for line in lines]


lay_template()
pages = {page.stem: examples(page) for page in sorted((PROJECT / "man").glob("*.1"))}
pages["README"] = readme()
chosen = sys.argv[1:] or [name for name in pages if name not in PLAYED_ELSEWHERE]
played = sum(play(name, pages[name]) for name in chosen)
missing = [name for name, lines in pages.items() if not lines and not name.startswith(HELPERS)]
check(not missing, f"pages without an example: {missing}")
check(sys.argv[1:] or played > 100, f"only {played} commands were found")
