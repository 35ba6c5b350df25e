import Files
import MessageVault
import Secrets
import TestSupport
import Testing

@testable import Backups

/// What is damaged is named, and all that is whole comes back.
struct DamageTests {
  /// A repository of several generations, and the one before its last.
  private func scene() throws -> (Scene, older: String) {
    let scene = try Scene()
    try scene.deliver("one", expires: 10)
    try scene.deliver("two", attached: 70_000, expires: 20)
    try scene.jansen.backUp(scene.repository)
    for number in 3...6 { try scene.deliver("message \(number)", expires: 10 + number) }
    try scene.jansen.backUp(scene.repository)
    let older = scene.folder.path("older")
    try FileTree.copy(scene.repository, to: older)
    try scene.deliver("last", attached: 80_000, expires: 30)
    try scene.jansen.backUp(scene.repository)
    return (scene, older)
  }

  private static let all = [
    "one", "two", "message 3", "message 4", "message 5", "message 6", "last",
  ]

  /// Whether `--verify` names `file`, or refuses the repository for it.
  private func isNamed(_ file: String, _ scene: Scene, unlocked: Bool = false) throws -> Bool {
    do {
      return try scene.jansen.check(scene.repository, unlocked: unlocked).problems
        .contains { $0.file == file }
    } catch is BackupError {
      return file == "tacita-backup.json"
    }
  }

  @Test("whole, it is said to be whole") func whole() throws {
    let (scene, _) = try scene()
    #expect(try scene.jansen.check(scene.repository, unlocked: false).problems.isEmpty)
    let outcome = try scene.jansen.check(scene.repository)
    #expect(outcome.problems.isEmpty && outcome.opened == 7)
  }

  @Test("each file cut short, flipped at fifty places, removed, or another's") func eachFile()
    throws
  {
    let (scene, older) = try scene()
    var seeded = SeededGenerator(seed: 1)
    let files = try scene.files.sorted()
    #expect(files.count >= 10)
    for file in files {
      let path = scene.path(file)
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
        #expect(try isNamed(file, scene), "\(file): \(variant?.count ?? -1)")
      }
      try FileTree.write(content, to: path)
    }
    #expect(try scene.jansen.check(scene.repository).problems.isEmpty)
  }

  @Test("the newest snapshot removed") func newestSnapshotRemoved() throws {
    let (scene, _) = try scene()
    let newest = try #require(try Repository(scene.repository).generations().last)
    try FileTree.remove(scene.path("snapshots/\(newest)"))
    #expect(try isNamed("snapshots/\(newest)", scene))
  }

  @Test("an older snapshot in the place of the newest is refused") func olderGeneration() throws {
    let (scene, older) = try scene()
    let newest = try #require(try Repository(scene.repository).generations().last)
    try FileTree.remove(scene.path("snapshots/\(newest)"))
    try FileTree.copy(older + "/snapshots/\(newest - 1)", to: scene.path("snapshots/\(newest)"))
    #expect(try isNamed("snapshots/\(newest)", scene))
    let (outcome, texts) = try scene.jansen.restore(
      scene.repository, to: scene.folder.path("home"))
    #expect(outcome.generation == newest - 1 && !outcome.problems.isEmpty)
    #expect(texts == Array(Self.all.dropLast()))
  }

  @Test("a forged manifest is refused, also by who holds the keyring") func forged() throws {
    let (scene, _) = try scene()
    let newest = try #require(try Repository(scene.repository).generations().last)
    var manifest = Manifest(
      generation: newest + 1, time: scene.clock.now,
      configuration: HomeConfiguration(route: nil, mailbox: String(repeating: "a", count: 32)))
    manifest.position = 99
    let keyring = try Keyring(encoded: FileTree.bytes(scene.path("keyring")))
    let keys = try keyring.history().keys
    #expect(keys.isEmpty, "the keyring holds a key of snapshots")
    let forged = manifest.sealed(
      vault: try Repository(scene.repository).vault, key: keys.first ?? .random(count: 32))
    try FileTree.write(forged, to: scene.path("snapshots/\(newest + 1)"))
    #expect(try isNamed("snapshots/\(newest + 1)", scene))
    let (outcome, texts) = try scene.jansen.restore(
      scene.repository, to: scene.folder.path("home"))
    #expect(texts == Self.all && outcome.generation == newest)
    #expect(outcome.problems.map(\.file) == ["snapshots/\(newest + 1)"])
    #expect(try scene.jansen.backUp(scene.repository).notes.count == 1)
    #expect(try scene.jansen.check(scene.repository).problems.isEmpty)
  }

  @Test("of a damaged pack all rows come back but the damaged ones") func salvage() throws {
    let (scene, _) = try scene()
    let large = try scene.packs().max { $0.count < $1.count }
    let pack = try #require(large)
    let name = "packs/\(SHA256.hash(pack).hex)"
    for offset in stride(from: Pack.magic.count, to: pack.count, by: pack.count / 12) {
      var flipped = pack
      flipped[offset] ^= 0x10
      try FileTree.write(flipped, to: scene.path(name))
      let (outcome, texts) = try scene.jansen.restore(
        scene.repository, to: scene.folder.path("home \(offset)"))
      #expect(outcome.problems.map(\.file) == [name])
      #expect(outcome.lost == 1 && texts.count == Self.all.count - 1, "\(offset)")
    }
  }

  @Test("a damaged object takes its own message with it, and no other") func object() throws {
    let (scene, _) = try scene()
    let object = try #require(try scene.files.first { $0.hasPrefix("objects/") })
    var bytes = try FileTree.bytes(scene.path(object))
    bytes[bytes.count / 2] ^= 1
    try FileTree.write(bytes, to: scene.path(object))
    let (outcome, texts) = try scene.jansen.restore(
      scene.repository, to: scene.folder.path("home"))
    #expect(outcome.problems.map(\.file) == [object])
    #expect(outcome.lost == 1 && texts.count == Self.all.count - 1)
  }

  @Test("what was lost is written again by the next backup") func repaired() throws {
    let (scene, _) = try scene()
    for kind in ["objects/", "packs/"] {
      let file = try #require(try scene.files.first { $0.hasPrefix(kind) })
      try FileTree.remove(scene.path(file))
      #expect(try !scene.jansen.backUp(scene.repository).notes.isEmpty)
      #expect(try scene.jansen.check(scene.repository).problems.isEmpty, "\(file)")
    }
    let (outcome, texts) = try scene.jansen.restore(
      scene.repository, to: scene.folder.path("home"))
    #expect(texts == Self.all && outcome.problems.isEmpty)
  }
}
