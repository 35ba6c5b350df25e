"""The week of a ward, on a clock of its own: a desk, two teams, the team of a case, a role with a
rota, two handovers, a member who is removed, a fork of owners and its repair, recalls in time and
too late, and a stat message that nobody answers.

At the end every message is accounted for at every home, and every answer at its sender's, by what
tacita prints with --json and by nothing else. TACITA_CASES=full plays a ward of twelve.
"""

import collections
import datetime
import json
import os
import subprocess

from crash import PATIENCE, RANDOM, check, clock, expect_sound

FULL = os.environ.get("TACITA_CASES") == "full"
PEOPLE, MESSAGES = (12, 600) if FULL else (5, 28)
DAYS = 7
NAMES = [f"h{number}" for number in range(PEOPLE)]
OWNER, SECOND, REMOVED = NAMES[0], NAMES[1], NAMES[-1]
SMALL = NAMES[1:4]  # the second team
BEGIN = datetime.datetime(2027, 3, 1, tzinfo=datetime.timezone.utc)
SPOOL = f"{os.getcwd()}/spool"
REMOVAL, NIGHT, DAYTIME, FORK = 2, 3, 5, 4  # days

now = BEGIN
identities = {}  # of each home
Sent = collections.namedtuple("Sent", "sender kind to asks")
sent = {}  # by id
expected = {}  # (message, recipient): the answer that was given, or None
recalled = {}  # id: whether somebody had seen it
unanswered = None  # the stat message that is left alone


