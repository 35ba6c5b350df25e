internal import Messaging
internal import Testing

/// Two who know each other, and a folder beside their homes.
package struct Pair {
  package let ward: Ward
  package let vries: Person
  package let jansen: Person
  package let folder: TemporaryFolder

  package init() throws {
    ward = try Ward()
    (vries, jansen) = try ward.pair()
    folder = try TemporaryFolder()
  }

  package var clock: MovableClock { ward.clock }

  /// A message from De Vries to Jansen, who receives it.
  package func deliver(
    _ text: String, attached bytes: Int = 0, expires days: Int? = nil
  ) throws {
    try vries.send(
      text, to: ["jansen"], attachments: bytes > 0 ? [.init("a.bin", pattern(bytes))] : []
    ) { message in
      message.lifetime = days.map { $0 * 86400 }
    }
    #expect(try jansen.receive().first?.reception != nil)
  }
}
