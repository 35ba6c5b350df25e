import Files
import Foundation
import TestSupport
import Testing

@testable import Imaging

/// What becomes of HEIC, AVIF, WebP and TIFF.
@Suite struct ConversionTests {
  private func cleaned(
    _ picture: TestConvertible, _ target: PictureFormat = .png, page: Int? = nil
  ) throws -> (output: [UInt8], report: RedactionReport) {
    var options = RedactionOptions()
    options.metadataOnly = true
    options.target = target
    options.page = page
    return try PictureRedactor(options, decoder: TestConvertible.decoder()).run(picture.encoded())
  }

  /// Red, green and blue of a pixel that is seen, in 16 bits.
  private func colours(_ png: DecodedPNG, _ x: Int, _ y: Int) -> [UInt16] {
    let bytes = png.pixel(x: x, y: y)
    return stride(from: 0, to: min(6, bytes.count - 1), by: 2).map {
      UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])
    }
  }

  /// Red of a pixel, 0 to 255.
  private func red(_ png: [UInt8], _ x: Int, _ y: Int) throws -> Int {
    let picture = try #require(DecodedPNG(png))
    return Int(picture.pixel(x: x, y: y)[0])
  }

  @Test(arguments: ConvertibleFormat.allCases) func pixelsAreKept(format: ConvertibleFormat) throws
  {
    let picture = TestConvertible(format)
    let (output, report) = try cleaned(picture)
    let decoded = try #require(DecodedPNG(output))
    #expect(decoded.width == 64 && decoded.height == 48)
    for (x, y) in [(0, 0), (63, 0), (10, 40), (63, 47)] {
      let expected = (0..<3).map { UInt16(min(x * 3 + y * 2 + $0 * 40, 255)) * 257 }
      // The colours of HEIC and AVIF are rounded once, on their way into the file.
      let most = format == .heic || format == .avif ? 2 * 257 : 0
      for (found, wanted) in zip(colours(decoded, x, y), expected) {
        #expect(abs(Int(found) - Int(wanted)) <= most)
      }
    }
    #expect(report.converted?.from == format && report.format == .png)
  }

  /// irot and imir of HEIC and AVIF, the tag of TIFF, the Exif data of WebP.
  @Test(arguments: ConvertibleFormat.allCases, Orientation.allCases)
  func picturesAreTurned(format: ConvertibleFormat, orientation: Orientation) throws {
    var picture = TestConvertible(format, width: 64, height: 32)
    // Bright where the first pixel lies, dark elsewhere.
    picture.paint { x, y, _ in x < 16 && y < 16 ? 250 : 20 + x / 8 }
    if format == .webp {
      picture.exif = TestConvertible.exif(orientation: UInt8(orientation.rawValue))
    } else {
      picture.orientation = orientation.rawValue
    }
    let (output, report) = try cleaned(picture)
    let seen = orientation.seen(
      Rectangle(left: 0, top: 0, right: 1, bottom: 1), in: PixelSize(width: 64, height: 32))
    #expect(report.size == orientation.turned(PixelSize(width: 64, height: 32)))
    #expect(try red(output, seen.left, seen.top) == 250)
    let far = orientation.seen(
      Rectangle(left: 63, top: 31, right: 64, bottom: 32), in: PixelSize(width: 64, height: 32))
    #expect(try red(output, far.left, far.top) == 27)
  }

  /// The container turns a HEIC; the Exif data in it say the same once more, and do not count.
  @Test func exifDoesNotTurnAHEICAgain() throws {
    var picture = TestConvertible(.heic, width: 64, height: 32)
    picture.orientation = 6
    picture.exif = TestConvertible.exif(orientation: 6)
    let (_, report) = try cleaned(picture)
    #expect(report.size == PixelSize(width: 32, height: 64))
    #expect(report.removed.contains { $0.kind == "exif+position" })
    #expect(report.removedInWords?.contains("position") == true)
  }

  @Test func furtherPicturesGo() throws {
    var picture = TestConvertible(.heic)
    (picture.hasThumbnail, picture.hasSecond) = (true, true)
    let (_, report) = try cleaned(picture, .jpeg)
    #expect(report.removed.contains { $0.kind == "thumbnail" })
    #expect(report.removed.contains { $0.kind == "second-picture" })
  }

  @Test func tenBitsAreReducedAndHDRIsTold() throws {
    var picture = TestConvertible(.heic)
    (picture.bits, picture.transfer, picture.isLossless) = (10, 16, false)
    picture.paint { _, _, _ in 512 }
    let (output, report) = try cleaned(picture)
    #expect(abs(try red(output, 20, 20) - 128) <= 2)
    #expect(report.converted?.bits == 10 && report.converted?.isHDR == true)
    #expect(report.remarks.count >= 2)
  }

  @Test func sixteenBitsAreKeptInAPNG() throws {
    var picture = TestConvertible(.tiff)
    picture.bits = 16
    picture.paint { x, y, channel in x * 1000 + y + channel }
    let decoded = try #require(DecodedPNG(try cleaned(picture).output))
    #expect(colours(decoded, 50, 7) == [50_007, 50_008, 50_009])
    let report = try cleaned(picture, .jpeg).report
    #expect(report.converted?.bits == 16)
  }

  @Test func pagesHaveToBeNamed() throws {
    var picture = TestConvertible(.tiff)
    picture.pages = 3
    picture.paint { _, _, _ in 100 }
    #expect(throws: ImagingError.severalPages(3)) { try cleaned(picture) }
    #expect(throws: ImagingError.noSuchPage(4, of: 3)) { try cleaned(picture, page: 4) }
    for page in 1...3 {
      let (output, report) = try cleaned(picture, page: page)
      #expect(try red(output, 5, 5) == 90 + 10 * page)
      #expect(report.converted?.page == page && report.converted?.pages == 3)
    }
    #expect(throws: ImagingError.noSuchPage(2, of: 1)) {
      try cleaned(TestConvertible(.webp), page: 2)
    }
  }

  @Test func transparencyIsKeptOrBecomesWhite() throws {
    var picture = TestConvertible(.webp)
    picture.channels = 4
    picture.paint { _, _, _ in 10 }
    for index in stride(from: 3, to: picture.samples.count, by: 4) { picture.samples[index] = 0 }
    let kept = try #require(DecodedPNG(try cleaned(picture).output))
    // What nobody sees says nothing.
    #expect(kept.pixel(x: 9, y: 9) == [0])
    let (output, report) = try cleaned(picture, .jpeg)
    #expect(report.converted?.isFlattened == true)
    var options = RedactionOptions()
    options.metadataOnly = true
    #expect(try PictureRedactor(options).run(output).report.size == report.size)
    #expect(try Tool.pixels(output)[0] >= 254)
  }

  @Test func withoutTheHelperItIsNamed() throws {
    var options = RedactionOptions()
    options.metadataOnly = true
    #expect(throws: ImagingError.noDecoder(.heic)) {
      try PictureRedactor(options).run(TestConvertible(.heic).encoded())
    }
  }

  /// Broken off, changed, or another kind than it says: refused, and the helper answers on.
  @Test(arguments: ConvertibleFormat.allCases)
  func damagedPicturesEndAsDamage(format: ConvertibleFormat) throws {
    let whole = TestConvertible(format).encoded()
    let decoder = try TestConvertible.decoder()
    var options = RedactionOptions()
    options.metadataOnly = true
    let redactor = PictureRedactor(options, decoder: decoder)
    var random = SeededGenerator(seed: 77)
    var refused = 0
    for _ in 0..<(Cases.count(20)) {
      var bytes = whole
      if random.chance(50) {
        bytes.removeLast(Int.random(in: 1..<whole.count - 20, using: &random))
      }
      for _ in 0..<Int.random(in: 0...20, using: &random) {
        let place = Int.random(in: 16..<bytes.count, using: &random)
        bytes[place] = UInt8.random(in: 0...255, using: &random)
      }
      do { _ = try redactor.run(bytes) } catch is ImagingError { refused += 1 }
    }
    #expect(refused > 0)
    #expect(try redactor.run(whole).report.size == PixelSize(width: 64, height: 48))
  }
}

/// How many cases a property is tried on: few in every run, all of them with `TACITA_CASES=full`.
enum Cases {
  static let isFull = ProcessInfo.processInfo.environment["TACITA_CASES"] == "full"

  static func count(_ few: Int, full: Int = 1000) -> Int { isFull ? full : few }
}
