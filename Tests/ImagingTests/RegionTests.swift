import TestSupport
import Testing

@testable import Imaging

@Suite struct RegionTests {
  private static let size = PixelSize(width: 200, height: 100)

  @Test(arguments: [
    ("300x120+40+9", Rectangle(left: 40, top: 9, right: 200, bottom: 100)),
    ("1x1+199+99", Rectangle(left: 199, top: 99, right: 200, bottom: 100)),
    ("50%x50%+25%+25%", Rectangle(left: 50, top: 25, right: 150, bottom: 75)),
    ("10x33.3%+0+0.5%", Rectangle(left: 0, top: 0, right: 10, bottom: 34)),
  ]) func regionsArePlaced(text: String, place: Rectangle) throws {
    #expect(try Region(parsing: text).rectangle(in: Self.size) == place)
  }

  @Test func aRegionTellsWhatIsInIt() throws {
    #expect(try Region(parsing: "1x1+0+0").kind == .manual)
    #expect(try Region(parsing: "1x1+0+0=text").kind == .text)
    #expect(try Region(parsing: "5%x1+0+0=face").kind == .face)
    let both = try Region(parsing: "1x1+0+0@1-2=code")
    #expect(both.kind == .code && both.time == 1...2)
  }

  @Test(arguments: [
    "", "10", "10x10", "10x10+5", "0x10+0+0", "10x0+0+0", "-1x5+0+0", "1.5x5+0+0", "10x10+0+0 ",
    "10X10+0+0", "10x10+-5+0", "axb+c+d", "99999999999999999999x1+0+0", "2000%x1+0+0", "10x10,0,0",
    "1x1+0+0=", "1x1+0+0=name", "1x1+0+0=text ", "1x1+0+0=text@1-2", "1x1+0+0=text=text",
  ]) func othersAreRefused(text: String) {
    #expect(throws: ImagingError.regionMalformed(text)) { try Region(parsing: text) }
  }

  @Test func outsideIsAnError() {
    #expect(throws: ImagingError.regionOutside("5x5+200+0", width: 200, height: 100)) {
      try Region(parsing: "5x5+200+0").rectangle(in: Self.size)
    }
  }

  @Test func textAndCodesAreFilled() throws {
    var random = SeededGenerator(seed: 8)
    var picture = TestJPEG(random: &random)
    while picture.width < 50 || picture.height < 50 { picture = TestJPEG(random: &random) }
    for mode in RedactionMode.allCases {
      var options = RedactionOptions()
      options.mode = mode
      options.regions = try [
        Region(parsing: "9x9+0+0", kind: .text), Region(parsing: "5x5+20+20", kind: .code),
      ]
      let report = try PictureRedactor(options).run(picture.encoded()).report
      #expect(report.hidden.map(\.mode) == [.fill, .fill])
      #expect(report.bits == 0)
    }
  }

  @Test func aRegionWithoutSurroundingsIsFilled() throws {
    var random = SeededGenerator(seed: 9)
    let picture = TestJPEG(random: &random)
    var options = RedactionOptions()
    options.regions = [try Region(parsing: "100%x100%+0+0")]
    let (output, report) = try PictureRedactor(options).run(picture.encoded())
    #expect(report.hidden.map(\.mode) == [.fill])
    let read = try CoefficientReader(output)
    for component in picture.sampling.indices {
      #expect(read.blocks(component).allSatisfy { $0 == 0 })
    }
  }

  @Test(arguments: Orientation.allCases) func orientationsUndoThemselves(
    orientation: Orientation
  ) {
    let place = Rectangle(left: 10, top: 20, right: 45, bottom: 90)
    let seen = orientation.seen(place, in: Self.size)
    #expect(orientation.stored(seen, in: Self.size) == place)
    #expect(orientation.turned(orientation.turned(Self.size)) == Self.size)
  }

  @Test func arrowsAreRead() throws {
    let arrow = try Arrow(parsing: "10,20:50%,60")
    #expect(arrow.head.point(in: Self.size) == Point(x: 100, y: 60))
    for text in ["", "1,2", "1,2:1,2", "1,2;3,4", "1,2:3,4:5,6", "a,b:c,d"] {
      #expect(throws: ImagingError.arrowMalformed(text)) { try Arrow(parsing: text) }
    }
    #expect(throws: ImagingError.self) {
      try Arrow(parsing: "1,2:500,50").outline(
        width: 3, stored: Self.size, orientation: .upright)
    }
    #expect(
      try DrawingColour(parsing: "#0a0B0c") == DrawingColour(red: 10, green: 11, blue: 12))
    #expect(throws: ImagingError.colourMalformed("#12345")) { try DrawingColour(parsing: "#12345") }
  }
}
