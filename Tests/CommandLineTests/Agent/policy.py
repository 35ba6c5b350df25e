"""The policy of a machine: each rule, and a user who tries to get round it.

The machine is a namespace with an /etc and a /dev of its own, in which this program is root; the
homes are those of a user who would rather have no policy.

With TACITA_WITHOUT=RULE the machine never has that rule, as if it had no effect: then this program
must fail. scripts/audit tries that with each rule."""

import contextlib
import json
import os
import socket
import subprocess
import sys

if "inside" not in sys.argv:
    as_root = os.geteuid() == 0
    # Nothing is mounted that anybody else sees; without a namespace there is nothing to try.
    os.execvp("unshare", ["unshare", "-m" if as_root else "-rm", sys.executable, "-B", __file__,
                          "inside", "root" if as_root else "user"])

from agent import check, FOLDER, no_agents_left, tacita, unlock  # noqa: E402

FILE = "/etc/tacita/policy.json"
SPOOL = os.path.join(FOLDER, "ward")
STRONG = "plum orchid lantern vessel quartz mirror"
KEY = "--keyfile home.key"


def do(*words):
    subprocess.run(words, check=True, capture_output=True)


def own_machine():
    """An /etc with a folder for the policy, and a /dev with room for a log."""
    subprocess.run(["cp", "-rL", "/etc/.", "etc"], check=False, capture_output=True)
    os.makedirs("etc/tacita", mode=0o755, exist_ok=True)
    os.chmod("etc/tacita", 0o755)
    do("mount", "--bind", "etc", "/etc")
    os.mkdir("dev")
    do("mount", "-t", "tmpfs", "tmpfs", "dev")
    for name in ["null", "zero", "full", "random", "urandom", "tty"]:
        with open(f"dev/{name}", "wb"):
            pass
        do("mount", "--bind", f"/dev/{name}", f"dev/{name}")
    for name, target in [("fd", "/proc/self/fd"), ("stdin", "fd/0"), ("stdout", "fd/1"),
                         ("stderr", "fd/2")]:
        os.symlink(target, f"dev/{name}")
    os.mkdir("dev/shm")
    os.symlink("pts/ptmx", "dev/ptmx")
    os.mkdir("dev/pts")
    do("mount", "--rbind", "/dev/pts", "dev/pts")
    do("mount", "--rbind", "dev", "/dev")


def write(name, text):
    with open(name, "w", encoding="utf-8") as file:
        file.write(text)
    os.chmod(name, 0o600)


def install(text):
    with contextlib.suppress(FileNotFoundError):
        os.unlink(FILE)
    with open(FILE, "w", encoding="utf-8") as file:
        file.write(text)
    os.chmod(FILE, 0o644)


def policy(**rules):
    """The policy with these rules: `a__b_c` is the rule `a.b-c`."""
    names = {name.replace("__", ".").replace("_", "-"): value for name, value in rules.items()}
    names.pop(os.environ.get("TACITA_WITHOUT"), None)
    install(json.dumps({"schema": "tacita/policy/1", **names}))


def lift():
    with contextlib.suppress(FileNotFoundError):
        os.unlink(FILE)


def refused(words, rule, status=77, **more):
    shown = tacita(words, status, **more)
    check(rule in shown and "policy of this machine" in shown, f"{words}: {shown}")
    return shown


own_machine()
os.mkdir(SPOOL, 0o700)
write("strong", STRONG + "\n")
write("weak", "password1234\n")
write("other", "saddle comet walnut harbour ribbon flute\n")
write("note", "the left knee\n")
tacita(f"keygen --name Name -q {KEY} --route spool:{SPOOL}")
tacita(f"keygen --name Other -q --home two --keyfile two.key --route spool:{SPOOL}")
for home, key, alias, back in [("home", "home.key", "two", "two"), ("two", "two.key", "me", "home")]:
    tacita(f"card --home {back} --keyfile {back}.key -q > {back}.card")
    tacita(f"contact add -q --as {alias} {back}.card --home {home} --keyfile {key}")

