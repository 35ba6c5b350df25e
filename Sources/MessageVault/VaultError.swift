package import Files

/// What is wrong with the owner or the mode of something in a home.
package enum Exposure: Sendable, Equatable {
  /// It belongs to another user.
  case foreign(owner: UInt32)
  /// Others can write to it.
  case open
  /// Its own user cannot read and change it.
  case closed(mode: UInt32)
}

/// Why the vault does not do what was asked.
package enum VaultError: Error {
  /// There is no home at the path.
  case noHome(String)
  /// There is a home, or something else, at the path already.
  case homeExists(String)
  /// The home, or a file in it, does not belong to this user alone.
  case notPrivate(String, Exposure)
  /// At the path is what an earlier restore put aside.
  case replacedExists(String)
  /// What is at the path is not a home, or another vault's.
  case otherHome(String)
  /// The home was written by a newer tacita: format `found`.
  case newerHome(found: String)
  /// A file of the home does not hold what it should.
  case damaged(String)
  /// No slot opens with what was given.
  case wrongSecret
  /// The master key at hand is no longer, or not, that of the home.
  case otherMaster
  /// The key slots are no longer those that the vault was opened with.
  case slotsChanged
  /// The passphrase is the one that the home was made with: its owner has to set their own.
  case oneTimePassphrase
  /// Nothing was given that could open the home.
  case locked
  /// Another process held the database for five seconds.
  case busy
  /// Another copy of this home is in use.
  case otherCopy
  /// This copy of the home was retired: it sends and fetches nothing any more.
  case retired
  /// The clock is far from the day the home was last used: no key is destroyed on its word.
  case clockJumped(lastDay: Day, today: Day)
  /// The keys that were due are destroyed, but others kept the file from being rewritten.
  case notScrubbed
  /// Messages that are due were not exported.
  case notExported(Int)
  /// A slot cannot be made: the reason.
  case badSlot(String)
  /// The queue has reached its cap in bytes.
  case queueFull(cap: Int)
}
