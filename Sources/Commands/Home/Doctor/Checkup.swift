internal import Files
internal import KeyAgent
internal import MessageVault
internal import Policies
internal import Registers
internal import Transports

/// What doctor looks at in a home, one question a function. Nothing here needs a secret.
struct Checkup {
  let place: Home
  let options: HomeOptions
  let context: Context
  let printer: Printer

  /// In the order in which things depend on each other. A home that does not open leaves only what
  /// lies beside it to be looked at.
  func checks() -> [Check] {
    do {
      let vault = try Vault(place, clock: context.clock, clockIsRight: options.clockOk)
      return [
        .good(.home, place.path), permissions(),
        .good(.clock, "today is \(vault.today)"),
        space(),
      ] + kernel() + inside(vault) + registers()
    } catch {
      return [Check(Self.subject(of: error), describing: error), space()] + registers()
    }
  }

  private func inside(_ vault: Vault) -> [Check] {
    let others = [agent(vault), route(vault)]
    do {
      let counts = try vault.counts()
      guard try !vault.isRetired() else {
        return [Check(.card, describing: VaultError.retired)] + others
      }
      guard try !vault.sawOtherCopy() else {
        return [Check(.card, describing: VaultError.otherCopy)] + others
      }
      // Nobody writes to an identity that has ended, whatever its card says.
      return [try Self.identity(vault) ?? Self.card(counts)] + others
        + [Self.unread(counts)] + mail(vault, counts)
        + [purge(counts), Self.backup(counts, vault.machine, now: context.clock.now())]
        + teams(vault) + Self.policy(vault)
    } catch {
      return [Check(.home, describing: error)] + others
    }
  }

  private static func subject(of error: any Error) -> Check.Subject {
    switch error {
    case VaultError.clockJumped: .clock
    case VaultError.notPrivate: .permissions
    case is PolicyError: .policy
    default: .home
    }
  }

  private func permissions() -> Check {
    .of(.permissions) {
      guard let facts = try Directories.facts(place.path), facts.permissions & 0o077 != 0 else {
        return .good(.permissions, "nobody else can look into the home")
      }
      return .todo(
        .permissions, "others can look into the home, and count what is in it",
        hint: "chmod 700 \(place.path)")
    }
  }

  /// What the kernel cannot take away from verbs that read what strangers made; nothing where it
  /// can.
  private func kernel() -> [Check] {
    let possible = Confinement.Parts.possible
    let missing = [
      possible.contains(.files) ? nil : "files (landlock)",
      possible.contains(.calls) ? nil : "programs and the network (seccomp)",
    ].compactMap(\.self)
    guard !missing.isEmpty else { return [] }
    return [
      .note(
        .kernel, "the kernel cannot keep tacita from \(missing.joined(separator: " or from "))",
        hint: "messages and pictures are read all the same; a kernel of 2023 or newer protects "
          + "better")
    ]
  }

  /// Bytes that must be free: a backup, a large picture and the rewriting of the key table need
  /// room.
  private static let leastSpace = 200_000_000

  private func space() -> Check {
    .of(.space) {
      let free = try Directories.freeSpace(place.path)
      guard free < Self.leastSpace else { return .good(.space, "\(Size.text(free)) free") }
      return .todo(
        .space, "only \(Size.text(free)) free where the home is",
        hint: "make room: mail that does not fit waits on the route, and expires there")
    }
  }
}

/// What the vault tells of itself; ``StatusCommand`` warns of some of it.
extension Checkup {
  /// That the home's own identity has ended; nil while it has not.
  static func identity(_ vault: Vault) throws -> Check? {
    try vault.identityEnded().map { reason in
      .todo(
        .card, "your identity is revoked (\(reason)): others refuse what it signs",
        hint: "make a new home with tacita keygen, and give out its card")
    }
  }

  /// Whether others can write to this home for some days yet.
  static func card(_ counts: Vault.Counts) -> Check {
    switch counts.reach {
    case .good(let left):
      return .good(.card, "others can write to you for \(left.counted("more day"))")
    case .ending(let left):
      let when = left < 1 ? "any more" : "after \(left.counted("more day"))"
      return .todo(
        .card, "nobody can write to you \(when)", hint: "run tacita receive to publish new keys")
    case .broken(let missing):
      return .todo(
        .card,
        "keys for \(missing.counted("day")) that your card promises are gone, as after a wrong "
          + "clock",
        hint: "run tacita receive: it makes new keys and publishes a new card")
    }
  }

  /// Whether envelopes in the queue will soon be closed for ever.
  static func unread(_ counts: Vault.Counts) -> Check {
    guard counts.expiringSoon > 0, let last = counts.firstExpiry else {
      let waiting = "\(counts.queued.counted("envelope")) to open: run tacita receive"
      return .good(.unread, counts.queued == 0 ? "nothing waits" : waiting)
    }
    return .todo(
      .unread,
      "\(counts.expiringSoon.counted("unread message")) can be opened only until \(last)",
      hint: "run tacita receive")
  }