# A file that cannot be believed: nothing opens a home, and the reason is named.
SCHEMA = '"schema":"tacita/policy/1"'
for text, word in [
        ("", "not an object"), ("[]", "not an object"), ("{}", "schema"),
        ('{"schema":"tacita/policy/2"}', "tacita/policy/2"),
        ("{" + SCHEMA + ',"retention":30}', "retention"),
        ("{" + SCHEMA + ',"retention.days":0}', "retention.days"),
        ("{" + SCHEMA + ',"retention.days":366}', "retention.days"),
        ("{" + SCHEMA + ',"retention.days":"30"}', "retention.days"),
        ("{" + SCHEMA + ',"retention.days":30,"retention.days":365}', "twice"),
        ("{" + SCHEMA + ',"second-factor":true}', "second-factor"),
        ("{" + SCHEMA + ',"second-factor":null}', "second-factor"),
        ("{" + SCHEMA + ',"routes":"spool:/srv"}', "routes"),
        ("{" + SCHEMA + ',"routes":["spool:/srv/../tmp"]}', "routes"),
        ("{" + SCHEMA + ',"export.formats":["pdf"]}', "export.formats"),
        ("{" + SCHEMA + ',"message":"a\\u001b[31m"}', "message"),
        ("{" + SCHEMA + ',"message":"' + "x" * 70000 + '"}', "larger"),
        ("{" + SCHEMA + "} {}", "after")]:
    install(text)
    shown = tacita(f"list --no-input {KEY}", 78)
    check(word in shown and FILE in shown, f"{text[:80]}: {shown}")
tacita(f"policy --check {FILE}", 78)
tacita("policy", 78)
tacita("status", 78)
shown = tacita("keygen --name Third -q --home three --keyfile three.key", 78)
check("error" in shown and not os.path.exists("three"), shown)
check("todo" in tacita("doctor", 1) and "not a policy" in tacita("doctor", 1), "doctor")
check("bad-policy" in tacita(f"list --no-input --json {KEY}", 78), "its name")
# What needs no home works, and so does locking.
tacita("version")
tacita("lock")

# Nor one that others could have written.
policy(retention__days=30)
for spoil, mend, word in [
        (lambda: os.chmod(FILE, 0o664), lambda: os.chmod(FILE, 0o644), "chmod go-w"),
        (lambda: os.chmod(FILE, 0o646), lambda: os.chmod(FILE, 0o644), "chmod go-w"),
        (lambda: os.chmod("/etc/tacita", 0o777), lambda: os.chmod("/etc/tacita", 0o755),
         "chmod go-w /etc/tacita")]:
    tacita(f"list --no-input {KEY}")
    spoil()
    check(word in tacita(f"list --no-input {KEY}", 78), word)
    mend()
if "root" in sys.argv:
    for path in [FILE, "/etc/tacita"]:
        os.chown(path, 65534, 65534)
        check(f"chown root {path}" in tacita(f"list --no-input {KEY}", 78), path)
        os.chown(path, 0, 0)
os.rename(FILE, "/etc/tacita/real.json")
os.symlink("real.json", FILE)
check("link" in tacita(f"list --no-input {KEY}", 78), "a link")
os.unlink(FILE)
os.mkfifo(FILE, 0o644)
check("regular file" in tacita(f"list --no-input {KEY}", 78), "a pipe")
os.unlink(FILE)
os.mkdir(FILE)
check("regular file" in tacita(f"list --no-input {KEY}", 78), "a folder")
os.rmdir(FILE)

# Nobody points to another, or to none.
policy(retention__days=5)
os.makedirs("mine/tacita")
write("mine/tacita/policy.json", "{" + SCHEMA + "}")
for setting in ["TACITA_POLICY", "XDG_CONFIG_HOME", "XDG_CONFIG_DIRS", "TACITA_CONFIG", "HOME"]:
    shown = tacita(f"!env {setting}={FOLDER}/mine tacita config get retention {KEY}")
    check(shown.startswith("5d"), f"{setting}: {shown}")

