package import Files

/// The secret half of one day's prekey, one generation of it.
package struct PrekeySecret: Sendable {
  package let day: Day
  /// 0 for the first keys made for a day; a restore adds one.
  package let generation: Int
  /// The last day on which it may be used: the prekey's day and the retention of its making.
  package let lastDay: Day
  /// 32 bytes, the seed of the X-Wing key.
  package let kemSeed: [UInt8]
  /// 32 bytes, the X25519 secret that finds one's own stanza.
  package let hintSecret: [UInt8]

  package init(
    day: Day, generation: Int, lastDay: Day, kemSeed: [UInt8], hintSecret: [UInt8]
  ) {
    self.day = day
    self.generation = generation
    self.lastDay = lastDay
    self.kemSeed = kemSeed
    self.hintSecret = hintSecret
  }
}