def text(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def run(home, *words, stdin=None, statuses=(0,)):
    global now
    command = [
        *clock(now.strftime("@%Y-%m-%d %H:%M:%S")), "tacita", *words, "--home", home, "--keyfile",
        f"{home}.key", "--json", "--no-agent", "--no-input"]
    done = subprocess.run(
        command, input=stdin, capture_output=True, text=True, check=False, timeout=PATIENCE,
        env=dict(os.environ, TZ="UTC"))
    now += datetime.timedelta(seconds=5)
    check(done.returncode in statuses,
          f"{text(now)} {home} {words}: {done.returncode}\n{done.stdout}{done.stderr}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def at(day, hour, minute=0):
    global now
    moment = BEGIN + datetime.timedelta(days=day, hours=hour, minutes=minute)
    check(now <= moment, f"{text(now)} is after {text(moment)}")
    now = moment


# The ward

def begin():
    os.makedirs(SPOOL)
    for name in [*NAMES, "desk"]:
        with open(f"{name}.key", "xb", opener=lambda path, _: os.open(
                path, os.O_CREAT | os.O_WRONLY, 0o600)) as file:
            file.write(os.urandom(32))
        run(name, "keygen", "--name", name, "--route", f"spool:{SPOOL}", *(
            [] if name == "desk" else ["--registration", f"gmc:{number(name)}"]))
        card(name)
    with open("register.csv", "w", encoding="utf-8") as file:
        file.write("number,name,status\n")
        file.writelines(f"{number(name)},{name},active\n" for name in NAMES)
    subprocess.run(
        [*clock(now.strftime("@%Y-%m-%d %H:%M:%S")), "tacita", "register", "import", "gmc",
         "register.csv", "--columns", "number=number,name=name,status=status", "-q"], check=True,
        stdout=subprocess.DEVNULL)
    for name in NAMES:
        run("desk", "attest", f"{name}.card", "--registration", f"gmc:{number(name)}", "--method",
            "in-person", "--fingerprint", identities[name]["fingerprint"])
    for name in NAMES:
        run(name, "contact", "add", "--as", "desk", "--fingerprint",
            identities["desk"]["fingerprint"], "desk.card")
        run(name, "contact", "trust", "desk")
        for other in NAMES:
            if other != name:
                run(name, "contact", "add", "--as", other, f"{other}.card")
        receive(name)
        colours = {one["alias"]: one["colour"] for one in run(name, "contact", "list")}
        check(set(colours.values()) == {"orange", "green"}, f"{name}: {colours}")


def number(name):
    return 7000000 + int(name[1:])


def card(name):
    told = run(name, "card")[0]
    identities[name] = told
    with open(f"{name}.card", "w", encoding="utf-8") as file:
        file.write(told["card"])


def members(people):
    return [word for name in people for word in ("--member", name)]


def groups():
    run(OWNER, "team", "create", "Ward", "--as", "ward", *members(NAMES[1:]), "--owner", SECOND)
    run(SMALL[0], "team", "create", "MDT", "--as", "mdt", *members(SMALL[1:]))
    with open("number.txt", "w", encoding="utf-8") as file:
        file.write("bsn:111222333\n")
    run(OWNER, "team", "create", "Case 7", "--as", "case-7", *members(SMALL), "--patient-from",
        "number.txt")
    lines = ["from,until,holder,backup"]
    for day in range(DAYS + 1):
        for hour, hours, holder, backup in [(8, 12, *rota(day, 0)), (20, 12, *rota(day, 1))]:
            start = BEGIN + datetime.timedelta(days=day, hours=hour)
            end = start + datetime.timedelta(hours=hours)
            lines.append(f"{text(start)},{text(end)},{holder},{backup}")
    run(OWNER, "role", "create", "On call", "--as", "on-call")
    run(OWNER, "role", "plan", "on-call", "-", "--vacant", "you", "--stat", "10", "--urgent", "60",
        "--overlap", "0", stdin="\n".join(lines))
    role = run(OWNER, "role", "publish", "on-call")[0]["id"]
    for name in NAMES[1:]:
        run(name, "role", "add", role, "--as", "on-call")
    for name in NAMES:
        run(name, "receive", "--no-content")
        for team in run(name, "team", "list"):
            if team["state"] == "invited":
                run(name, "team", "join", team["alias"])


def rota(day, half):
    """Holder and backup: everybody but the member who is removed, in turn."""
    pool = NAMES[1:-1]
    turn = 2 * day + half
    return pool[turn % len(pool)], pool[(turn + 1) % len(pool)]


# What people do

def send(sender, kind, *words):
    """A message of one kind, which is noted with those to whom it went."""
    told = run(sender, "send", *words, stdin=f"{kind} of {sender}")[0]
    asks = kind in ("role", "stat") or "acknowledged" in words
    sent[told["id"]] = Sent(sender, kind, told["to"], asks)
    for recipient in told["to"]:
        expected[told["id"], recipient] = None
    return told["id"]


def send_some(name, day):
    kinds = ["person", "person", "ward", "role", "stat"] + (["mdt"] if name in SMALL else [])
    if name in SMALL or name == OWNER:
        kinds.append("case-7")
    if name == REMOVED and day >= REMOVAL:
        kinds.remove("ward")
    kind = RANDOM.choice(kinds)
    asks = ["--ask", "acknowledged"] if RANDOM.random() < 0.5 else []
    if kind == "person":
        send(name, kind, "--to", RANDOM.choice([one for one in NAMES if one != name]), *asks)
    elif kind in ("role", "stat"):
        priority = "stat" if kind == "stat" else "urgent"
        if name in rota_now():
            return  # nobody else may be left to write to
        send(name, kind, "--to-role", "on-call", "--priority", priority)
    elif kind == "case-7":
        send(name, kind, "--to-team", kind, "--patient-from", "number.txt", *asks)
    else:
        send(name, kind, "--to-team", kind, *asks)


def rota_now():
    return {turn["name"] for turn in run(OWNER, "role", "on-call", "on-call") if turn["now"]}


def receive(name):
    return [one for one in run(name, "receive", "--no-content", statuses=(0, 75))
            if one["schema"] == "tacita/receive/1" and one["outcome"] == "received"]


def answer_some(name):
    """To what asks for it: most of them, some declined."""
    for one in run(name, "list", "--unread"):
        message = one["id"]
        shown = run(name, "show", message)[0]
        if "acknowledged" not in shown.get("wants", []) or message == unanswered:
            continue
        if message not in sent or RANDOM.random() < 0.3:
            continue
        declines = RANDOM.random() < 0.2
        run(name, "ack", message, *(["--decline"] if declines else []))
        expected[message, name] = "declined" if declines else "acknowledged"


def hand_over(day, hour, holder, successor):
    """With mail for the role that was read and not answered, and mail that comes too late."""
    others = [name for name in NAMES[:-1] if name not in (holder, successor)]
    at(day, hour)
    opened = send(others[0], "role", "--to-role", "on-call", "--priority", "urgent")
    check(sent[opened].to == [holder], f"{sent[opened]}, not {holder}")
    receive(holder)
    late = send(others[-1], "role", "--to-role", "on-call", "--priority", "urgent")
    told = run(holder, "role", "handover", "on-call", "--to", successor)[0]
    forwarded = {one["id"] for one in told["forwarded"]}
    check(opened in forwarded and late not in forwarded, f"{told}")
    after = send(others[0], "role", "--to-role", "on-call", "--priority", "urgent")
    check(sent[after].to == [successor], f"{sent[after]}, not {successor}")
    come = {one["id"]: one for one in receive(holder)}
    check(come[late]["successors"] == [identities[successor]["identity"]], f"{come[late]}")
    arrived = receive(successor)
    passed_on = [one for one in arrived if one["id"] not in sent]
    check(len(passed_on) == len(forwarded), f"{arrived}")
    check(all("role" in one for one in arrived if one["id"] == after), f"{arrived}")


def recall(day):
    at(day, 11)
    in_time = send(OWNER, "person", "--to", SECOND)
    run(OWNER, "recall", in_time)
    recalled[in_time] = False
    too_late = send(OWNER, "person", "--to", SECOND)
    receive(SECOND)
    run(SECOND, "show", too_late)
    run(OWNER, "recall", too_late)
    recalled[too_late] = True
    receive(SECOND)
    receive(OWNER)


def fork(day):
    """Both owners make somebody an owner, without having heard of each other; then the senior one
    signs what both wanted."""
    at(day, 13)
    for owner, other in [(OWNER, NAMES[2]), (SECOND, NAMES[3])]:
        run(owner, "team", "own", "ward", other)
    for name in NAMES[:-1]:
        receive(name)
    for name in NAMES[:-1]:
        ward = run(name, "team", "show", "ward")[0]
        signers = [[identities[owner]["identity"] for owner in (OWNER, SECOND)]]
        check(ward["forks"] == signers, f"{name}: {ward['forks']}")
        check(owners(ward) == [OWNER, SECOND, NAMES[2]], f"{name}: {owners(ward)}")
    run(OWNER, "team", "own", "ward", NAMES[3])
    for name in NAMES[:-1]:
        receive(name)
        ward = run(name, "team", "show", "ward")[0]
        check(owners(ward) == [OWNER, SECOND, NAMES[2], NAMES[3]], f"{name}: {owners(ward)}")


def owners(ward):
    names = {told["identity"]: name for name, told in identities.items()}
    return [names[identity] for identity in ward["owners"]]


def remove(day):
    at(day, 7)
    run(OWNER, "team", "remove", "ward", REMOVED)
    receive(REMOVED)
    check(run(REMOVED, "team", "show", "ward")[0]["state"] == "ended", "still in the team")


def leave_alone(day):
    """A stat message that nobody answers: the holder and the backup have it at once, so what is left
    is the telephone."""
    global unanswered
    at(day, 15)
    sender = next(name for name in NAMES[:-1] if name not in rota(day, 0))
    unanswered = send(sender, "stat", "--to-role", "on-call", "--priority", "stat")
    check(len(sent[unanswered].to) == 2, f"{sent[unanswered]}")
    at(day, 15, 30)
    steps = []
    for _ in range(3):
        told = run(sender, "overdue", "--escalate", statuses=(0, 1))
        steps += [one["escalation"] for one in told if one["id"] == unanswered
                  and "escalation" in one]
    check(steps == [{"telephone": True}], f"{steps}")


def week():
    for day in range(DAYS):
        if day == REMOVAL:
            remove(day)
        if day == NIGHT:
            hand_over(day, 2, rota(day - 1, 1)[0], rota(day - 1, 1)[1])
        at(day, 9)
        for _ in range(MESSAGES * (day + 1) // DAYS - MESSAGES * day // DAYS):
            send_some(RANDOM.choice(NAMES), day)
        if day == 1:
            recall(day)
        if day == FORK:
            fork(day)
        if day == DAYTIME:
            hand_over(day, 14, rota(day, 0)[0], rota(day, 0)[1])
        if day == DAYS - 1:
            leave_alone(day)
        at(day, 17)
        for name in NAMES if FULL else RANDOM.sample(NAMES, 2):
            receive(name)
            answer_some(name)
        at(day, 19, 30)
        for name in NAMES if FULL else RANDOM.sample(NAMES, 1):
            run(name, "overdue", "--escalate", statuses=(0, 1))


# The account

def fate(message, recipient, here, told):
    """What became of one copy: at the recipient's, and as its sender was told."""
    if message in recalled:
        check((message in here) == recalled[message], f"{message}, recalled, at {recipient}")
        state = told["recall"]["state"] if "recall" in told else "recalled"
        check(state == ("kept" if recalled[message] else "recalled"), f"{message}: {told}")
        return "kept, marked" if recalled[message] else "taken back"
    check(message in here, f"{message} of {sent[message]} is not at {recipient}'s")
    answer = told.get("answer", {}).get("state")
    check(answer == expected[message, recipient],
          f"{message} to {recipient}: told {answer}, given {expected[message, recipient]}")
    return answer or ("no answer" if sent[message].asks else "received")


def labelled(message, one):
    kind = sent[message].kind
    if kind in ("ward", "mdt", "case-7"):
        return "team" in one
    return "role" in one if kind in ("role", "stat") else "labelRemark" not in one


def account():
    table = collections.Counter()
    here = {name: {one["id"]: one for one in run(name, "list")} for name in NAMES}
    names = {told["identity"]: name for name, told in identities.items()}
    for message, facts in sent.items():
        shown = run(facts.sender, "show", message)[0]
        told = {names[one["identity"]]: one for one in shown["standing"]}
        check(set(facts.to) <= set(told), f"{facts}: {told}")
        for recipient in facts.to:
            table[facts.kind, fate(message, recipient, here[recipient], told[recipient])] += 1
            one = here[recipient].get(message)
            check(one is None or labelled(message, one), f"{message} at {recipient}: {one}")
    for name, messages in here.items():
        for message in messages:
            facts = sent.get(message)
            check(facts is None or name in (*facts.to, facts.sender), f"{message} at {name}")
    return table


begin()
groups()
week()
now = BEGIN + datetime.timedelta(days=DAYS, hours=9)
for _ in range(2):
    for name in NAMES:
        receive(name)
table = account()
for name in NAMES:
    expect_sound(name)
    run(name, "audit", "verify")
kinds = sorted({kind for kind, _ in table})
print(f"{len(sent)} messages, {sum(table.values())} copies: by kind, and what became of each")
print(f"{'':16}" + "".join(f"{kind:>10}" for kind in kinds))
for fate_ in sorted({fate_ for _, fate_ in table}):
    print(f"{fate_:16}" + "".join(f"{table[kind, fate_] or '':>10}" for kind in kinds))