# Retention and horizon: what was set before is clamped, what is set now is refused, and the home's
# own value holds again when the policy is lifted.
lift()
tacita(f"config set retention 90d {KEY}")
tacita(f"config set horizon 60d {KEY}")
policy(retention__days=14, horizon__days=20)
shown = tacita(f"config get {KEY}")
check("14d" in shown and "by policy of this machine, not 90d" in shown, shown)
check("20d" in shown, shown)
got = json.loads(tacita(f"config get --json {KEY}"))
check(got["retention"] == "14d" and got["byPolicy"] == ["retention", "horizon"], got)
refused(f"config set retention 15d {KEY}", "retention.days")
refused(f"config set horizon 21d {KEY}", "horizon.days")
refused(f"send --to two --allow-unverified test --body note --expires 15d {KEY}", "retention.days")
tacita(f"config set horizon 20d {KEY}")
tacita(f"send --to two --allow-unverified test --body note {KEY}")
sent = json.loads(tacita(f"list --sent --json {KEY}").splitlines()[-1])
days = tacita(f"!date -d \"{sent['expires']}\" +%s").strip()
now = tacita("!date +%s").strip()
check(int(days) - int(now) <= 14 * 86400, sent)
check("2 rules" in tacita("status") and "2 rules" in tacita("doctor", None), "told")
lift()
check(tacita(f"config get retention {KEY}") == "90d\n", "the home's own value")
check("rule" not in tacita("status"), "no policy")

# Passphrases.
policy(passphrase__characters=30)
for more in ["", "--allow-weak-passphrase"]:
    shown = tacita(f"keygen --name X -q --home x --passphrase-file weak {more}", 64)
    check("30 characters" in shown and not os.path.exists("x"), shown)
tacita("keygen --name X -q --home x --passphrase-file strong")
for more in ["", "--allow-weak-passphrase"]:
    tacita(f"key passphrase --home x --passphrase-file strong --new-passphrase-file weak {more}", 64)
    tacita(f"key add passphrase --home x --passphrase-file strong --new-passphrase-file weak {more}",
           64)
# A weak one that was made before, or on another machine, opens for its change alone.
lift()
tacita("keygen --name Y -q --home y --passphrase-file weak --allow-weak-passphrase")
policy(passphrase__characters=30)
refused("list --no-input --home y --passphrase-file weak", "passphrase.characters")
refused("unlock --home y --passphrase-file weak", "passphrase.characters")
refused("export @last --home y --passphrase-file weak", "passphrase.characters")
tacita("key passphrase --home y --passphrase-file weak --new-passphrase-file other")
tacita("list --no-input --home y --passphrase-file other")
policy(passphrase__unguessable=40)
refused("list --no-input --home y --passphrase-file other", "passphrase")

# A second factor, and no key file round it.
policy(second_factor="required", key_files="forbidden")
refused("list --no-input --home y --passphrase-file other", "second-factor")
refused("keygen --name Z -q --home z --passphrase-file strong", "second-factor")
refused("keygen --name Z -q --home z --keyfile z.key", "key-files")
check(not os.path.exists("z") and not os.path.exists("z.key"), "something was made")
refused(f"list --no-input {KEY}", "key-files")
refused("key add keyfile y.key --home y --passphrase-file other", "key-files")
refused("key add passphrase --home y --passphrase-file other --new-passphrase-file strong",
        "second-factor")
check("second-factor" in tacita("doctor --home y", 1), "doctor")
refused("key rekey --drop-others --home y --passphrase-file other", "second-factor")
tacita("key passphrase --home y --passphrase-file other --new-passphrase-file strong "
       "--new-second-factor factor")
