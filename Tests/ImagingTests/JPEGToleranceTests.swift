import TestSupport
import Testing

@testable import Imaging

/// Files that open everywhere although they break a rule are taken, and written afresh without it.
@Suite struct JPEGToleranceTests {
  enum Oddity: CaseIterable {
    case padding, gap, restartGap, adobeTransform, lineCount, noEnd
  }

  static func picture(_ process: TestJPEG.Process, restart: Int = 0) -> TestJPEG {
    var random = SeededGenerator(seed: 1811)
    var picture = TestJPEG(random: &random)
    while picture.colour != .ycc || picture.width < 60 || picture.height < 60 {
      picture = TestJPEG(random: &random)
    }
    (picture.process, picture.restart) = (process, restart)
    return picture
  }

  static func options(hiding: Bool) throws -> RedactionOptions {
    var options = RedactionOptions()
    options.metadataOnly = !hiding
    if hiding { options.regions = [try Region(parsing: "20x20+8+8")] }
    return options
  }

  /// `bytes` with every scan header ending in `fields`: first and last coefficient, bits.
  private static func changingScans(_ bytes: [UInt8], _ fields: [UInt8]) throws -> [UInt8] {
    var bytes = bytes
    for segment in try JPEGStructure(bytes).segments where segment.marker == 0xda {
      bytes.replaceSubrange(segment.payload.suffix(3), with: fields)
    }
    return bytes
  }

  /// Some telephones write zeros where a sequential scan has to say 0 to 63; no decoder looks.
  @Test(
    arguments: [TestJPEG.Process.baseline, .optimised, .separate, .arithmetic],
    [[0, 0, 0], [0, 5, 0], [1, 63, 0], [0, 63, 0x10], [0, 63, 1]] as [[UInt8]])
  func scanHeadersOfSequentialPicturesAreNotBelieved(
    process: TestJPEG.Process, fields: [UInt8]
  ) throws {
    let picture = Self.picture(process)
    let plain = picture.encoded()
    let input = try Self.changingScans(plain, fields)
    for hiding in [false, true] {
      let options = try Self.options(hiding: hiding)
      let output = try PictureRedactor(options).run(input).output
      #expect(try output == PictureRedactor(options).run(plain).output)
      let read = try CoefficientReader(output)
      for scan in read.markers where scan.marker == 0xda {
        #expect(scan.payload.suffix(3) == [0, 63, 0])
      }
      guard !hiding else { continue }
      for component in 0..<3 {
        #expect(read.blocks(component) == picture.coefficients[component])
      }
    }
  }

