internal import AgeFormat
internal import Envelopes
internal import Files
internal import MessageVault

/// Under which day an envelope that cannot be opened yet is kept.
enum QueueDay {
  /// The day that the hint of an envelope names, when this home has prekeys for it; else today: a
  /// forged hint must not keep a file for years.
  static func of(_ file: Descriptor, _ vault: Vault) -> Day {
    guard (try? file.size()) != nil,
      let day = try? EnvelopeHint.day(of: DescriptorSource(fromStart: file)),
      (try? vault.hasPrekeys(for: day)) == true
    else { return vault.today }
    return day
  }

  /// Lays an envelope into the queue under its day, from a file or a pipe. What a pipe brings is
  /// known only when it is there.
  static func queue(_ file: Descriptor, in vault: Vault) throws -> EnvelopeQueue.Entry {
    let entry = try vault.queue.add(file, day: of(file, vault))
    guard try file.size() == nil else { return entry }
    let day = of(try Descriptor.reading(entry.path), vault)
    return day == entry.day ? entry : try vault.queue.move(entry, to: day)
  }
}
