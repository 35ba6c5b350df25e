internal import Files

/// Regions as a detector prints them, each perhaps for one of several pictures.
package struct DetectedRegions: Sendable {
  package struct Entry: Sendable {
    package var region: Region
    /// The picture that it is for, as it is named in the file; nil for every picture.
    package var file: String?
  }

  package let entries: [Entry]

  /// Reads JSON Lines, one JSON array of objects, or CSV with a header; a byte order mark is passed
  /// over. Every region grows on each side by `margin`, in pixels or per cent of its own size.
  /// Throws ``ImagingError/regionLine(_:)`` for anything that is not understood.
  package init(parsing text: [UInt8], margin: Region.Length? = nil) throws(ImagingError) {
    let text = text.starts(with: [0xef, 0xbb, 0xbf]) ? text[3...] : text[...]
    var entries: [Entry] = []
    for record in try Self.records(text) {
      var entry = try RegionRecord(name: record.name, members: record.members).entry()
      entry.region.margin = margin
      entries.append(entry)
      guard entries.count <= Limits.regions else { throw .tooManyRegions(entries.count) }
    }
    self.entries = entries
  }

  typealias Record = (name: String, members: [(key: String, value: RegionScanner.Value)])

  private static func records(_ text: ArraySlice<UInt8>) throws(ImagingError) -> [Record] {
    switch text.first(where: { !RegionScanner.spaces.contains($0) }) {
    case nil: return []
    case UInt8(ascii: "["):
      var scanner = RegionScanner(text)
      guard let objects = scanner.objects() else {
        throw .regionLine("the list of regions is not JSON, or not a list of plain objects")
      }
      return objects.enumerated().map { ("item \($0 + 1)", $1) }
    case UInt8(ascii: "{"): return try lines(text)
    default: return try RegionTable.records(text)
    }
  }

  private static func lines(_ text: ArraySlice<UInt8>) throws(ImagingError) -> [Record] {
    var records: [Record] = []
    for (number, line) in text.split(separator: 0x0a, omittingEmptySubsequences: false).enumerated()
    where !line.allSatisfy(RegionScanner.spaces.contains) {
      var scanner = RegionScanner(line)
      guard let members = scanner.object() else {
        throw .regionLine("line \(number + 1) is not a JSON object")
      }
      records.append(("line \(number + 1)", members))
    }
    return records
  }
}

extension DetectedRegions {
  /// For each of `pictures` the regions that count for it. Throws when a region names a picture
  /// that is not among them, or one that could be several.
  package func regions(for pictures: [String]) throws(ImagingError) -> [[Region]] {
    var regions = [[Region]](repeating: [], count: pictures.count)
    let byName = Dictionary(grouping: pictures.indices) { Paths.name(of: pictures[$0]) }
    for entry in entries {
      guard let file = entry.file else {
        for index in regions.indices { regions[index].append(entry.region) }
        continue
      }
      let likely = byName[Paths.name(of: file)] ?? []
      let named = likely.filter { Self.isName(file, of: pictures[$0]) }
      let exact = named.filter { pictures[$0] == file }
      let found = exact.count == 1 ? exact : named
      guard found.count == 1 else {
        let what =
          found.isEmpty
          ? "which is not among the pictures" : "and \(found.count) of the pictures are called that"
        throw .regionLine("\(entry.region.text) is for \(file), \(what)")
      }
      regions[found[0]].append(entry.region)
    }
    return regions
  }

  /// Whether `file` is `path`, or as much of its end as a name.
  private static func isName(_ file: String, of path: String) -> Bool {
    func plain(_ path: String) -> Substring {
      path.hasPrefix("./") ? path.dropFirst(2) : path[...]
    }
    let (file, path) = (plain(file), plain(path))
    return path == file || path.hasSuffix("/" + file)
  }
}

/// One region as members with names.
private struct RegionRecord {
  let name: String
  let members: [(key: String, value: RegionScanner.Value)]

