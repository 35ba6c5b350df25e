/// A place between pixels: x to the right, y downward from the top left corner.
package struct Point: Equatable, Sendable {
  package var x: Double
  package var y: Double

  package init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }
}

/// Width and height in pixels.
package struct PixelSize: Equatable, Sendable {
  package var width: Int
  package var height: Int

  package init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }
}

/// Whole pixels, from `left` and `top` up to but without `right` and `bottom`.
package struct Rectangle: Equatable, Hashable, Sendable {
  package var left: Int
  package var top: Int
  package var right: Int
  package var bottom: Int

  package init(left: Int, top: Int, right: Int, bottom: Int) {
    self.left = left
    self.top = top
    self.right = right
    self.bottom = bottom
  }

  package var width: Int { right - left }
  package var height: Int { bottom - top }
  package var isEmpty: Bool { width <= 0 || height <= 0 }

  package func clipped(to size: PixelSize) -> Rectangle {
    Rectangle(
      left: max(left, 0), top: max(top, 0), right: min(right, size.width),
      bottom: min(bottom, size.height))
  }

  package func contains(x: Int, y: Int) -> Bool {
    x >= left && x < right && y >= top && y < bottom
  }

  /// The cells of a grid, each `width` by `height` pixels, that this rectangle touches.
  package func cells(width: Int, height: Int) -> Rectangle {
    Rectangle(
      left: left / width, top: top / height, right: (right + width - 1) / width,
      bottom: (bottom + height - 1) / height)
  }

  /// As a person writes it: `WxH+X+Y`.
  package var text: String { "\(width)x\(height)+\(left)+\(top)" }
}
