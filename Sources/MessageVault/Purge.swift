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

  /// How many messages were lost unread since this was last asked: whichever run removed them.
  package func takeUnreadLost() throws -> Int { try take(KeyTable.unreadLost) }

  /// How many envelopes no route took before they expired, since this was last asked.
  package func takeUndelivered() throws -> Int { try take(KeyTable.undelivered) }

  private func take(_ name: String) throws -> Int {
    guard try keys.database.read({ try KeyTable.number($0, name) ?? 0 }) > 0 else { return 0 }
    return try keys.database.write { database in
      let count = try KeyTable.number(database, name) ?? 0
      try KeyTable.setNumber(database, name, 0)
      return count
    }
  }
}