  /// What was received and sent, as far as that can be told: an agent, or a secret that is given,
  /// opens the home for it.
  private func mail(_ vault: Vault, _ counts: Vault.Counts) -> [Check] {
    // What keeps the agent from being asked is told where the agent is looked at.
    guard let open = (try? options.openedToCount(vault, context, printer)) ?? nil else {
      return [
        .note(
          .mail, "what was read is not known while the home is locked",
          hint: "tacita unlock --for 12h"),
        MailText.sent(toGoOut: counts.toGoOut),
      ]
    }
    do {
      let mail = try MailText(open)
      return [mail.received, mail.sent]
    } catch {
      return [Check(.mail, describing: error)]
    }
  }

  private func purge(_ counts: Vault.Counts) -> Check {
    Self.recent(
      .purge, counts.lastPurge, within: 2, never: "purge-expired has never run to its end",
      hint: "run tacita purge-expired every night from cron: keys are destroyed only when tacita "
        + "runs", now: context.clock.now())
  }

  /// Whether the last backup is as fresh as the policy of this machine asks for.
  static func backup(
    _ counts: Vault.Counts, _ machine: MachinePolicy, now: Timestamp
  ) -> Check {
    let days = machine.limit(.backup)
    return recent(
      .backup, counts.lastBackup, within: days ?? 7, never: "no backup was ever made",
      hint: "run tacita backup FOLDER every night from cron"
        + (days.map { "; by policy of this machine at least every \($0.counted("day"))" } ?? ""),
      now: now)
  }

  private static func recent(
    _ subject: Check.Subject, _ last: Timestamp?, within days: Int, never: String, hint: String,
    now: Timestamp
  ) -> Check {
    guard let last else { return .todo(subject, never, hint: hint) }
    guard last + days * 86400 < now else {
      return .good(subject, "last on \(last.short)")
    }
    return .todo(subject, "the last was on \(last.short)", hint: hint)
  }
}

/// What lies around the home.
extension Checkup {
  private func agent(_ vault: Vault) -> Check {
    .of(.agent) {
      guard !options.noAgent else {
        return .note(.agent, "not asked", hint: "leave --no-agent out")
      }
      guard let status = try options.agent(vault, context).status() else {
        return .note(
          .agent, "none: every verb that reads asks for the passphrase",
          hint: "tacita unlock --for 12h")
      }
      return .good(.agent, StatusCommand.text(status, context.clock.now()))
    }
  }

  /// Envelopes in a mailbox that are counted at most.
  private static let mostCounted = 4096

  private func route(_ vault: Vault) -> Check {
    .of(.route) {
      let configuration = try HomeConfiguration.read(vault.home)
      guard let route = try options.route(context) else {
        return .note(
          .route, "none: messages travel as files", hint: "tacita config set route spool:PATH")
      }
      let notes = try route.check(configuration.mailbox) + former(configuration, route)
      let listing = try route.entries(
        in: configuration.mailbox, after: nil, limit: Self.mostCounted)
      let more = listing.isComplete ? "" : "more than "
      let waiting = "\(more)\(listing.entries.count.counted("envelope")) there"
      let words = listing.entries.isEmpty ? "\(route.address)" : "\(route.address), \(waiting)"
      guard notes.isEmpty else {
        return .note(
          .route, words, hint: notes.joined(separator: "; "))
      }
      return .good(.route, words)
    }
  }

  /// What is to be known of a home that moves from one route to another.
  private func former(_ configuration: HomeConfiguration, _ route: any Route) -> [String] {
    guard let former = configuration.former else { return [] }
    let words = "the home also reads \(former.route), until \(former.until.day) at least"
    return [route is MovingRoute ? words : "\(words), and cannot reach it now"]
  }

  /// One check for each snapshot.
  private func registers() -> [Check] {
    do {
      let folder = try LookUpOptions.folder(context)
      let found = try folder.registers().map { snapshot($0, in: folder) }
      guard found.isEmpty else { return found }
      return [
        .note(
          .registers, "no snapshot: numbers are judged by their form alone",
          hint: "tacita register import REGISTER FILE, or ask with --online")
      ]
    } catch {
      return [Check(.registers, describing: error)]
    }
  }

  private func snapshot(_ register: Register, in folder: SnapshotFolder) -> Check {
    .of(.registers) {
      guard let facts = try folder.open(register)?.facts else {
        throw RegisterError.noSnapshot(register)
      }
      let words = "\(register.rawValue) of \(facts.date.short)"
      guard facts.date + RegisterDesk.usualAge < context.clock.now() else {
        return .good(.registers, "\(words), \(facts.people) people")
      }
      return .todo(
        .registers, "\(words) is too old to rely on",
        hint: "tacita register import \(register.rawValue) FILE, with a fresh extract")
    }
  }
}
