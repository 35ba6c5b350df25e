internal import Files
internal import Foundation

/// One case out of a JSON file of vectors.
package struct VectorRecord {
  private let fields: [String: Any]

  struct Malformed: Error {}

  package init(_ fields: [String: Any]) { self.fields = fields }

  package subscript(name: String) -> Any? { fields[name] }

  package func integer(_ name: String) throws -> Int {
    guard let value = self[name] as? Int else { throw Malformed() }
    return value
  }

  package func text(_ name: String) throws -> String {
    guard let value = self[name] as? String else { throw Malformed() }
    return value
  }

  /// A field of hexadecimal text.
  package func bytes(_ name: String) throws -> [UInt8] {
    guard let bytes = [UInt8](hex: try text(name)) else { throw Malformed() }
    return bytes
  }

  /// A field that is an object, or a list of them.
  package func records(_ name: String) throws -> [VectorRecord] {
    switch self[name] {
    case let one as [String: Any]: [VectorRecord(one)]
    case let many as [[String: Any]]: many.map(VectorRecord.init)
    default: throw Malformed()
    }
  }

  /// What Wycheproof says of a case: `valid`, `invalid`, or `acceptable` if either will do.
  package var result: String { get throws { try text("result") } }
  package var name: String { "case \(self["tcId"] ?? "?")" }
  package var flags: [String] { self["flags"] as? [String] ?? [] }
}

extension Vectors {
  /// The cases of a JSON file that is a list of them.
  package static func records(_ path: String) throws -> [VectorRecord] {
    let json = try JSONSerialization.jsonObject(with: Data(contentsOf: url(path)))
    guard let list = json as? [[String: Any]] else { throw VectorRecord.Malformed() }
    return list.map(VectorRecord.init)
  }

  /// The cases of a Wycheproof file, as many as it announces, each with its group's fields.
  package static func wycheproof(_ name: String) throws -> [VectorRecord] {
    let json = try JSONSerialization.jsonObject(
      with: Data(contentsOf: url("wycheproof/\(name).json")))
    guard let file = json as? [String: Any], let groups = file["testGroups"] as? [[String: Any]],
      let announced = file["numberOfTests"] as? Int
    else { throw VectorRecord.Malformed() }
    let cases = groups.flatMap { group in
      (group["tests"] as? [[String: Any]] ?? []).map {
        VectorRecord(group.merging($0) { _, own in own })
      }
    }
    guard cases.count == announced else { throw VectorRecord.Malformed() }
    return cases
  }
}
