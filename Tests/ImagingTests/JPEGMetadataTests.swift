import TestSupport
import Testing

@testable import Imaging

/// A cleaned JPEG says nothing beside its picture but how to turn it and what its colours mean.
@Suite struct JPEGMetadataTests {
  private static let secret = "PLANTED-SECRET"

  /// A picture full of what phones and programs write.
  private static func planted(_ base: TestJPEG) throws -> [UInt8] {
    let secret = Array(secret.utf8)
    func text(_ prefix: String) -> [UInt8] { Array(prefix.utf8) + secret }
    var bytes = try Tool.withFolder { folder in
      try Tool.write(base.encoded() + secret, to: folder + "/thumbnail.jpg")
      return try Tool.tagged(
        base.encoded(), name: "in.jpg",
        [
          "-Orientation#=6", "-GPSLatitude=52.3", "-GPSLongitude=4.9", "-Artist=\(self.secret)",
          "-XMP:Title=\(self.secret)", "-IPTC:Caption-Abstract=\(self.secret)",
          "-Comment=\(self.secret)", "-MakerNoteUnknownText=\(self.secret)",
          "-ThumbnailImage<=\(folder)/thumbnail.jpg",
        ])
    }
    let exif = try #require(
      JPEGStructure(bytes).segments.first { $0.marker == 0xe1 && $0.payload.count > 200 })
    let reader = try #require(ExifReader(bytes[exif.payload].dropFirst(6)))
    #expect(reader.hasThumbnail && reader.hasPosition && reader.hasMakerNote)
    bytes = bytes.inserting(segment: 0xe0, text("JFXX\0\u{13}"))
    bytes = bytes.inserting(
      segment: 0xe1, text("http://ns.adobe.com/xmp/extension/\0GUID"))
    bytes = bytes.inserting(segment: 0xe2, text("MPF\0II*\0"))
    bytes = bytes.inserting(segment: 0xe2, text("urn:iso:std:iso:ts:21496:-1\0"))
    bytes = bytes.inserting(segment: 0xeb, text("JP"))
    bytes = bytes.appending(segment: 0xfe, text("after the scan"))
    bytes = bytes.appending(segment: 0xed, text("Photoshop 3.0\0"))
    let video = [0, 0, 0, 24] + text("ftypmp42")
    return bytes + video + base.encoded() + secret
  }

  private static func picture() -> TestJPEG {
    var random = SeededGenerator(seed: 7)
    var picture = TestJPEG(random: &random)
    while picture.colour != .ycc { picture = TestJPEG(random: &random) }
    picture.process = .baseline
    return picture
  }

  @Test(arguments: [true, false]) func nothingPlantedSurvives(metadataOnly: Bool) throws {
    let input = try Self.planted(Self.picture())
    var options = RedactionOptions()
    options.metadataOnly = metadataOnly
    if !metadataOnly { options.regions = [try Region(parsing: "10x10+0+0")] }
    let (output, report) = try PictureRedactor(options).run(input)
    #expect(input.contains(text: Self.secret))
    #expect(!output.contains(text: Self.secret))
    let read = try CoefficientReader(output)
    #expect(read.trailing == 0)
    let allowed: Set<UInt8> = [0xe0, 0xe1, 0xc0, 0xc4, 0xda, 0xdb, 0xdd, 0xd9]
    #expect(Set(read.markers.map(\.marker)).isSubset(of: allowed))
    #expect(read.markers.filter { $0.marker == 0xe0 }.map(\.payload.count) == [14])
    #expect(
      read.markers.filter { $0.marker == 0xe1 }.map(\.payload) == [ExifReader.minimal(.turnedRight)]
    )
    #expect(report.orientation == .turnedRight)
    let kinds = Set(report.removed.map(\.kind))
    #expect(
      kinds == [
        "exif+thumbnail+position+maker-note", "xmp", "extended-xmp", "iptc", "comment", "jfxx",
        "multi-picture", "gain-map", "app11", "motion-video",
      ])
  }

  /// Tables that no scan decodes with could hold anything.
  @Test func tablesWithoutAUseAreLeftBehind() throws {
    let base = Self.picture()
    let secret = Array(Self.secret.utf8)
    let symbols = [UInt8](repeating: 0, count: 7) + [UInt8(secret.count)]
    let huffman = [0x13] + symbols + [UInt8](repeating: 0, count: 8) + secret
    let steps = [3] + secret + [UInt8](repeating: 1, count: 64 - secret.count)
    // One that a later definition makes useless, too.
    let early = [0] + secret + [UInt8](repeating: 1, count: 64 - secret.count)
    for (marker, table) in [(UInt8(0xc4), huffman), (0xdb, steps), (0xdb, early)] {
      let input = base.encoded().inserting(segment: marker, table)
      var options = RedactionOptions()
      options.metadataOnly = true
      let output = try PictureRedactor(options).run(input).output
      #expect(input.contains(text: Self.secret) && !output.contains(text: Self.secret))
      for component in 0..<3 {
        #expect(try CoefficientReader(output).blocks(component) == base.coefficients[component])
      }
      options.metadataOnly = false
      options.regions = [try Region(parsing: "8x8+0+0")]
      let hidden = try PictureRedactor(options).run(base.encoded()).output
      #expect(try Verifier(options).compare(original: input, redacted: hidden).isProven)
      let report = try Verifier(options).compare(
        original: input, redacted: hidden.inserting(segment: marker, table))
      #expect(report.findings.contains(.unexplainedCoding("a table that no scan uses")))
    }
  }

  @Test func exiftoolFindsNothing() throws {
    var options = RedactionOptions()
    options.metadataOnly = true
    let output = try PictureRedactor(options).run(try Self.planted(Self.picture())).output
    let listed = try Tool.withFolder { folder in
      try Tool.write(output, to: folder + "/out.jpg")
      return try Tool.run(
        "exiftool", package: "libimage-exiftool-perl",
        ["-G1", "-s", "-a", "-u", folder + "/out.jpg"])
    }
    let groups = Set(
      String(decoding: listed, as: UTF8.self).split(separator: "\n").map {
        String($0.prefix { $0 != "]" }.dropFirst())
      })
    #expect(groups.isSubset(of: ["ExifTool", "System", "File", "JFIF", "IFD0", "Composite"]))
  }

  @Test func resolutionIsKept() throws {
    let square = try Self.cleaned([1, 1, 1, 0, 72, 0, 72, 0, 0])
    #expect(square == [1, 1, 1, 0, 72, 0, 72, 0, 0])
    let wide = try Self.cleaned([1, 2, 0, 0, 4, 0, 3, 0, 0])
    #expect(wide == [1, 1, 0, 0, 4, 0, 3, 0, 0])
    #expect(try Self.cleaned([1, 2, 7, 0, 4, 0, 3, 0, 0]) == [1, 1, 0, 0, 4, 0, 3, 0, 0])
  }

  /// What becomes of a JFIF segment of these fields, by both ways of cleaning.
  private static func cleaned(_ fields: [UInt8]) throws -> [UInt8] {
    let bytes = picture().encoded()
    let input = Array(bytes.prefix(6)) + Array("JFIF\0".utf8) + fields + bytes.dropFirst(20)
    var options = RedactionOptions()
    options.metadataOnly = true
    let copied = try CoefficientReader(try PictureRedactor(options).run(input).output)
    options.scrubsEdges = true
    let written = try CoefficientReader(try PictureRedactor(options).run(input).output)
    let results = [copied, written].map { read in
      Array(read.markers.first { $0.marker == 0xe0 }?.payload.dropFirst(5) ?? [])
    }
    #expect(results[0] == results[1])
    return results[0]
  }

  @Test(arguments: [TestJPEG.Colour.cmyk, .ycck, .rgb], [true, false])
  func colourSpaceSurvives(colour: TestJPEG.Colour, adobe: Bool) throws {
    var random = SeededGenerator(seed: 3)
    var picture = TestJPEG(random: &random)
    while picture.colour != colour { picture = TestJPEG(random: &random) }
    picture.adobe = adobe
    let original = try CoefficientReader(picture.encoded())
    var options = RedactionOptions()
    for regions in [[], [try Region(parsing: "5x5+0+0")]] {
      options.metadataOnly = regions.isEmpty
      options.regions = regions
      let read = try CoefficientReader(try PictureRedactor(options).run(picture.encoded()).output)
      #expect(
        read.markers.filter { $0.marker == 0xee }.map(\.payload)
          == original.markers.filter { $0.marker == 0xee }.map(\.payload))
      #expect(read.components.map(\.id) == original.components.map(\.id))
    }
  }

  @Test(arguments: CanonicalProfile.all.filter { $0.primaries != .gray })
  func profilesAreReplacedByTheirLike(profile: CanonicalProfile) throws {
    let picture = Self.picture()
    // The same colours, told with a text of the owner's.
    var bytes = profile.bytes
    bytes += Array(Self.secret.utf8)
    let size = UInt32(bytes.count)
    bytes.replaceSubrange(0..<4, with: TestChunks.bigEndian(size))
    let half = bytes.count / 2
    let prefix = Array("ICC_PROFILE\0".utf8)
    let input = picture.encoded()
      .inserting(segment: 0xe2, prefix + [2, 2] + bytes[half...])
      .inserting(segment: 0xe2, prefix + [1, 2] + bytes[..<half])
    var options = RedactionOptions()
    options.metadataOnly = true
    let (output, report) = try PictureRedactor(options).run(input)
    #expect(report.profile == .replaced(profile, exact: true))
    #expect(!output.contains(text: Self.secret))
    let segments = try CoefficientReader(output).markers.filter { $0.marker == 0xe2 }
    #expect(segments.map(\.payload) == [prefix + [1, 1] + profile.bytes])
  }

  @Test func otherProfilesAreDroppedOrBroughtNear() throws {
    var profile = CanonicalProfile.sRGB.bytes
    profile.replaceSubrange(16..<20, with: Array("CMYK".utf8))
    #expect(ProfileReader.outcome(of: profile, channels: 4) == .dropped)
    #expect(ProfileReader.outcome(of: [1, 2, 3], channels: 3) == .dropped)
    // A screen's own profile: nearly Display P3.
    var screen = CanonicalProfile(primaries: .displayP3, curve: .sRGB).bytes
    let place = try #require((132..<screen.count).first { screen[$0...].starts(with: "XYZ ".utf8) })
    for tag in 0..<screen[128..<132].reduce(0, { $0 << 8 | Int($1) }) {
      let entry = 132 + 12 * tag
      guard screen[entry..<entry + 4].elementsEqual("rXYZ".utf8) else { continue }
      let offset = screen[entry + 4..<entry + 8].reduce(0) { $0 << 8 | Int($1) }
      screen[offset + 10] = screen[offset + 10] &- 20
    }
    #expect(place > 132)
    #expect(
      ProfileReader.outcome(of: screen, channels: 3)
        == .replaced(CanonicalProfile(primaries: .displayP3, curve: .sRGB), exact: false))
    #expect(
      ProfileReader.outcome(
        of: CanonicalProfile(primaries: .gray, curve: .gamma18).bytes, channels: 1)
        == .replaced(CanonicalProfile(primaries: .gray, curve: .gamma18), exact: true))
    #expect(
      ProfileReader.outcome(of: CanonicalProfile.sRGB.bytes, channels: 1)
        == .replaced(CanonicalProfile(primaries: .gray, curve: .sRGB), exact: true))
  }

  @Test func adobeRGBWithoutAProfileIsKept() throws {
    let input = try Tool.tagged(
      Self.picture().encoded(), name: "in.jpg", ["-ColorSpace#=65535", "-InteropIndex=R03"])
    var options = RedactionOptions()
    options.metadataOnly = true
    let report = try PictureRedactor(options).run(input).report
    #expect(
      report.profile
        == .replaced(CanonicalProfile(primaries: .adobeRGB, curve: .gamma22), exact: true))
  }

  @Test func canonicalProfilesAreSound() throws {
    for profile in CanonicalProfile.all {
      let bytes = profile.bytes
      #expect(bytes.count % 4 == 0)
      #expect(bytes[0..<4].elementsEqual(TestChunks.bigEndian(UInt32(bytes.count))))
      for row in 0..<3 where profile.primaries != .gray {
        let sum = profile.primaries.colorants.reduce(0) { $0 + Int($1[row]) }
        #expect(abs(sum - [63190, 65536, 54061][row]) <= 1)
      }
    }
  }
}
