import Foundation
import Files
import Secrets
import TestSupport
import Testing

@testable import AgeFormat

/// The C2SP age test kit, by the rules of its README.
@Suite(.enabled(if: Vectors.areThere, "the test vectors are not beside the checkout"))
struct TestKitTests {
  @Test func isComplete() throws {
    #expect(try CCTVector.names().count == 143)
  }

  /// The kind of failure, and exactly the plaintext that may be returned before it.
  @Test(arguments: try CCTVector.names())
  func opens(_ name: String) throws {
    let vector = try CCTVector(name)
    let released = SHA256()
    var outcome = CCTVector.Expectation.success
    do {
      let source = try vector.source()
      let header = try AgeHeader.read(from: source)
      let fileKey = try AgeFile.fileKey(of: header, identities: vector.identities)
      let opener = try PayloadOpener(fileKey: fileKey, source: source)
      while let piece = try opener.next() { released.update(piece) }
    } catch let error as AgeError {
      outcome = try #require(error.expectation, "\(error)")
    }
    #expect(outcome == vector.expectation)
    if let hash = vector.payloadHash { #expect(released.finish().hex == hash) }
  }

  /// The same through the call for whole files, which detects armor itself.
  @Test(arguments: try CCTVector.names())
  func opensWhole(_ name: String) throws {
    let vector = try CCTVector(name)
    var outcome = CCTVector.Expectation.success
    do {
      let plaintext = try AgeFile.open(vector.file, identities: vector.identities)
      if let hash = vector.payloadHash { #expect(SHA256.hash(plaintext).hex == hash) }
    } catch let error as AgeError {
      outcome = try #require(error.expectation, "\(error)")
    }
    // With text before the armor, the file does not count as armored.
    let expected = name == "armor_garbage_leading" ? .headerFailure : vector.expectation
    #expect(outcome == expected)
  }

  @Test(
    arguments: try CCTVector.names { ![.headerFailure, .armorFailure].contains($0.expectation) })
  func headerRoundTrips(_ name: String) throws {
    let vector = try CCTVector(name)
    let source = try vector.source()
    let header = try AgeHeader.read(from: source)
    let again = AgeHeader.authenticatedBytes(header.stanzas) + AgeHeader.tail(header.mac)
    #expect(again == header.bytes)
    let file = try everything(in: vector.source())
    #expect(file.starts(with: header.bytes))
    #expect(try everything(in: source) == Array(file.dropFirst(header.bytes.count)))
    if let fileKey = vector.fileKey, vector.expectation != .macFailure {
      #expect(AgeHeader(sealing: header.stanzas, fileKey: fileKey).bytes == header.bytes)
    }
  }

  @Test(arguments: try CCTVector.names { $0.isArmored && $0.expectation != .armorFailure })
  func armorRoundTrips(_ name: String) throws {
    let vector = try CCTVector(name)
    let text = String(decoding: vector.file, as: UTF8.self)
      .replacing("\r\n", with: "\n").trimmingCharacters(in: .whitespacesAndNewlines)
    let again = Armor.encode(try everything(in: vector.source()))
    #expect(String(decoding: again, as: UTF8.self) == text + "\n")
  }

  @Test(arguments: try CCTVector.names { $0.expectation == .success })
  func payloadRoundTrips(_ name: String) throws {
    let vector = try CCTVector(name)
    let fileKey = try #require(vector.fileKey)
    let source = try vector.source()
    _ = try AgeHeader.read(from: source)
    let payload = try everything(in: source)
    let opener = try PayloadOpener(fileKey: fileKey, source: MemorySource(payload))
    var again: [UInt8] = []
    let sealer = try PayloadSealer(
      fileKey: fileKey, nonce: Array(payload.prefix(PayloadLayout.nonce))
    ) { again += $0 }
    while let piece = try opener.next() { try sealer.write(piece) }
    try sealer.finish()
    #expect(again == payload)
  }
}

extension AgeError {
  /// The test kit's name for this error.
  fileprivate var expectation: CCTVector.Expectation? {
    switch self {
    case .armor: .armorFailure
    case .header: .headerFailure
    case .mac: .macFailure
    case .noMatch: .noMatch
    case .payload: .payloadFailure
    case .tooLarge, .recipients, .key: nil
    }
  }
}
