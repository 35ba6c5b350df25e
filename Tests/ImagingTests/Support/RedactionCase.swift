import TestSupport
@testable import Imaging

/// One drawn request: orientation, regions, mode, and by arithmetic of its own where they fall.
struct RedactionCase {
  var orientation: Int?
  var options = RedactionOptions()

  init(random: inout SeededGenerator, width: Int, height: Int, turns: Bool = true) {
    orientation = turns && random.chance(70) ? Int.random(in: 1...8, using: &random) : nil
    let turned = (orientation ?? 1) >= 5
    let size = turned ? (height, width) : (width, height)
    options.mode = random.pick(RedactionMode.allCases)
    options.scrubsEdges = random.pick([nil, true, false])
    for _ in 0..<random.pick([1, 1, 2, 3, 6]) {
      options.regions.append(Self.region(&random, width: size.0, height: size.1))
    }
    if random.chance(25) { options.arrows = [Self.arrow(&random, width: size.0, height: size.1)] }
  }

  static func region(_ random: inout SeededGenerator, width: Int, height: Int) -> Region {
    let kind: Region.Kind = random.chance(15) ? .text : .manual
    let x = Int.random(in: 0..<width, using: &random)
    let y = Int.random(in: 0..<height, using: &random)
    let w = Int.random(in: 1...max(1, width * 2 / 3), using: &random)
    let h = Int.random(in: 1...max(1, height * 2 / 3), using: &random)
    let text =
      switch Int.random(in: 0..<10, using: &random) {
      case 0: "40%x30.5%+\(x * 100 / width)%+\(y * 100 / height)%"
      case 1: "\(w)x\(h)+0+0"
      case 2: "\(width)x\(h)+0+\(y)"
      case 3: random.chance(20) ? "100%x100%+0+0" : "1x1+\(width - 1)+\(height - 1)"
      default: "\(w)x\(h)+\(x)+\(y)"
      }
    do {
      return try Region(parsing: text, kind: kind)
    } catch {
      fatalError("a drawn region is malformed: \(text)")
    }
  }

  static func arrow(_ random: inout SeededGenerator, width: Int, height: Int) -> Arrow {
    let x = Int.random(in: 0..<width, using: &random)
    let y = Int.random(in: 0..<height, using: &random)
    do {
      return try Arrow(parsing: "\(x + 1),\(y):\(width - 1 - x),\(height - 1 - y)")
    } catch {
      return Self.someArrow
    }
  }

  private static let someArrow: Arrow = {
    do { return try Arrow(parsing: "0,0:1,1") } catch { fatalError("no arrow") }
  }()

  /// For every stored pixel, whether it is inside a region as it is seen: by the table of Exif
  /// 2.32, pixel by pixel.
  func units(width: Int, height: Int, unitWidth: Int, unitHeight: Int) -> Set<[Int]> {
    let turned = (orientation ?? 1) >= 5
    let size = turned ? (height, width) : (width, height)
    let areas = options.regions.map { region in
      (
        left: Self.low(region.x, size.0), top: Self.low(region.y, size.1),
        right: Self.high(region.x, region.width, size.0),
        bottom: Self.high(region.y, region.height, size.1)
      )
    }
    var units: Set<[Int]> = []
    for y in 0..<height {
      for x in 0..<width {
        let seen = Self.seen(x: x, y: y, width: width, height: height, orientation ?? 1)
        let isInside = areas.contains { area in
          seen.x >= area.left && seen.x < area.right && seen.y >= area.top && seen.y < area.bottom
        }
        if isInside { units.insert([x / unitWidth, y / unitHeight]) }
      }
    }
    return units
  }

  static func seen(x: Int, y: Int, width: Int, height: Int, _ orientation: Int) -> (x: Int, y: Int)
  {
    switch orientation {
    case 2: (width - 1 - x, y)
    case 3: (width - 1 - x, height - 1 - y)
    case 4: (x, height - 1 - y)
    case 5: (y, x)
    case 6: (height - 1 - y, x)
    case 7: (height - 1 - y, width - 1 - x)
    case 8: (y, width - 1 - x)
    default: (x, y)
    }
  }

  private static func low(_ length: Region.Length, _ whole: Int) -> Int {
    switch length {
    case .pixels(let count): Int(count)
    case .percent(let share): Int((share * Double(whole) / 100).rounded(.down))
    }
  }

  private static func high(_ start: Region.Length, _ length: Region.Length, _ whole: Int) -> Int {
    func exact(_ length: Region.Length) -> Double {
      switch length {
      case .pixels(let count): count
      case .percent(let share): share * Double(whole) / 100
      }
    }
    return Int((exact(start) + exact(length)).rounded(.up))
  }
}
