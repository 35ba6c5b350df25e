/// Shapes to be painted over a stored picture, the first below the others.
struct Drawing {
  enum Shape {
    /// The inside of a closed line.
    case polygon([Point])
    /// A line of some width along the border of a rectangle, on its inside.
    case frame(Rectangle, width: Double)
  }

  struct Layer {
    let shape: Shape
    /// How far beyond its border the shape is painted.
    let margin: Float
    let colour: DrawingColour
    fileprivate let bounds: (left: Float, top: Float, right: Float, bottom: Float)
  }

  private(set) var layers: [Layer] = []

  var isEmpty: Bool { layers.isEmpty }

  /// Paints `shape` with an edge that stands out from it and from dark or light ground.
  mutating func add(_ shape: Shape, colour: DrawingColour, edge: Double) {
    layers.append(Layer(shape, margin: Float(edge), colour: colour.edge))
    layers.append(Layer(shape, margin: 0, colour: colour))
  }

  /// True when some layer may reach into a rectangle.
  func touches(left: Float, top: Float, right: Float, bottom: Float) -> Bool {
    let reach = ((right - left) * (right - left) + (bottom - top) * (bottom - top)).squareRoot() / 2
    let (x, y) = ((left + right) / 2, (top + bottom) / 2)
    return layers.contains { layer in
      left < layer.bounds.right && right > layer.bounds.left && top < layer.bounds.bottom
        && bottom > layer.bounds.top && layer.distance(x: x, y: y) < reach + 2
    }
  }

  /// How much of a sample centred at (`x`, `y`), `width` pixels wide, each layer covers.
  func coverage(x: Float, y: Float, width: Float, of layer: Layer) -> Float {
    min(max(0.5 - layer.distance(x: x, y: y) / width, 0), 1)
  }
}

extension Drawing.Layer {
  fileprivate init(_ shape: Drawing.Shape, margin: Float, colour: DrawingColour) {
    self.shape = shape
    self.margin = margin
    self.colour = colour
    let reach = margin + 2
    switch shape {
    case .polygon(let points):
      let xs = points.map { Float($0.x) }
      let ys = points.map { Float($0.y) }
      bounds = (
        (xs.min() ?? 0) - reach, (ys.min() ?? 0) - reach, (xs.max() ?? 0) + reach,
        (ys.max() ?? 0) + reach
      )
    case .frame(let rectangle, _):
      bounds = (
        Float(rectangle.left) - reach, Float(rectangle.top) - reach,
        Float(rectangle.right) + reach, Float(rectangle.bottom) + reach
      )
    }
  }

  /// Pixels to the painted border, negative inside.
  fileprivate func distance(x: Float, y: Float) -> Float {
    switch shape {
    case .polygon(let points): Self.distance(x: x, y: y, to: points) - margin
    case .frame(let rectangle, let width):
      abs(Self.distance(x: x, y: y, to: rectangle) + Float(width) / 2) - Float(width) / 2 - margin
    }
  }

  private static func distance(x: Float, y: Float, to rectangle: Rectangle) -> Float {
    let across = max(Float(rectangle.left) - x, x - Float(rectangle.right))
    let down = max(Float(rectangle.top) - y, y - Float(rectangle.bottom))
    let outside = max(across, 0) * max(across, 0) + max(down, 0) * max(down, 0)
    return outside.squareRoot() + min(max(across, down), 0)
  }

  private static func distance(x: Float, y: Float, to points: [Point]) -> Float {
    var nearest = Float.infinity
    var isInside = false
    var previous = points[points.count - 1]
    for point in points {
      let (x1, y1) = (Float(previous.x), Float(previous.y))
      let (dx, dy) = (Float(point.x) - x1, Float(point.y) - y1)
      let length = dx * dx + dy * dy
      let along = length > 0 ? min(max(((x - x1) * dx + (y - y1) * dy) / length, 0), 1) : 0
      let (awayX, awayY) = (x - x1 - along * dx, y - y1 - along * dy)
      nearest = min(nearest, awayX * awayX + awayY * awayY)
      if (y1 > y) != (y1 + dy > y), x < x1 + dx * (y - y1) / dy { isInside.toggle() }
      previous = point
    }
    return isInside ? -nearest.squareRoot() : nearest.squareRoot()
  }
}
