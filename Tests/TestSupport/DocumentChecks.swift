import Foundation
import Testing

/// One small check of `tacita/documents.json`; its README tells the form.
package struct DocumentCheck: Sendable, CustomTestStringConvertible {
  package let name: String
  package let fields: [String: VectorValue]

  package var testDescription: String { name }

  /// `accepted` or the stable name of a refusal.
  package var expect: String { text("expect") }

  /// A string in which `@n` stood for a shared text, empty when absent.
  package func text(_ key: String) -> String { fields[key]?.text ?? "" }

  package func hex(_ key: String) -> [UInt8] { VectorValue.bytes(hex: text(key)) }

  package func texts(_ key: String) -> [String] { fields[key]?.list.map(\.text) ?? [] }

  package func number(_ key: String) -> Int { fields[key]?.number ?? -1 }

  package func flag(_ key: String) -> Bool { fields[key]?.flag ?? false }

  /// The bytes under `key`, or those that `pieces` or `hex` describe in their place.
  package func input(_ key: String = "text") -> [UInt8] {
    if let pieces = fields["pieces"] {
      return pieces.list.flatMap { piece in
        let repeated = Array(piece.list[0].text.utf8)
        return Array(repeatElement(repeated, count: piece.list[1].number).joined())
      }
    }
    return fields["hex"] == nil ? Array(text(key).utf8) : hex("hex")
  }

  /// The checks of one section; none when there are no vectors.
  package static func section(_ name: String) -> [DocumentCheck] {
    guard let section = file[name]?.list else { return [] }
    let texts = file["texts"]?.members ?? [:]
    return section.enumerated().map { index, check in
      let fields = check.resolving(texts)
      let title =
        fields.members["name"]?.text ?? fields.members["text"]?.text.prefix(60).description
      return DocumentCheck(
        name: title ?? "\(name) \(index + 1)",
        fields: fields.members.isEmpty ? ["list": fields] : fields.members)
    }
  }

  private static let file: [String: VectorValue] = {
    guard Vectors.folder != nil,
      let data = FileManager.default.contents(atPath: Vectors.path("tacita/documents.json")),
      let file = try? JSONDecoder().decode([String: VectorValue].self, from: data)
    else { return [:] }
    return file
  }()
}

/// A value in a file of vectors.
package indirect enum VectorValue: Sendable, Decodable {
  case string(String)
  case integer(Int)
  case bool(Bool)
  case array([VectorValue])
  case object([String: VectorValue])

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let text = try? container.decode(String.self) {
      self = .string(text)
    } else if let flag = try? container.decode(Bool.self) {
      self = .bool(flag)
    } else if let number = try? container.decode(Int.self) {
      self = .integer(number)
    } else if let list = try? container.decode([VectorValue].self) {
      self = .array(list)
    } else {
      self = .object(try container.decode([String: VectorValue].self))
    }
  }

  package var text: String {
    if case .string(let text) = self { return text }
    return ""
  }

  package var number: Int {
    if case .integer(let number) = self { return number }
    return -1
  }

  package var flag: Bool {
    if case .bool(let flag) = self { return flag }
    return false
  }

  package var list: [VectorValue] {
    if case .array(let list) = self { return list }
    return []
  }

  package var members: [String: VectorValue] {
    if case .object(let members) = self { return members }
    return [:]
  }

  /// The same with every `@n` replaced by `texts[n]`.
  package func resolving(_ texts: [String: VectorValue]) -> VectorValue {
    switch self {
    case .string(let text) where text.hasPrefix("@"):
      texts[String(text.dropFirst())] ?? self
    case .array(let list): .array(list.map { $0.resolving(texts) })
    case .object(let members): .object(members.mapValues { $0.resolving(texts) })
    case .string, .integer, .bool: self
    }
  }

  package static func bytes(hex: String) -> [UInt8] {
    let digits = Array(hex.utf8)
    return stride(from: 0, to: digits.count, by: 2).map { index in
      UInt8(String(decoding: digits[index...index + 1], as: UTF8.self), radix: 16) ?? 0
    }
  }
}
