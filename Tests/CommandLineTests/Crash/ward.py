"""A ward of homes through many days, on a clock of its own: absences, a revocation, a restored
home, a copy of a home, a route that is away, kills, and locked homes that purge and back up every
night.

At the end the fate of every copy of every message is told by what tacita printed with --json at the
sender's and at the recipient's, and by nothing else. TACITA_CASES=full plays all of it.
"""

import collections
import datetime
import json
import os
import shutil
import signal
import subprocess
import time

from crash import PATIENCE, RANDOM, check, clock, expect_sound, rows

FULL = os.environ.get("TACITA_CASES") == "full"
HOMES, DAYS, SENDS = (12, 46, 600) if FULL else (4, 22, 36)
RETENTION = 12 if FULL else 6  # days
NAMES = [f"h{number}" for number in range(HOMES)]
BEGIN = datetime.datetime(2027, 3, 1, tzinfo=datetime.timezone.utc)
SPOOL = f"{os.getcwd()}/spool"
PRIORITIES = ["routine", "routine", "urgent", "stat"]

# Who is away, and when; from what day each of the others happens.
AWAY = {NAMES[1]: range(DAYS // 6, DAYS // 3), NAMES[2]: range(DAYS // 3, DAYS * 2 // 3)}
ROUTE_AWAY = {DAYS // 4, DAYS // 2}
CLONE_DAY, RESTORE_DAY, REVOKE_DAY = DAYS * 2 // 5, DAYS * 3 // 5, DAYS * 4 // 5
CLONED, RESTORED, REVOKED = NAMES[3], NAMES[0], NAMES[-1] if FULL else None

now = BEGIN
Told = collections.namedtuple("Told", "status objects errors")


class Ledger:
    """What one home told of itself."""

    def __init__(self):
        self.identity = None
        self.received = {}  # id: when
        self.read = set()
        self.expired_unread = set()
        self.refused = {}  # id: name
        self.anonymous = 0  # envelopes that were lost or refused without a name
        self.copies = {}  # (id, recipient): state
        self.sent = {}  # id: when
        self.in_copy = set()  # what a copy of the home took, which was retired
        # Of a restored home: from when until when it does not know what happened.
        self.lost_since = self.lost_until = None


ledgers = {name: Ledger() for name in NAMES}


def text(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def command(home, words, locked=False):
    key = [] if locked else ["--keyfile", f"{home.split('.')[0]}.key"]
    return [*clock(now.strftime("@%Y-%m-%d %H:%M:%S")), "tacita", *words, "--home", home, "--json",
            "--no-agent", "--no-input", *key]


def lines(output):
    found = []
    for line in output.splitlines():
        try:
            found.append(json.loads(line))
        except json.JSONDecodeError:
            pass  # the line that a kill cut off
    return found


def run(home, *words, stdin=None, locked=False, statuses=(0,), kill=False):
    """A verb, perhaps killed at some moment; what it printed until then counts."""
    global now
    begun = command(home, words, locked)
    with subprocess.Popen(
            begun, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            start_new_session=True, env=dict(os.environ, TZ="UTC")) as process:
        if kill:
            time.sleep(RANDOM.random() * 0.4)
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        out, err = process.communicate(stdin, timeout=PATIENCE)
    now += datetime.timedelta(seconds=30)
    check(kill or process.returncode in statuses,
          f"{text(now)} {begun}: {process.returncode}\n{out}{err}")
    return Told(process.returncode, lines(out), err)


def receive(home, ledger, **more):
    told = run(home, "receive", "--no-content", statuses=(0, 65, 69, 75, 77), **more)
    for one in told.objects:
        if one["schema"] == "tacita/receive/1":
            note_reception(one, ledger)
        elif one["schema"] == "tacita/expired/1":
            ledger.expired_unread.add(one["message"]["id"])
        elif one["schema"] == "tacita/delivery/1":
            ledger.copies[one["message"]["id"], one["to"]] = one["state"]
    return told


def note_reception(one, ledger):
    if one["outcome"] == "received":
        ledger.received[one["id"]] = now
    elif one["outcome"] == "refused" and "id" in one:
        ledger.refused[one["id"]] = one["error"]
    elif one["outcome"] in ("refused", "skipped"):
        ledger.anonymous += 1


def look_at_copies(home, ledger):
    for message in run(home, "list", "--sent").objects:
        ledger.sent[message["id"]] = message["sent"]
        for copy in message["deliveries"]:
            ledger.copies[message["id"], copy["to"]] = copy["state"]
        # Whoever is not among them is not followed any more: the home was restored.
        followed = {copy["to"] for copy in message["deliveries"]}
        for to in set(message["to"]) - followed:
            ledger.copies[message["id"], to] = "not followed"


def read_some(home, ledger):
    for message in run(home, "list", "--unread").objects:
        if RANDOM.random() < 0.7:
            run(home, "show", message["id"])
            ledger.read.add(message["id"])


def send(home, ledger, may_queue):
    """To some colleagues; those who cannot be written to are left out, and said to be."""
    others = RANDOM.sample([name for name in NAMES if name != home], RANDOM.choice([1, 1, 2, 3]))
    words = [word for other in others for word in ("--to", other)]
    if RANDOM.random() < 0.2:
        words += ["--expires", f"{RANDOM.choice([6, 30, 60])}h"]
    if may_queue:
        words += ["--queue"]
    told = run(
        home, "send", *words, "--skip-unreachable", "--allow-unverified", "test", "--priority",
        RANDOM.choice(PRIORITIES), stdin="text", statuses=(0, 69, 77),
        kill=RANDOM.random() < 0.03)
    for one in told.objects:
        ledger.sent[one["id"]] = one["sent"]
        for earlier in one.get("earlier", []):
            ledger.copies[earlier["message"]["id"], earlier["to"]] = earlier["state"]
        for alias in one["to"]:
            state = "waiting" if one.get("queued") else "in-mailbox"
            ledger.copies.setdefault((one["id"], ledgers[alias].identity), state)


def night(home, ledger):
    purged = run(home, "purge-expired", locked=True).objects[0]
    ledger.anonymous += purged["unread"] + purged["spool"]
    run(home, "backup", f"{home}.backup", locked=True)


def clone():
    """A copy of a home is used, and seen; then one of both is put away."""
    shutil.copytree(CLONED, f"{CLONED}.copy", symlinks=True)
    ledger, other = ledgers[CLONED], Ledger()
    receive(f"{CLONED}.copy", other)
    run(f"{CLONED}.copy", "card", "--renew")
    receive(f"{CLONED}.copy", other)
    ledger.in_copy = set(other.received)
    ledger.refused.update(other.refused)
    ledger.anonymous += other.anonymous
    told = receive(CLONED, ledger)
    check(told.status == 77, f"the other copy was not noticed: {told}")
    check("other-copy" in told.errors, told.errors)
    run(f"{CLONED}.copy", "retire")
    run(CLONED, "card", "--renew")
    receive(CLONED, ledger)
    look_at_copies(CLONED, ledger)
    check(receive(f"{CLONED}.copy", other).status == 77, "a retired copy receives")
    shutil.rmtree(f"{CLONED}.copy")


def restore():
    ledger = ledgers[RESTORED]
    shutil.rmtree(RESTORED)
    told = run(RESTORED, "restore", f"{RESTORED}.backup").objects[-1]
    ledger.lost_since, ledger.lost_until = told["time"], told["until"]


def day(number):
    global now
    now = BEGIN + datetime.timedelta(days=number, hours=1)
    present = [name for name in NAMES if number not in AWAY.get(name, ())]
    for name in present:
        night(name, ledgers[name])
    if number == CLONE_DAY:
        clone()
    if number == RESTORE_DAY:
        restore()
    if number == REVOKE_DAY and REVOKED:
        run(REVOKED, "revoke", "--own", "--reason", "left", "--yes")
    now = BEGIN + datetime.timedelta(days=number, hours=9)
    is_away = number in ROUTE_AWAY
    if is_away:
        os.rename(SPOOL, f"{SPOOL}.away")
    for _ in range(SENDS * (number + 1) // DAYS - SENDS * number // DAYS):
        name = RANDOM.choice(present)
        send(name, ledgers[name], is_away)
    if is_away:
        os.rename(f"{SPOOL}.away", SPOOL)
    now = BEGIN + datetime.timedelta(days=number, hours=17)
    for name in present:
        if RANDOM.random() < 0.25:
            continue  # no time today
        if RANDOM.random() < 0.1:
            receive(name, ledgers[name], kill=True)
        receive(name, ledgers[name])
        read_some(name, ledgers[name])
        look_at_copies(name, ledgers[name])


def begin():
    os.makedirs(SPOOL)
    for name in NAMES:
        with open(f"{name}.key", "xb", opener=lambda path, _: os.open(
                path, os.O_CREAT | os.O_WRONLY, 0o600)) as file:
            file.write(os.urandom(32))
        run(name, "keygen", "--name", name, "--route", f"spool:{SPOOL}")
        run(name, "config", "set", "retention", f"{RETENTION}d")
        card = run(name, "card").objects[0]
        ledgers[name].identity = card["identity"]
        with open(f"{name}.card", "w", encoding="utf-8") as file:
            file.write(card["card"])
    for name in NAMES:
        for other in NAMES:
            if other != name:
                run(name, "contact", "add", "--as", other, f"{other}.card")
        receive(name, ledgers[name])


def fate_at_recipient(recipient, message):
    ledger = ledgers[recipient]
    if message in ledger.expired_unread:
        return "expired unread"
    if message in ledger.read:
        return "read"
    if message in ledger.received:
        when = text(ledger.received[message])
        if ledger.lost_since and ledger.lost_since <= when < ledger.lost_until:
            return "lost by the restore"
        return "unread"
    if message in ledger.in_copy:
        return "in the retired copy"
    if message in ledger.refused:
        return f"refused: {ledger.refused[message]}"
    return "not told"


def account():
    """Every copy by its fate at the sender's and at the recipient's."""
    names = {ledger.identity: name for name, ledger in ledgers.items()}
    table = collections.Counter()
    open_ends = collections.Counter()
    for sender, ledger in ledgers.items():
        for (message, to), state in ledger.copies.items():
            fate = fate_at_recipient(names[to], message)
            if ledger.lost_since and ledger.sent[message] < ledger.lost_until:
                # A restored home does not know what became of its copies.
                table["before restore", fate] += 1
                # restore named the time in which what was sent is not known any more.
                is_named = ledger.lost_since <= ledger.sent[message]
                check(is_named or fate != "not told" or state != "in-mailbox",
                      f"{message} of {sender}, sent {ledger.sent[message]}, lost "
                      f"{ledger.lost_since} to {ledger.lost_until}")
                continue
            table[state, fate] += 1
            if fate == "not told" and state == "gone":
                open_ends[names[to]] += 1
            arrived = fate != "not told"
            check(not (arrived and state in ("waiting", "failed", "in-mailbox")),
                  f"{message} of {sender}: {state}, but {fate}")
            check(state != "expired" or fate == "not told" or fate == "refused: expired",
                  f"{message} of {sender}: {state}, but {fate}")
    for recipient, number in open_ends.items():
        limit = ledgers[recipient].anonymous
        check(number <= limit, f"{number} copies left the box of {recipient}: it told of {limit}")
    return table


def agree(home, ledger):
    """status and doctor say what the lists say."""
    mail = run(home, "status").objects[0]["mail"]
    unread = [one["id"] for one in run(home, "list", "--unread").objects]
    check(mail["unread"]["number"] == len(unread), f"{home}: unread {mail['unread']}, {unread}")
    waiting = sum(
        copy["state"] == "waiting"
        for message in run(home, "list", "--sent").objects for copy in message["deliveries"])
    check(mail["toGoOut"]["number"] == waiting, f"{home}: to go out {mail['toGoOut']}, {waiting}")
    told = run(home, "doctor", statuses=(0, 1)).objects
    todo = [one["subject"] for one in told if one.get("verdict") == "todo"]
    wants = bool(mail["ending"]["number"] or mail["expiredUnread"])
    check(("mail" in todo) == wants, f"{home}: {todo}, {mail}")
    check(("sent" in todo) == bool(mail["unfetched"]), f"{home}: {todo}, {mail}")
    if not ledger.lost_since:
        kept = set(ledger.received) - ledger.read - ledger.expired_unread
        check(set(unread) <= kept, f"{home}: unread and not told: {set(unread) - kept}")
        check(kept <= set(unread), f"{home}: told, neither read nor here nor expired: {kept}")


begin()
for number in range(DAYS):
    day(number)
now = BEGIN + datetime.timedelta(days=DAYS, hours=9)
for _ in range(2):
    for name in NAMES:
        receive(name, ledgers[name])
        look_at_copies(name, ledgers[name])
for name in NAMES:
    agree(name, ledgers[name])
    expect_sound(name)
table = account()
states = sorted({state for state, _ in table})
fates = sorted({fate for _, fate in table})
print(f"{sum(table.values())} copies; at the sender's (across), at the recipient's (down)")
print(f"{'':24}" + "".join(f"{state:>16}" for state in states))
for fate in fates:
    print(f"{fate:24}" + "".join(f"{table[state, fate] or '':>16}" for state in states))
for name in NAMES:
    check(rows(f"{name}/vault.db", "SELECT COUNT(*) FROM unannounced") == [(0,)], f"{name}: untold")