  /// Members that say nothing about place or treatment.
  private static let remarks: Set<String> = ["score", "confidence", "label", "class", "id"]
  private static let aliases = ["w": "width", "h": "height"]
  private static let numbers: Set<String> = [
    "x", "y", "width", "height", "pictureWidth", "pictureHeight", "from", "to",
  ]
  private static let words: [String: [String]] = [
    "kind": ["face", "text", "code", "manual"], "frame": ["seen", "stored"],
    "unit": ["pixel", "fraction"],
  ]

  func entry() throws(ImagingError) -> DetectedRegions.Entry {
    var numbers: [String: Double] = [:]
    var words: [String: String] = [:]
    var seen: Set<String> = []
    for (given, value) in members where !Self.remarks.contains(given) {
      let key = Self.aliases[given] ?? given
      guard seen.insert(key).inserted else { throw problem("“\(given)” is there twice") }
      if Self.numbers.contains(key) {
        guard case .number(let number) = value, abs(number) <= NumberScanner.greatest else {
          throw problem("“\(given)” is not a number")
        }
        numbers[key] = number
      } else if key == "file" {
        guard case .string(let text) = value, !text.isEmpty else {
          throw problem("“file” is not the name of a picture")
        }
        words[key] = text
      } else if let known = Self.words[key] {
        guard case .string(let word) = value, known.contains(word) else {
          throw problem("“\(given)” is not one of \(known.joined(separator: ", "))")
        }
        words[key] = word
      } else {
        throw problem("“\(given)” is not understood")
      }
    }
    return DetectedRegions.Entry(region: try region(numbers, words), file: words["file"])
  }

  private func problem(_ what: String) -> ImagingError { .regionLine("\(name): \(what)") }

  private func region(
    _ numbers: [String: Double], _ words: [String: String]
  ) throws(ImagingError) -> Region {
    for key in ["x", "y", "width", "height"] where numbers[key] == nil {
      throw problem("“\(key)” is missing")
    }
    guard let x = numbers["x"], let y = numbers["y"], let width = numbers["width"],
      let height = numbers["height"]
    else { throw problem("x, y, width and height are needed") }
    guard width > 0, height > 0 else { throw problem("width and height have to be above 0") }
    let lengths = try lengths([x, y, width, height], unit: words["unit"])
    var region = Region(
      width: lengths[2], height: lengths[3], x: lengths[0], y: lengths[1],
      kind: words["kind"].flatMap(Region.Kind.init(rawValue:)) ?? .manual, text: name)
    region.frame = words["frame"].flatMap(Region.Frame.init(rawValue:))
    if numbers["from"] != nil || numbers["to"] != nil {
      let (from, to) = (numbers["from"] ?? 0, numbers["to"] ?? .infinity)
      guard from >= 0, from <= to else { throw problem("“from” lies behind “to”") }
      region.time = from...to
    }
    region.pictureSize = try pictureSize(numbers["pictureWidth"], numbers["pictureHeight"])
    return region
  }

  /// Numbers that could be fractions of the picture as well as pixels are refused: taken for the
  /// wrong one, they hide nothing.
  private func lengths(
    _ numbers: [Double], unit: String?
  ) throws(ImagingError) -> [Region.Length] {
    switch unit {
    case "fraction":
      guard numbers.allSatisfy({ abs($0) <= 2 }) else {
        throw problem("fractions of the picture are not above 1")
      }
      return numbers.map { .percent($0 * 100) }
    case "pixel": return numbers.map { .pixels($0) }
    default:
      // A box that leaves the picture a little has numbers above 1, too.
      let isSmall = numbers.allSatisfy { abs($0) < 2 }
      guard !isSmall, numbers[2] >= 1 || numbers[3] >= 1 else {
        throw problem(
          "these numbers look like fractions of the picture; add \"unit\":\"fraction\", "
            + "or \"unit\":\"pixel\"")
      }
      return numbers.map { .pixels($0) }
    }
  }

  private func pictureSize(
    _ width: Double?, _ height: Double?
  ) throws(ImagingError) -> PixelSize? {
    guard width != nil || height != nil else { return nil }
    guard let width, let height, let columns = Int(exactly: width), let rows = Int(exactly: height),
      columns > 0, rows > 0
    else {
      throw problem("pictureWidth and pictureHeight have to be whole numbers, and both there")
    }
    return PixelSize(width: columns, height: rows)
  }
}
