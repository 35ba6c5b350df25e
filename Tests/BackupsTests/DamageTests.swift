import Files
import MessageVault
import Secrets
import TestSupport
import Testing

@testable import Backups

/// What is damaged is named, and all that is whole comes back.
struct DamageTests {
  /// A repository of several generations, and the one before its last.
  private func pair() throws -> (Pair, older: String) {
    let pair = try Pair()
    try pair.deliver("one", expires: 10)
    try pair.deliver("two", attached: 70_000, expires: 20)
    try pair.jansen.backUp(pair.repository)
    for number in 3...6 { try pair.deliver("message \(number)", expires: 10 + number) }
    try pair.jansen.backUp(pair.repository)
    let older = pair.folder.path("older")
    try FileTree.copy(pair.repository, to: older)
    try pair.deliver("last", attached: 80_000, expires: 30)
    try pair.jansen.backUp(pair.repository)
    return (pair, older)
  }

  private static let all = [
    "one", "two", "message 3", "message 4", "message 5", "message 6", "last",
  ]

  /// Whether `--verify` names `file`, or refuses the repository for it.
  private func isNamed(_ file: String, _ pair: Pair, unlocked: Bool = false) throws -> Bool {
    do {
      return try pair.jansen.check(pair.repository, unlocked: unlocked).problems
        .contains { $0.file == file }
    } catch is BackupError {
      return file == "tacita-backup.json"
    }
  }

  @Test("whole, it is said to be whole") func whole() throws {
    let (pair, _) = try pair()
    #expect(try pair.jansen.check(pair.repository, unlocked: false).problems.isEmpty)
    let outcome = try pair.jansen.check(pair.repository)
    #expect(outcome.problems.isEmpty && outcome.opened == 7)
  }

  @Test("each file cut short, flipped at fifty places, removed, or another's") func eachFile()
    throws
  {
    let (pair, older) = try pair()
    var seeded = SeededGenerator(seed: 1)
    let files = try pair.files.sorted()
    #expect(files.count >= 10)
    for file in files {
      let path = pair.path(file)
      let content = try FileTree.bytes(path)
      var variants: [[UInt8]?] = [nil, Array(content.prefix(content.count / 2)), []]
      for _ in 0..<50 {
        var flipped = content
        flipped[Int.random(in: 0..<content.count, using: &seeded)] ^=
          1 << UInt8.random(in: 0..<8, using: &seeded)
        variants.append(flipped)
      }
      if FileTree.exists(older + "/" + file) {
        let old = try FileTree.bytes(older + "/" + file)
        if old != content { variants.append(old) }
      }
      for variant in variants {
        if FileTree.exists(path) { try FileTree.remove(path) }
        if let variant { try FileTree.write(variant, to: path) }
        #expect(try isNamed(file, pair), "\(file): \(variant?.count ?? -1)")
      }
      try FileTree.write(content, to: path)
    }
    #expect(try pair.jansen.check(pair.repository).problems.isEmpty)
  }

  @Test("the newest snapshot removed") func newestSnapshotRemoved() throws {
    let (pair, _) = try pair()
    let newest = try #require(try Repository(pair.repository).generations().last)
    try FileTree.remove(pair.path("snapshots/\(newest)"))
    #expect(try isNamed("snapshots/\(newest)", pair))
  }

  @Test("an older snapshot in the place of the newest is refused") func olderGeneration() throws {
    let (pair, older) = try pair()
    let newest = try #require(try Repository(pair.repository).generations().last)
    try FileTree.remove(pair.path("snapshots/\(newest)"))
    try FileTree.copy(older + "/snapshots/\(newest - 1)", to: pair.path("snapshots/\(newest)"))
    #expect(try isNamed("snapshots/\(newest)", pair))
    let (outcome, texts) = try pair.jansen.restore(
      pair.repository, to: pair.folder.path("home"))
    #expect(outcome.generation == newest - 1 && !outcome.problems.isEmpty)
    #expect(texts == Array(Self.all.dropLast()))
  }

  @Test("a forged manifest is refused, also by who holds the keyring") func forged() throws {
    let (pair, _) = try pair()
    let newest = try #require(try Repository(pair.repository).generations().last)
    var manifest = Manifest(
      generation: newest + 1, time: pair.clock.now,
      configuration: HomeConfiguration(route: nil, mailbox: String(repeating: "a", count: 32)))
    manifest.position = 99
    let keyring = try Keyring(encoded: FileTree.bytes(pair.path("keyring")))
    let keys = try keyring.history().keys
    #expect(keys.isEmpty, "the keyring holds a key of snapshots")
    let forged = manifest.sealed(
      vault: try Repository(pair.repository).vault, key: keys.first ?? .random(count: 32))
    try FileTree.write(forged, to: pair.path("snapshots/\(newest + 1)"))
    #expect(try isNamed("snapshots/\(newest + 1)", pair))
    let (outcome, texts) = try pair.jansen.restore(
      pair.repository, to: pair.folder.path("home"))
    #expect(texts == Self.all && outcome.generation == newest)
    #expect(outcome.problems.map(\.file) == ["snapshots/\(newest + 1)"])
    #expect(try pair.jansen.backUp(pair.repository).notes.count == 1)
    #expect(try pair.jansen.check(pair.repository).problems.isEmpty)
  }

  @Test("of a damaged pack all rows come back but the damaged ones") func salvage() throws {
    let (pair, _) = try pair()
    let large = try pair.packs().max { $0.count < $1.count }
    let pack = try #require(large)
    let name = "packs/\(SHA256.hash(pack).hex)"
    for offset in stride(from: Pack.magic.count, to: pack.count, by: pack.count / 12) {
      var flipped = pack
      flipped[offset] ^= 0x10
      try FileTree.write(flipped, to: pair.path(name))
      let (outcome, texts) = try pair.jansen.restore(
        pair.repository, to: pair.folder.path("home \(offset)"))
      #expect(outcome.problems.map(\.file) == [name])
      #expect(outcome.lost == 1 && texts.count == Self.all.count - 1, "\(offset)")
    }
  }

  @Test("a damaged object takes its own message with it, and no other") func object() throws {
    let (pair, _) = try pair()
    let object = try #require(try pair.files.first { $0.hasPrefix("objects/") })
    var bytes = try FileTree.bytes(pair.path(object))
    bytes[bytes.count / 2] ^= 1
    try FileTree.write(bytes, to: pair.path(object))
    let (outcome, texts) = try pair.jansen.restore(
      pair.repository, to: pair.folder.path("home"))
    #expect(outcome.problems.map(\.file) == [object])
    #expect(outcome.lost == 1 && texts.count == Self.all.count - 1)
  }

  @Test("what was lost is written again by the next backup") func repaired() throws {
    let (pair, _) = try pair()
    for kind in ["objects/", "packs/"] {
      let file = try #require(try pair.files.first { $0.hasPrefix(kind) })
      try FileTree.remove(pair.path(file))
      #expect(try !pair.jansen.backUp(pair.repository).notes.isEmpty)
      #expect(try pair.jansen.check(pair.repository).problems.isEmpty, "\(file)")
    }
    let (outcome, texts) = try pair.jansen.restore(
      pair.repository, to: pair.folder.path("home"))
    #expect(texts == Self.all && outcome.problems.isEmpty)
  }
}