tacita("list --no-input --home y --passphrase-file strong --second-factor factor")
tacita("list --no-input --home y --passphrase-file strong", 77)

# Verification.
policy(verification="registered", verification__exceptions="none")
refused(f"config set policy pinned {KEY}", "verification")
tacita(f"config set policy registered {KEY}")
check(tacita(f"config get policy {KEY}") == "registered\n", "the floor")
refused(f"send --to two --body note --allow-unverified urgent {KEY}", "verification.exceptions")
refused(f"forward @last --to two --allow-unverified urgent {KEY}", "verification.exceptions")
refused(f"team create Ward --member two --allow-unverified urgent {KEY}", "verification.exceptions")
tacita(f"send --to two --body note {KEY}", 77)
policy(verification="registered")
tacita(f"send --to two --body note --allow-unverified urgent {KEY}")
lift()
tacita(f"config set policy pinned {KEY}")

# Receipts, recalls, waiting mail and pictures: the policy decides.
policy(delivered_receipts="on", recalls="forget", queue="off", clean_attachments="on")
for name, value, rule in [
        ("delivered-receipts", "off", "delivered-receipts"), ("recalls", "mark", "recalls"),
        ("queue", "on", "queue"), ("clean-attachments", "off", "clean-attachments")]:
    refused(f"config set {name} {value} {KEY}", rule)
shown = tacita(f"config get {KEY}")
check([line.split()[1] for line in shown.splitlines()[-4:]] == ["on", "forget", "off", "on"], shown)
refused(f"send --to two --body note --no-clean --allow-unverified test {KEY}", "clean-attachments")

# Routes: neither a neighbour, nor a link out of the folder, nor the file of the home written by
# hand; nor envelopes as files.
policy(routes=[f"spool:{SPOOL}", "nats://relay.example"], by_hand="forbidden")
os.mkdir(SPOOL + "-evil", 0o700)
os.mkdir(SPOOL + "/in", 0o700)
os.symlink(SPOOL + "-evil", SPOOL + "/out")
for route in [f"spool:{SPOOL}-evil", f"spool:{SPOOL}/../ward-evil", f"spool:{SPOOL}/out", "spool:/tmp",
              "nats://relay.example.org/ward", "nats://relay.example:1/ward", "rclone:remote:x",
              "nats://relay.example/../x", "nats://relay.example/%2e%2e/x"]:
    refused(f"config set route '{route}' {KEY}", "routes")
tacita(f"config set route spool:{SPOOL}/in {KEY}")
tacita(f"config set route spool:{SPOOL} {KEY}")
with open("home/config.json", encoding="utf-8") as file:
    before = file.read()
for route in [f"spool:{SPOOL}-evil", f"spool:{SPOOL}/out"]:
    write("home/config.json", before.replace(f'"spool:{SPOOL}"', f'"{"spool:" + route[6:]}"'))
    refused(f"send --to two --body note --allow-unverified test {KEY}", "routes")
    refused(f"receive {KEY}", "routes")
write("home/config.json", before)
refused(f"keygen --name Z -q --home z --keyfile z.key --route spool:{SPOOL}-evil", "routes")
refused(f"send --to two --body note --allow-unverified test -o out.age {KEY}", "by-hand")
write("some.age", "age-encryption.org/v1\n")
refused(f"receive some.age {KEY}", "by-hand")
tacita(f"send --to two --body note --allow-unverified test {KEY}")
tacita(f"receive {KEY}", None)

# Exports.
policy(export__formats=["json"], audit__formats=[])
for format in ["text", "eml", "fhir"]:
    refused(f"export @last --format {format} -o out {KEY}", "export.formats")
for format in ["json", "fhir", "syslog"]:
    refused(f"audit export --format {format} {KEY}", "audit.formats")
check(not os.path.exists("out"), "something was exported")

