/// An arrow that points at a detail, in the picture as it is seen.
package struct Arrow: Equatable, Sendable {
  package struct Place: Equatable, Sendable {
    package var x: Region.Length
    package var y: Region.Length

    func point(in size: PixelSize) -> Point {
      Point(x: x.pixels(of: size.width), y: y.pixels(of: size.height))
    }
  }

  package var tail: Place
  package var head: Place
  /// As it was written, for messages.
  package var text: String

  /// Reads `X1,Y1:X2,Y2`, the head at the second place; each number whole pixels, or per cent when
  /// `%` follows it.
  package init(parsing text: String) throws(ImagingError) {
    var scanner = NumberScanner(text)
    guard let tailX = scanner.length(), scanner.takes(","), let tailY = scanner.length(),
      scanner.takes(":"), let headX = scanner.length(), scanner.takes(","),
      let headY = scanner.length(), scanner.isAtEnd, tailX != headX || tailY != headY
    else { throw .arrowMalformed(text) }
    tail = Place(x: tailX, y: tailY)
    head = Place(x: headX, y: headY)
    self.text = text
  }

  /// The outline on the stored picture, clockwise from the tip; `width` of the shaft in pixels.
  func outline(
    width: Double, stored: PixelSize, orientation: Orientation
  ) throws(ImagingError) -> [Point] {
    let seen = orientation.turned(stored)
    let from = tail.point(in: seen)
    let tip = head.point(in: seen)
    let length = ((tip.x - from.x) * (tip.x - from.x) + (tip.y - from.y) * (tip.y - from.y))
      .squareRoot()
    guard length > 0 else { throw .arrowMalformed(text) }
    guard tip.x >= 0, tip.y >= 0, tip.x <= Double(seen.width), tip.y <= Double(seen.height) else {
      throw .arrowOutside(text, width: seen.width, height: seen.height)
    }
    let along = Point(x: (tip.x - from.x) / length, y: (tip.y - from.y) / length)
    let headLength = min(4 * width, 0.7 * length)
    let wing = headLength * 0.45
    let half = min(width / 2, wing / 2)
    let outline: [(back: Double, side: Double)] = [
      (0, 0), (headLength, wing), (headLength * 0.88, half), (length, half), (length, -half),
      (headLength * 0.88, -half), (headLength, -wing),
    ]
    return outline.map { back, side in
      orientation.stored(
        Point(
          x: tip.x - along.x * back - along.y * side, y: tip.y - along.y * back + along.x * side),
        in: stored)
    }
  }
}
