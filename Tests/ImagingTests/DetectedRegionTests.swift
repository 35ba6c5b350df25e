import Testing

@testable import Imaging

/// What programs that find faces and text print: understood to the last member, or refused.
@Suite struct DetectedRegionTests {
  private static let size = PixelSize(width: 400, height: 300)

  private static func read(_ text: String, margin: Region.Length? = nil) throws -> [Region] {
    try DetectedRegions(parsing: Array(text.utf8), margin: margin).entries.map(\.region)
  }

  private static func box(_ more: String = "") -> String {
    "{\"x\":10,\"y\":20,\"width\":30,\"height\":40\(more)}"
  }

  private static let place = Rectangle(left: 10, top: 20, right: 40, bottom: 60)

  @Test(arguments: [
    box(), box(",\"score\":0.93,\"label\":\"face 1\",\"confidence\":1e-1,\"class\":3,\"id\":7"),
    "{\"x\":10,\"y\":20,\"w\":30,\"h\":40}", "\u{feff}\(box())\r\n", "[\n  \(box())\n]",
    "x,y,width,height\n10,20,30,40\n", "h,w,y,x,file\r\n40,30,20,10,\r\n",
    "\u{feff}\"x\",\"y\",\"width\",\"height\",\"kind\"\n10,20,30,\"40\",manual",
    box(",\"unit\":\"pixel\",\"pictureWidth\":400,\"pictureHeight\":300,\"frame\":\"seen\""),
  ]) func formsAreUnderstood(text: String) throws {
    let regions = try Self.read(text)
    #expect(regions.count == 1)
    #expect(try regions[0].seen(stored: Self.size, orientation: .upright) == Self.place)
  }

