package import Files
internal import Secrets

/// The secret half of one day's prekey, one generation of it. Wiped when the last copy is released,
/// as far as Swift allows.
package struct PrekeySecret: Sendable {
  package let day: Day
  /// 0 for the first keys made for a day; a restore adds one.
  package let generation: Int
  /// The last day on which it may be used: the prekey's day and the retention of its making.
  package let lastDay: Day
  private let storage: Storage

  /// 32 bytes, the seed of the X-Wing key.
  package var kemSeed: [UInt8] { storage.kemSeed }
  /// 32 bytes, the X25519 secret that finds one's own stanza.
  package var hintSecret: [UInt8] { storage.hintSecret }

  /// Changed only when nobody else holds it any more, hence safe to share.
  private final class Storage: @unchecked Sendable {
    private(set) var kemSeed: [UInt8]
    private(set) var hintSecret: [UInt8]

    init(kemSeed: [UInt8], hintSecret: [UInt8]) {
      self.kemSeed = kemSeed
      self.hintSecret = hintSecret
    }

    deinit {
      wipe(&kemSeed)
      wipe(&hintSecret)
    }
  }

  package init(
    day: Day, generation: Int, lastDay: Day, kemSeed: [UInt8], hintSecret: [UInt8]
  ) {
    self.day = day
    self.generation = generation
    self.lastDay = lastDay
    storage = Storage(kemSeed: kemSeed, hintSecret: hintSecret)
  }
}