  /// What decoders pass over inside the coding could be anything, such as a name.
  @Test(arguments: [TestJPEG.Process.baseline, .optimised, .progressive])
  func cleaningLeavesNothingInTheCoding(process: TestJPEG.Process) throws {
    let picture = Self.picture(process, restart: 2)
    let planted = Array("PATIENT JANSEN".utf8)
    let plain = picture.encoded()
    let restart = try #require(
      (600..<plain.count - 1).first {
        plain[$0] == 0xff && (0xd0...0xd7).contains(plain[$0 + 1])
      })
    let clean = try PictureRedactor(Self.options(hiding: false)).run(plain).output
    var beforeEnd = plain
    beforeEnd.insert(contentsOf: planted, at: plain.count - 2)
    var beforeRestart = plain
    beforeRestart.insert(contentsOf: planted, at: restart)
    for input in [beforeEnd, Array(beforeEnd.dropLast(2)), beforeRestart] {
      let output = try PictureRedactor(Self.options(hiding: false)).run(input).output
      #expect(!String(decoding: output, as: UTF8.self).contains("PATIENT"))
      for component in 0..<3 {
        #expect(
          try CoefficientReader(output).blocks(component)
            == CoefficientReader(clean).blocks(component))
      }
    }
  }

  private static func odd(_ oddity: Oddity, _ bytes: [UInt8]) throws -> [UInt8] {
    let structure = try JPEGStructure(bytes)
    switch oddity {
    case .padding: return bytes.dropLast(2) + [0, 0, 0, 0, 0] + bytes.suffix(2)
    case .gap:
      let table = try #require(structure.segments.first { $0.marker == 0xdb })
      return bytes[..<table.whole.lowerBound] + [0x12, 0x34, 0, 0x56]
        + bytes[table.whole.lowerBound...]
    case .restartGap:
      let scan = try #require(structure.segments.first { $0.marker == 0xda })
      let place = try #require(
        (scan.payload.upperBound..<bytes.count - 1).first {
          bytes[$0] == 0xff && (0xd0...0xd7).contains(bytes[$0 + 1])
        })
      return bytes[..<place] + [0, 0, 0] + bytes[place...]
    case .adobeTransform:
      let bare = bytes[..<2] + bytes[20...]
      return Array(bare).inserting(
        segment: 0xee, Array("Adobe".utf8) + [0, 100, 0, 0, 0, 0, 2])
    case .lineCount:
      let height = structure.size.height
      return bytes.appending(segment: 0xdc, [UInt8(height >> 8), UInt8(height & 255)])
    case .noEnd: return bytes.dropLast(2)
    }
  }

  @Test(
    arguments: Oddity.allCases,
    [TestJPEG.Process.baseline, .optimised, .progressive])
  func harmlessFaultsAreWrittenAfresh(oddity: Oddity, process: TestJPEG.Process) throws {
    let picture = Self.picture(process, restart: oddity == .restartGap ? 2 : 0)
    let input = try Self.odd(oddity, picture.encoded())
    for hiding in [false, true] {
      let output = try PictureRedactor(Self.options(hiding: hiding)).run(input).output
      let structure = try JPEGStructure(output)
      #expect(structure.isWhole && structure.strayBytes == 0)
      #expect(!structure.segments.contains { $0.marker == 0xdc })
      let read = try CoefficientReader(output)
      for component in 0..<3 where !hiding {
        #expect(read.blocks(component) == picture.coefficients[component])
      }
      #expect(
        read.markers.filter { $0.marker == 0xee }.allSatisfy { $0.payload.last == 1 })
      if hiding {
        #expect(
          try Verifier(Self.options(hiding: true)).compare(original: input, redacted: output)
            .isProven)
      }
    }
  }

  /// What is missing from the coded data is noticed, also where only the end is missing.
  @Test func aPictureThatBreaksOffIsStillRefused() throws {
    for process in TestJPEG.Process.allCases {
      let input = Self.picture(process).encoded()
      for cut in [4, 10, 100] {
        for hiding in [false, true] {
          #expect(throws: ImagingError.self, "\(process), \(cut), \(hiding)") {
            try PictureRedactor(Self.options(hiding: hiding)).run(input.dropLast(cut))
          }
        }
      }
    }
  }

  /// The orientation counts where viewers look for it, and in both forms that cameras write.
  @Test func orientationIsReadWhereViewersReadIt() throws {
    let base = Self.picture(.baseline).encoded()
    let long: [UInt8] =
      Array("Exif\0\0MM\0*".utf8)
      + [0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 4, 0, 0, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0]
    let options = try Self.options(hiding: true)
    let before = try PictureRedactor(options).run(base.inserting(segment: 0xe1, long))
    #expect(before.report.orientation == .turnedRight)
    let after = try PictureRedactor(options).run(base.appending(segment: 0xe1, long))
    #expect(after.report.orientation == nil)
    #expect(try after.output == PictureRedactor(options).run(base).output)
  }

  /// What changes the colours counts before the scan alone, too.
  @Test func segmentsBehindTheScanChangeNoColour() throws {
    let base = Self.picture(.baseline).encoded()
    let adobe = Array("Adobe".utf8) + [0, 100, 0, 0, 0, 0, 0] as [UInt8]
    let bare = Array(base[..<2] + base[20...])
    for hiding in [false, true] {
      let options = try Self.options(hiding: hiding)
      let output = try PictureRedactor(options).run(bare.appending(segment: 0xee, adobe)).output
      #expect(try output == PictureRedactor(options).run(bare).output)
    }
  }

  @Test func salvagingIsAdvisedOnlyWhereItHelps() throws {
    func hint(_ input: [UInt8]) throws -> String? {
      do {
        _ = try PictureRedactor(Self.options(hiding: true)).run(input)
        return "done"
      } catch let error as ImagingError {
        return error.hint
      }
    }
    let input = Self.picture(.baseline).encoded()
    #expect(try hint(input.dropLast(200))?.contains("--salvage") == true)
    #expect(try hint(Array(input.prefix(300))) == nil)
    #expect(try hint([0xff, 0xd8, 0xff]) == nil)
  }
}
