/// Hides the units of a mask by replacing their coefficients.
///
/// What is written is a function of the blocks outside the mask; with `pixelate` also of the bits
/// in ``Mosaic``. Whole units are written, every coefficient of them.
struct CoefficientRedaction {
  let picture: JPEGPicture
  let mask: BlockMask

  /// Hides every cluster. Returns the mode that each was hidden in: a cluster that nothing
  /// surrounds cannot be blurred and is filled.
  func apply() -> [RedactionMode] {
    mask.clusters.indices.map { index in
      switch mask.clusters[index].mode {
      case .fill:
        fill(index)
        return .fill
      case .blur: return blur(index) ? .blur : .fill
      case .pixelate:
        lay(Mosaic(of: index, in: picture, mask: mask), over: index)
        return .pixelate
      }
    }
  }

  func fill(_ cluster: Int) {
    for component in picture.components.indices {
      forEachBlock(of: cluster, in: component) { x, y in
        picture.block(component, x: x, y: y).update(repeating: 0, count: 64)
      }
    }
  }

  /// False when nothing surrounds the cluster, which is then filled.
  func blur(_ cluster: Int) -> Bool {
    for index in picture.components.indices {
      let component = picture.components[index]
      let box = blocks(of: cluster, in: component, ring: 1)
      var membrane = membrane(for: cluster, component: index, box: box)
      guard membrane.span() else {
        // The same units surround every component, so this is the first or never.
        fill(cluster)
        return false
      }
      forEachBlock(of: cluster, in: index) { x, y in
        BlockTransform.store(
          membrane.coefficients(x: x - box.left, y: y - box.top), steps: component.steps,
          in: picture.block(index, x: x, y: y))
      }
    }
    return true
  }

  /// The mean of every block around the cluster, wanting those inside.
  private func membrane(for cluster: Int, component index: Int, box: Rectangle) -> Membrane {
    let component = picture.components[index]
    var membrane = Membrane(columns: box.width, rows: box.height)
    for y in box.top..<box.bottom {
      for x in box.left..<box.right {
        let label = mask.label(x: x / component.unitColumns, y: y / component.unitRows)
        if label == 0 {
          membrane.know(mean(index, x: x, y: y), x: x - box.left, y: y - box.top)
        } else if label == cluster + 1 {
          membrane.want(x: x - box.left, y: y - box.top)
        }
      }
    }
    return membrane
  }

  func lay(_ mosaic: Mosaic, over cluster: Int) {
    for index in picture.components.indices {
      let component = picture.components[index]
      forEachBlock(of: cluster, in: index) { x, y in
        let level = mosaic.level(
          component: index, unitX: x / component.unitColumns, unitY: y / component.unitRows)
        let block = picture.block(index, x: x, y: y)
        block.update(repeating: 0, count: 64)
        let step = 8 * (level - 128) / component.steps[0][0]
        block[0] = Int16(min(max(step.rounded(.toNearestOrAwayFromZero), -1023), 1023))
      }
    }
  }

  /// The mean of the samples of a block, 0 to 255.
  private func mean(_ component: Int, x: Int, y: Int) -> Float {
    let level = Float(picture.block(component, x: x, y: y)[0])
    return level * picture.components[component].steps[0][0] / 8 + 128
  }

  /// The blocks of a component that a cluster spans, and `ring` more on each side, as far as the
  /// picture goes.
  private func blocks(
    of cluster: Int, in component: JPEGPicture.Component, ring: Int = 0
  ) -> Rectangle {
    let bounds = mask.clusters[cluster].bounds
    return Rectangle(
      left: bounds.left * component.unitColumns - ring,
      top: bounds.top * component.unitRows - ring,
      right: bounds.right * component.unitColumns + ring,
      bottom: bounds.bottom * component.unitRows + ring
    ).clipped(to: PixelSize(width: component.columns, height: component.rows))
  }

  func forEachBlock(of cluster: Int, in index: Int, _ body: (Int, Int) -> Void) {
    let component = picture.components[index]
    let box = blocks(of: cluster, in: component)
    for y in box.top..<box.bottom {
      for x in box.left..<box.right
      where mask.label(x: x / component.unitColumns, y: y / component.unitRows) == cluster + 1 {
        body(x, y)
      }
    }
  }
}
