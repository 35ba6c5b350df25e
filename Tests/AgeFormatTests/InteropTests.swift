import Files
import Foundation
import TestSupport
import Testing

@testable import AgeFormat

/// The reference implementation opens our files, and we open its files.
@Suite(.enabled(if: ReferenceAge.isThere, "no age in the path"))
struct InteropTests {
  private static let sizes = [0, 1, 65535, 65536, 65537, 1 << 20]

  @Test(arguments: sizes, [false, true])
  func sealedHere(_ size: Int, armored: Bool) throws {
    let age = try ReferenceAge()
    let identity = try X25519Identity()
    try age.write(Array(identity.text.utf8), to: "key")
    let file = try AgeFile.seal(
      pattern(size), to: [X25519Identity().recipient, identity.recipient])
    try age.write(armored ? Armor.encode(file) : file, to: "sealed")
    try age.run("-d", "-i", "key", "-o", "opened", "sealed")
    #expect(try age.opened() == pattern(size))
  }

  @Test(arguments: sizes, [false, true])
  func sealedThere(_ size: Int, armored: Bool) throws {
    let age = try ReferenceAge()
    let identity = try X25519Identity()
    try age.write(pattern(size), to: "plain")
    let armor = armored ? ["--armor"] : []
    try age.run(armor + ["-r", identity.recipient.text, "-o", "sealed", "plain"])
    let file = try age.read("sealed")
    #expect(file.starts(with: Armor.begin) == armored)
    #expect(try AgeFile.open(file, identities: [identity]) == pattern(size))

    // The same from a descriptor.
    let source = DescriptorSource(try Descriptor.reading(age.path("sealed")))
    let opener = try AgeFile.open(source, identities: [identity])
    var plaintext: [UInt8] = []
    while let piece = try opener.next() { plaintext += piece }
    #expect(plaintext == pattern(size))
  }

  @Test(
    .enabled(if: ReferenceAge.canType, "no pexpect for /usr/bin/python3"),
    arguments: [0, 65536, 1 << 20], [false, true])
  func passphrases(_ size: Int, armored: Bool) throws {
    let age = try ReferenceAge()
    let passphrase = "knäckebröd 12"
    let file = try AgeFile.seal(
      pattern(size), to: [ScryptRecipient(passphrase: passphrase, logN: 12)])
    try age.write(armored ? Armor.encode(file) : file, to: "sealed")
    try age.type(passphrase, times: 1, "-d", "-o", "opened", "sealed")
    #expect(try age.opened() == pattern(size))

    try age.write(pattern(size), to: "plain")
    let armor = armored ? ["--armor"] : []
    try age.type(passphrase, times: 2, arguments: armor + ["-p", "-o", "theirs", "plain"])
    #expect(
      try AgeFile.open(age.read("theirs"), identities: [ScryptIdentity(passphrase: passphrase)])
        == pattern(size))
  }

  /// The default work factor, only once, because it is slow.
  @Test(.enabled(if: ReferenceAge.canType, "no pexpect for /usr/bin/python3"))
  func defaultWorkFactor() throws {
    let age = try ReferenceAge()
    try age.write(
      try AgeFile.seal([1, 2, 3], to: [ScryptRecipient(passphrase: "x y")]), to: "sealed")
    try age.type("x y", times: 1, "-d", "-o", "opened", "sealed")
    #expect(try age.opened() == [1, 2, 3])
  }
}

/// Debian's `age`, in a folder of its own.
private final class ReferenceAge {
  private let folder: URL

  static let isThere = (try? ExternalProgram.run("/usr/bin/env", ["age", "--version"])) != nil
  static let canType =
    (try? ExternalProgram.run("/usr/bin/python3", ["-c", "import pexpect"])) != nil

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "tacita-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func path(_ name: String) -> String { folder.appending(path: name).path }
  func write(_ bytes: [UInt8], to name: String) throws {
    try Data(bytes).write(to: folder.appending(path: name))
  }
  func read(_ name: String) throws -> [UInt8] {
    try Array(Data(contentsOf: folder.appending(path: name)))
  }

  /// The plaintext that age wrote to `opened`. age makes no file for an empty plaintext.
  func opened() throws -> [UInt8] {
    FileManager.default.fileExists(atPath: path("opened")) ? try read("opened") : []
  }

  func run(_ arguments: String...) throws { try run(arguments) }

  func run(_ arguments: [String]) throws {
    try ExternalProgram.run("/usr/bin/env", ["age"] + arguments, in: folder)
  }

  func type(_ passphrase: String, times: Int, _ arguments: String...) throws {
    try type(passphrase, times: times, arguments: arguments)
  }

  /// Runs age on a terminal, because it reads passphrases only there.
  func type(_ passphrase: String, times: Int, arguments: [String]) throws {
    let script = """
      import pexpect, sys
      passphrase, times, arguments = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
      age = pexpect.spawn("age", arguments, timeout=120)
      for _ in range(times):
          age.expect("assphrase")
          age.sendline(passphrase)
      age.expect(pexpect.EOF)
      age.close()
      sys.stderr.buffer.write(age.before)
      sys.exit(age.exitstatus)
      """
    try ExternalProgram.run(
      "/usr/bin/python3", ["-c", script, passphrase, String(times)] + arguments, in: folder)
  }
}