  @Test func fractionsAreOfThePicture() throws {
    let text = "{\"x\":0.25,\"y\":0.25,\"width\":0.5,\"height\":0.5,\"unit\":\"fraction\"}"
    #expect(
      try Self.read(text)[0].seen(stored: Self.size, orientation: .upright)
        == Rectangle(left: 100, top: 75, right: 300, bottom: 225))
  }

  @Test func emptyIsEmpty() throws {
    for text in ["", "\n \r\n", "[]", "x,y,width,height\n"] {
      #expect(try Self.read(text).isEmpty)
    }
  }

  @Test(arguments: [
    (box() + "\nx,y,w,h", "line 2"), ("x", "line 1"), ("{}", "“x”"), ("[1]", "JSON"),
    ("[\(box()),]", "JSON"), (box() + " 1", "line 1"),
    (box(",\"kind\":\"person\""), "face, text, code, manual"), (box(",\"kind\":1"), "“kind”"),
    (box(",\"image\":\"a.jpg\""), "“image”"), (box(",\"angle\":30"), "“angle”"),
    (box(",\"x\":3"), "twice"), (box(",\"w\":3"), "twice"), (box(",\"frame\":\"exif\""), "“frame”"),
    (box(",\"unit\":\"percent\""), "“unit”"), (box(",\"unit\":\"fraction\""), "fractions"),
    (box(",\"file\":\"\""), "“file”"), (box(",\"file\":7"), "“file”"),
    (box(",\"pictureWidth\":400"), "pictureHeight"), ("{\"box\":[1,2,3,4]}", "“box”"),
    ("{\"x\":1,\"y\":1,\"width\":0,\"height\":5}", "above 0"),
    ("{\"x\":\"1\",\"y\":1,\"width\":5,\"height\":5}", "“x”"),
    ("{\"x\":1e99,\"y\":1,\"width\":5,\"height\":5}", "“x”"),
    ("{\"x\":0.1,\"y\":0.2,\"width\":0.3,\"height\":0.4}", "fractions"),
    ("{\"x\":-0.02,\"y\":0,\"width\":1.05,\"height\":1}", "fractions"),
    ("{\"x\":0,\"y\":0,\"width\":1,\"height\":1}", "fractions"),
    ("{\"x\":12,\"y\":40,\"width\":0.3,\"height\":0.4}", "fractions"),
    ("x,y,width,height\n1,2,3", "3 fields"), ("x;y;width;height\n1;2;3;4", "header"),
    ("x,y,width,height,colour\n1,2,30,40,red", "“colour”"), ("x,y,width,height\n1,2,3,\"4", "CSV"),
  ]) func whatIsNotUnderstoodIsRefused(text: String, part: String) {
    do {
      _ = try Self.read(text)
      Issue.record("taken: \(text)")
    } catch {
      guard case .regionLine(let message) = error as? ImagingError else {
        Issue.record("\(error)")
        return
      }
      #expect(message.contains(part))
    }
  }

  @Test func tooManyAreRefused() throws {
    let most = Array(repeating: Self.box(), count: Limits.regions)
    #expect(try Self.read(most.joined(separator: "\n")).count == Limits.regions)
    #expect(throws: ImagingError.tooManyRegions(Limits.regions + 1)) {
      try Self.read((most + [Self.box()]).joined(separator: "\n"))
    }
  }

  @Test func escapesAreUndone() throws {
    let list = try DetectedRegions(
      parsing: Array(Self.box(",\"\\u0066ile\":\"r\\u00e9sum\\u00e9 \\ud83d\\ude00.jpg\"").utf8))
    #expect(list.entries.map(\.file) == ["résumé 😀.jpg"])
    #expect(throws: ImagingError.self) { try Self.read(Self.box(",\"file\":\"\\udce9\"")) }
  }

  /// A box in a picture that is turned counts from where its finder said, or is refused.
  @Test func orientationIsNotGuessed() throws {
    func place(_ more: String, _ orientation: Orientation) throws -> Rectangle {
      try Self.read(Self.box(more))[0].seen(stored: Self.size, orientation: orientation)
    }
    let turned = Rectangle(left: 240, top: 10, right: 280, bottom: 40)
    #expect(try place(",\"frame\":\"seen\"", .turnedRight) == Self.place)
    #expect(try place(",\"frame\":\"stored\"", .turnedRight) == turned)
    #expect(
      try place(",\"pictureWidth\":400,\"pictureHeight\":300", .turnedRight) == turned)
    #expect(
      try place(",\"pictureWidth\":300,\"pictureHeight\":400", .turnedRight) == Self.place)
    for more in [
      "", ",\"pictureWidth\":401,\"pictureHeight\":300",
      ",\"pictureWidth\":400,\"pictureHeight\":300,\"frame\":\"seen\"",
    ] {
      #expect(throws: ImagingError.self) { try place(more, .turnedRight) }
    }
    #expect(throws: ImagingError.self) {
      try place(",\"pictureWidth\":300,\"pictureHeight\":400", .upright)
    }
    // One that says nothing of it is only taken where there is nothing to say.
    #expect(throws: ImagingError.self) { try place("", .upsideDown) }
    #expect(try place("", .upright) == Self.place)
  }

  @Test func regionsBelongToTheirPictures() throws {
    let list = try DetectedRegions(
      parsing: Array(
        "file,x,y,width,height\na.jpg,1,2,30,40\n,5,6,70,80\nin/b.jpg,9,9,9,9\n".utf8))
    let regions = try list.regions(for: ["./a.jpg", "x/in/b.jpg", "c.jpg"])
    #expect(regions.map(\.count) == [2, 2, 1])
    for pictures in [["a.jpg", "b.jpg"], ["x/a.jpg", "y/a.jpg", "in/b.jpg"], ["-"], ["aa.jpg"]] {
      #expect(throws: ImagingError.self) { try list.regions(for: pictures) }
    }
    // The name as it was given comes before what only ends like it.
    #expect(
      try list.regions(for: ["a.jpg", "y/a.jpg", "in/b.jpg"]).map(\.count) == [2, 1, 2])
  }

  @Test func marginsGrowOnEverySide() throws {
    for (margin, place) in [
      (Region.Length.pixels(5), Rectangle(left: 5, top: 15, right: 45, bottom: 65)),
      (.percent(50), Rectangle(left: 0, top: 0, right: 55, bottom: 80)),
    ] {
      let region = try Self.read(Self.box(), margin: margin)[0]
      #expect(try region.seen(stored: Self.size, orientation: .upright) == place)
    }
    #expect(Region.Length(parsing: "15%") == .percent(15) && Region.Length(parsing: "x") == nil)
  }
}
