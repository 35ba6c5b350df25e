import Files
import Identities
import Testing

@testable import Envelopes

/// Numbers that sender and recipient must reckon alike, worked out from the protocol's formulas
/// with other software.
struct DerivationTests {
  @Test(arguments: [
    (0, 4096), (1, 4096), (4095, 4096), (4096, 4096), (4097, 4352), (4352, 4352), (4353, 4608),
    (8191, 8192), (8192, 8192), (8193, 8704), (65535, 65536), (65536, 65536), (65537, 67584),
    (1_048_576, 1_048_576), (1_048_577, 1_081_344), (1 << 30 + 1, 1_107_296_256),
  ])
  func padding(length: Int, padded: Int) {
    #expect(Padme.padded(length) == padded)
  }

  /// Of nothing, of one frame, of a full frame and one byte.
  @Test func partDigests() {
    #expect(
      PartDigest.of([]).hex == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(
      PartDigest.of(Array("abc".utf8)).hex
        == "4f8b42c22dd3729b519ba6f68d2da7cc5b2d606d05daed5ad5128cc03e6c6358")
    #expect(
      PartDigest.of([UInt8](repeating: 0, count: PartDigest.frameSize + 1)).hex
        == "28638dab8d5e1754a4ecb38b0ebe6df66c844f94aed142d4d0283d208bb786cd")
  }

  /// The keys of the first three examples of RFC 8032.
  @Test func conversations() throws {
    let people = try [
      "tacita16adfsqvzky9t042tlmfujeq88g8wzuhnm2nzxfd0qgdx3ac82ydqy87865",
      "tacita184qp0slggwy44y4hp2n56xm7hjwfstx09mzfdrxqe42lz2h5vcxqggrecg",
      "tacita1l3gumrnzrzs68rdy0mgqyv8stqypdmgnhges8tzaawg32jyssqjsdc227j",
    ].map { try #require(Identity($0)) }
    for sender in people {
      #expect(Conversation.id(from: sender, to: people).hex == "7326780b44dc9a6151870f77ab891319")
      let others = people.filter { $0 != sender }
      #expect(
        Conversation.id(from: sender, to: others.reversed()).hex
          == "7326780b44dc9a6151870f77ab891319")
    }
  }

  @Test func hintTags() {
    let tag = HintTag.tag(
      shared: [UInt8](repeating: 7, count: 32), share: Array(0..<32), hintKey: Array(32..<64))
    #expect(tag.hex == "bed53b5225e59070")
  }
}
