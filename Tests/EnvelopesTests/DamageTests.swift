import AgeFormat
import Files
import Synchronization
import Testing

@testable import Envelopes

/// An envelope in which any byte is changed, missing or too many.
struct DamageTests {
  private let bob = Person()
  private let me = Person()

  /// The usual operations, each done once for the same input: the same stanza is opened over and
  /// over here.
  private final class Memory: Sendable {
    private struct Question: Hashable {
      var stanza: String
      var body: [UInt8]
      var secret: [UInt8]
    }

    private let shared = Mutex<[Question: [UInt8]?]>([:])
    private let opened = Mutex<[Question: FileKey?]>([:])

    var primitives: StanzaPrimitives {
      let standard = StanzaPrimitives.standard
      return StanzaPrimitives(
        agree: { secret, share in
          let question = Question(stanza: "", body: share, secret: secret)
          if let known = self.shared.withLock({ $0[question] }) { return known }
          let answer = standard.agree(secret, share)
          self.shared.withLock { $0[question] = .some(answer) }
          return answer
        },
        open: { stanza, seed in
          let name = ([stanza.type] + stanza.arguments).joined(separator: " ")
          let question = Question(stanza: name, body: stanza.body, secret: seed)
          if let known = self.opened.withLock({ $0[question] }) { return known }
          let answer = try standard.open(stanza, seed)
          self.opened.withLock { $0[question] = .some(answer) }
          return answer
        })
    }
  }

  /// What may come of damage in the header, and in the payload.
  private let ofHeader: Set = ["header-failure", "not-for-this-vault"]
  private let ofPayload: Set = ["payload-damaged"]

  @Test func everyByteChanged() throws {
    let forgery = try Forger(from: bob, to: [me])
    let (file, end) = (try forgery.file, forgery.header.count)
    let primitives = Memory().primitives
    let vault = me.vault(knowing: bob)
    var failures: [String] = []
    for index in file.indices {
      var damaged = file
      damaged[index] ^= 1 << UInt8(index % 8)
      let name = try Opening(damaged, for: vault, primitives: primitives).name
      if !(index < end ? ofHeader : ofPayload).contains(name) {
        failures.append("\(index): \(name)")
      }
    }
    #expect(failures == [])
  }

  @Test func bytesMissingOrTooMany() throws {
    let forgery = try Forger(from: bob, to: [me])
    let (file, end) = (try forgery.file, forgery.header.count)
    let primitives = Memory().primitives
    let vault = me.vault(knowing: bob)
    var random = SplitMix(seed: 1)
    var failures: [String] = []
    for _ in 0..<200 {
      let index = Int.random(in: file.indices, using: &random)
      let byte = UInt8.random(in: 0...255, using: &random)
      var (shorter, longer) = (file, file)
      shorter.remove(at: index)
      longer.insert(byte, at: index)
      for damaged in [shorter, longer, Array(file.prefix(index))] {
        let name = try Opening(damaged, for: vault, primitives: primitives).name
        if !(index < end ? ofHeader : ofPayload.union(ofHeader)).contains(name) {
          failures.append("\(index): \(name)")
        }
      }
    }
    #expect(failures == [])
  }

  /// Armor has several forms of one file; whatever passes says the same.
  @Test func everyByteOfArmorChanged() throws {
    let text = Array("in armor".utf8)
    let forgery = try Forger(from: bob, to: [me], contents: [text])
    let armor = Armor.encode(try forgery.file)
    let primitives = Memory().primitives
    let vault = me.vault(knowing: bob)
    var passed = 0
    for index in armor.indices {
      for bit in [index % 8, (index + 3) % 8] {
        var damaged = armor
        damaged[index] ^= 1 << UInt8(bit)
        let opening = try Opening(damaged, for: vault, primitives: primitives)
        guard let envelope = opening.envelope else { continue }
        passed += 1
        #expect(envelope.read.message.headLine == forgery.head.line)
        #expect(try envelope.reader(of: opening.payload).bytes(of: 0, limit: 100) == text)
      }
    }
    // Only white space at the end can be other white space.
    #expect(passed <= 2)
  }
}

/// Steele, Lea and Flood's generator: the same numbers in every run.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }
}
