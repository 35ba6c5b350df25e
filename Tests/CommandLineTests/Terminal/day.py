"""The day in the life, in two empty homes: at most six commands each until the first message is
read, each asking for the passphrase once; keygen has it typed again. No passphrase is shown."""

from terminal import Terminal, check

SECRET = {"devries": "correct horse battery", "jansen": "paste staple élan"}


class Person(Terminal):
    def __init__(self, name):
        super().__init__(TACITA_HOME=f"home-{name}")
        self.name = name
        self.commands = 0

    def does(self, line, *more):
        """A command that asks for the passphrase once and for nothing else but `more`."""
        self.commands += 1
        shown = self.asks(line, ("passphrase: ", SECRET[self.name]), *more)
        check(SECRET[self.name] not in shown, "the passphrase is shown")
        check("passphrase" not in shown, "the passphrase is asked for twice")
        return shown


def begins(person, name):
    person.commands += 1
    shown = person.asks(
        f"tacita keygen --name '{name}' --route spool:$PWD/spool",
        ("passphrase for the new home: ", SECRET[person.name]),
        ("once more: ", SECRET[person.name]))
    check(SECRET[person.name] not in shown, "the passphrase is shown")
    check("tacita1" in shown and "your fingerprint is" in shown, "no identity is told")
    return shown.split("your fingerprint is ")[1].split("\r\n")[0]


devries, jansen = Person("devries"), Person("jansen")
devries.runs("mkdir spool; echo 'Rash since Tuesday.' > note.txt; head -c 200000 /dev/urandom > rash.jpg")

fingerprints = {"devries": begins(devries, "A. de Vries"), "jansen": begins(jansen, "B. Jansen")}
devries.does("tacita card > devries.card")
jansen.does("tacita card > jansen.card")
shown = devries.does("tacita contact add --as jansen jansen.card")
check(fingerprints["jansen"] in shown, "the fingerprint to compare is not told")
jansen.does("tacita contact add --as devries devries.card")

shown = devries.does("tacita contact verify jansen", ("(yes/no) ", "yes"))
check(fingerprints["jansen"] in shown, "another fingerprint is shown to compare")
check("verified" in shown, "not verified")

devries.does("tacita send --to jansen --body note.txt --attach rash.jpg --priority stat")
shown = jansen.does("tacita receive")
check("devries" in shown and "stat" in shown, "the message is not told")
check("Tuesday" not in shown, "receive shows the text")
shown = jansen.does("tacita show @last")
check("Rash since Tuesday." in shown, "the text is not shown")
check("rash.jpg" in shown, "the attachment is not told")
check(devries.commands <= 6 and jansen.commands <= 6, "too many commands")

jansen.does("tacita show @last --part 1 -o out.jpg")
jansen.runs("cmp rash.jpg out.jpg")