# The agent: what was asked for is cut, and one that was started before is ended.
lift()
with no_agents_left():
    unlock()
    tacita("list --no-input")
    policy(agent__idle_minutes=2, agent__total_minutes=60)
    tacita("list --no-input", 77)
    check("locked" in tacita("status"), "an agent that forgets too late")
    tacita(f"unlock --for 12h --idle 1h {KEY}")
    left = json.loads(tacita("status --json"))
    check(left["idleLeft"] <= 120 and left["totalLeft"] <= 3600, left)
    tacita("list --no-input")
    tacita("lock")

# Recovery by the hospital's own recipient: slots are added, and a new master key keeps one.
# Recipients of age before and after quantum computers; age does not mix them in one slot.
tacita("!umask 77; age-keygen -o hospital.key; age-keygen -pq -o later.key || true")
recipients = [tacita(f"!age-keygen -y {name}").strip()
              for name in ["hospital.key", "later.key"] if os.path.exists(name)]
policy(recovery=recipients)
check("recovery slot" in tacita("doctor", 1), "doctor")
tacita(f"key add recovery {KEY}")
check("recovery slot" not in tacita("doctor", None), "doctor")
tacita(f"key rekey {KEY}")
tacita("keygen --name R -q --home r --keyfile r.key")
for home in ["home", "r"]:
    slots = tacita(f"key list --home {home}").split()
    check(slots.count("recovery") == len(recipients), f"{home}: {slots}")
    tacita(f"key add passphrase --home {home} --recovery-identity hospital.key "
           "--new-passphrase-file strong")
    tacita(f"list --no-input --home {home} --passphrase-file strong")
policy(recovery=["age1" + "q" * 58])
tacita(f"policy --check {FILE}", 78)
tacita(f"key add recovery {KEY}", 78)
lift()
tacita(f"key add recovery {KEY}", 64)

# Backups, and the machine's own log.
policy(backup__days=1, audit__forward="syslog")
check("no backup" in tacita("status"), "status")
check("/dev/log" in tacita("doctor", 1), "doctor")
with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as log:
    log.bind("/dev/log")
    log.settimeout(30)
    check("/dev/log" not in tacita("doctor", None), "doctor")
    tacita(f"send --to two --subject secret-word --body note --allow-unverified test {KEY}")
    tacita("list --no-input --keyfile two.key", 77)
    log.setblocking(False)
    lines = []
    with contextlib.suppress(BlockingIOError):
        while True:
            lines.append(log.recv(65536).decode("ascii"))
    events = [line.split()[5] for line in lines]
    check("send" in events and "unlock" in events, events)
    check(all(line.startswith("<8") and ">1 20" in line for line in lines), lines)
    check("knee" not in "".join(lines) and "secret-word" not in "".join(lines), lines)
    kept = [json.loads(line) for line in tacita(f"audit list --json {KEY}").splitlines()]
    for line in lines:
        told = json.loads(line[line.index("{"):])
        check(told in kept, told)
    policy(audit__forward="none")
    tacita(f"list --no-input {KEY}")
    with contextlib.suppress(BlockingIOError):
        check(not log.recv(65536), "forwarded all the same")

# What holds, for people and programs; and a file before it is installed.
policy(message="Questions: telephone 5555", retention__days=30)
shown = tacita("policy")
check(FILE in shown and "retention.days" in shown and "5555" in shown, shown)
check(json.loads(tacita("policy --json"))["rules"]["retention.days"] == 30, "JSON")
shown = tacita("!script -qec 'tacita status' /dev/null </dev/null", None)
check("5555" in shown, shown)
check("5555" not in tacita("status"), "shown to a program")
write("new.json", "{" + SCHEMA + ',"retention.days":400}')
check("retention.days" in tacita("policy --check new.json", 78), "check")
write("new.json", "{" + SCHEMA + ',"retention.days":40}')
check("40" in tacita("policy --check new.json"), "check")
lift()
check(tacita("policy") == "no rules\n", "none")
