import AgeFormat
import Files
import Foundation
import Identities
import Secrets
import TestSupport

@testable import Envelopes

/// One opening out of the vectors of the message format, as their README describes it.
struct EnvelopeVector: Decodable {
  var name: String
  var expect: String
  var envelope: String
  private var now: String
  private var retention: Int
  private var me: Me
  private var contacts: [Contact]
  private var received: [[String]]
  /// What else is known of one that is received.
  var head: String?
  var tail: String?
  var parts: [Part]?
  var fileKey: String?
  var header: String?
  var expiry: String?

  private struct Me: Decodable {
    var identitySeed: String
    var prekeys: [Prekey]
    var destroyed: [Int]

    struct Prekey: Decodable {
      var day: Int
      var generation: Int
      var kemSeed: String
      var hintSecret: String
    }
  }

  private struct Contact: Decodable {
    var alias: String
    var card: String
  }

  struct Part: Decodable, Equatable {
    var name: String
    var type: String
    var size: Int
    var sha256: String
  }

  struct Malformed: Error {}

  /// The names of all, none where there are no vectors.
  static let names: [String] = {
    guard Vectors.areThere, let files = try? Vectors.names(in: "tacita") else { return [] }
    return files.filter { $0.hasSuffix(".json") && $0 != "documents.json" }
      .map { String($0.dropLast(5)) }
  }()

  init(_ name: String) throws {
    let json = Data(try Vectors.bytes("tacita/\(name).json"))
    self = try JSONDecoder().decode(EnvelopeVector.self, from: json)
  }

  /// The age file.
  func file() throws -> [UInt8] {
    let bytes = try Vectors.bytes("tacita/\(envelope)")
    return envelope.hasSuffix(".gz") ? try gunzip(bytes) : bytes
  }

  /// Its reader. The vectors name what was received by its header; where that is the envelope's
  /// own, it is this very message.
  func addressee(of file: [UInt8]) throws -> TestAddressee {
    var addressee = try addressee()
    guard let read = try? EnvelopeOpener(for: addressee).read(MemorySource(file)) else {
      return addressee
    }
    let message = read.message
    for (receipt, header) in addressee.receipts where header == message.tail.header {
      addressee.receipts[receipt] = message.digest
    }
    return addressee
  }

  private func addressee() throws -> TestAddressee {
    guard var seed = [UInt8](hex: me.identitySeed), let now = Timestamp(now) else {
      throw Malformed()
    }
    return TestAddressee(
      identity: SigningKey(seed: SecretBytes(moving: &seed)).identity, now: now,
      retention: retention, keys: try me.prekeys.map(secret),
      destroyed: Set(me.destroyed.map(Day.init)),
      contacts: Set(try contacts.map { try Card(bytes: Array($0.card.utf8)).identity }),
      receipts: Dictionary(uniqueKeysWithValues: try received.map(receipt)))
  }

  private func secret(_ prekey: Me.Prekey) throws -> PrekeySecret {
    guard let kemSeed = [UInt8](hex: prekey.kemSeed),
      let hintSecret = [UInt8](hex: prekey.hintSecret)
    else { throw Malformed() }
    return PrekeySecret(
      day: Day(prekey.day), generation: prekey.generation, lastDay: Day(prekey.day + retention),
      kemSeed: kemSeed, hintSecret: hintSecret)
  }

  private func receipt(_ entry: [String]) throws -> (TestAddressee.Receipt, [UInt8]) {
    guard entry.count == 3, let sender = Identity(entry[0]), let id = [UInt8](hex: entry[1]),
      let header = [UInt8](hex: entry[2])
    else { throw Malformed() }
    return (TestAddressee.Receipt(sender: sender, id: id), header)
  }
}
