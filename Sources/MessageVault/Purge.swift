package import Files
internal import Glibc

/// purge-expired: what every run does for a home, done to the end.
extension Vault {
  /// What a run would destroy and remove now; nothing is. Throws
  /// ``VaultError/clockJumped(lastDay:today:)``.
  package static func due(_ home: Home, clock: Clock, clockIsRight: Bool = false) throws -> Purged {
    try home.check()
    let keys = try KeyTable.open(home)
    try keys.checkClock(today: clock.today, clockIsRight: clockIsRight)
    return try Expiry(
      home: home, keys: keys, store: try MessageTable.open(home),
      queue: EnvelopeQueue(folder: home.queue), today: clock.today
    ).due()
  }

  /// Rewrites the files, so that no copy of a destroyed key is left in a free page. Throws
  /// ``VaultError/notScrubbed`` when others kept it from that for `patience` seconds.
  package func finishPurge(patience: Double = 5) throws {
    let end = MonotonicClock.seconds + patience
    while try !keys.scrubIfDue() {
      guard MonotonicClock.seconds < end else { throw VaultError.notScrubbed }
      usleep(50_000)
    }
    try store.database.shrink()
    try keys.note(.lastPurge, at: clock.now())
    Reserve(home).restore()
  }

  /// Puts right what killed processes left beside a home.
  package static func tidy(beside home: Home) throws { try HomeDraft.tidy(beside: home) }

  /// The home that ``rebuild(_:from:_:clock:clockIsRight:fill:)`` put aside for this one; nil when
  /// there is none.
  package static func replaced(_ home: Home) -> Home? {
    let old = Home(home.path + ".replaced")
    return old.exists ? old : nil
  }

  /// What was lost, by whichever run, and is to be told to a person.
  package enum Loss: CaseIterable {
    /// Messages in the queue that expired before they were opened.
    case unread
    /// Envelopes that no route took before they expired.
    case undelivered

    fileprivate var name: String {
      switch self {
      case .unread: KeyTable.unreadLost
      case .undelivered: KeyTable.undelivered
      }
    }
  }

  /// How many were lost that nobody was told of yet.
  package func lost(_ loss: Loss) throws -> Int {
    try keys.database.read { try KeyTable.number($0, loss.name) ?? 0 }
  }

  /// Notes that `count` of them were told.
  package func noteTold(_ loss: Loss, _ count: Int) throws {
    guard count > 0 else { return }
    try keys.database.write { database in
      let left = try (KeyTable.number(database, loss.name) ?? 0) - count
      try KeyTable.setNumber(database, loss.name, max(0, left))
    }
  }
}
