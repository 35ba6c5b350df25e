/// How a viewer turns the stored picture before showing it (Exif 2.32, tag 0x0112).
package enum Orientation: Int, CaseIterable, Sendable {
  case upright = 1
  case mirrored, upsideDown, flipped, transposed, turnedRight, transversed, turnedLeft

  /// True when rows are shown as columns.
  package var swapsAxes: Bool { rawValue >= 5 }

  /// The size as it is seen of a picture stored as `size`; and the other way round.
  package func turned(_ size: PixelSize) -> PixelSize {
    swapsAxes ? PixelSize(width: size.height, height: size.width) : size
  }

  /// Where `point` of the picture as it is seen lies in the picture stored as `size`.
  package func stored(_ point: Point, in size: PixelSize) -> Point {
    let width = Double(size.width)
    let height = Double(size.height)
    return switch self {
    case .upright: point
    case .mirrored: Point(x: width - point.x, y: point.y)
    case .upsideDown: Point(x: width - point.x, y: height - point.y)
    case .flipped: Point(x: point.x, y: height - point.y)
    case .transposed: Point(x: point.y, y: point.x)
    case .turnedRight: Point(x: point.y, y: height - point.x)
    case .transversed: Point(x: width - point.y, y: height - point.x)
    case .turnedLeft: Point(x: width - point.y, y: point.x)
    }
  }

  /// Where `rectangle` of the picture as it is seen lies in the picture stored as `size`.
  package func stored(_ rectangle: Rectangle, in size: PixelSize) -> Rectangle {
    let first = stored(Point(x: Double(rectangle.left), y: Double(rectangle.top)), in: size)
    let second = stored(Point(x: Double(rectangle.right), y: Double(rectangle.bottom)), in: size)
    return Rectangle(
      left: Int(min(first.x, second.x)), top: Int(min(first.y, second.y)),
      right: Int(max(first.x, second.x)), bottom: Int(max(first.y, second.y)))
  }

  /// Where `rectangle` of the picture stored as `size` is seen.
  package func seen(_ rectangle: Rectangle, in size: PixelSize) -> Rectangle {
    inverse.stored(rectangle, in: turned(size))
  }

  /// The orientation that undoes this one.
  package var inverse: Orientation {
    switch self {
    case .turnedRight: .turnedLeft
    case .turnedLeft: .turnedRight
    default: self
    }
  }
}
