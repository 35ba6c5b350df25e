internal import Files
internal import Messaging
internal import Redaction

/// Kinds as the command line names them.
enum RedactionKinds {
  /// All, those of `only`, or all but those of `except`.
  static func wanted(only: String?, except: String?) throws -> Set<Kind> {
    guard let except else { return try parsed(only) }
    return Set(Kind.allCases).subtracting(try parsed(except))
  }

  /// All without a list.
  static func parsed(_ list: String?) throws -> Set<Kind> {
    guard let list else { return Set(Kind.allCases) }
    let names = Kind.allCases.map(\.name)
    return Set(
      try list.split(separator: ",", omittingEmptySubsequences: false).map { word in
        let name = word.lowercased()
        guard let kind = Kind(rawValue: name) else {
          let near = NameSuggestions.closest(to: name, among: names)
          throw Failure(
            "usage", .usage, "“\(String(word).escapedForTerminal())” is not a kind",
            hint: near.isEmpty
              ? "the kinds are \(names.joined(separator: ", "))"
              : "did you mean \(near.joined(separator: " or "))?")
        }
        return kind
      })
  }
}

/// What redaction did, in words.
enum RedactionSummary {
  /// `masked 2 × BSN, 1 × e-mail address; names, places and rare diagnoses are not looked for`.
  static func text(_ counts: [Kind: Int], masked: Bool, named: Bool = false) -> String {
    let rest = named ? Kind.notLookedForOtherwise : Kind.notLookedFor
    return "\(masked ? "masked" : "found") \(list(counts)); \(rest)"
  }

  /// `2 × BSN, 1 × e-mail address`.
  static func list(_ counts: [Kind: Int]) -> String {
    let list = Kind.allCases.compactMap { kind in
      counts[kind].map { "\($0) × \(kind.title)" }
    }
    return list.isEmpty ? "nothing" : list.joined(separator: ", ")
  }

  /// The same for programs.
  static func json(_ counts: [Kind: Int], named: Bool) -> JSONObject {
    JSONObject([
      "found": .object(
        JSONObject(
          Kind.allCases.compactMap { kind in counts[kind].map { (kind.name, .number($0)) } })
      ), "notLookedFor": .array([named ? "other names" : "names", "places", "rare diagnoses"]),
      "schema": "tacita/redaction/1", "utf8": .bool(true),
    ])
  }
}

extension Finding {
  /// Where it is and what: never the text itself, which would put into a report what the text is to
  /// lose.
  var json: JSONObject {
    JSONObject([
      "column": .number(column), "kind": .string(kind.name), "length": .number(length),
      "line": .number(line), "offset": .number(offset), "reason": .string(reason.rawValue),
      "schema": "tacita/finding/1",
    ])
  }

  /// `line 3, column 5: BSN, its check digit is right`.
  var explanation: String {
    "line \(line), column \(column): \(kind.title), \(reason.explanation)"
  }
}

/// The file that says what numbered marks stand for. It is made at once, so that it is certain
/// before a text leaves, and removed again unless it is written.
final class RedactionMap {
  private let file: Descriptor
  private let name: TemporaryFile

  init(_ path: String) throws {
    do { file = try Descriptor.creating(path) } catch let error as FileError where error.exists {
      throw Failure(
        "file-exists", .cannotCreate, "\(path) exists already",
        hint: "name another file: a map is never written over")
    }
    name = TemporaryFile(path)
  }

  func write(_ legend: [(mark: String, text: [UInt8])]) throws {
    let json = JSONObject([
      "replacements": .array(
        legend.map { entry in
          .object(
            JSONObject([
              "mark": .string(entry.mark),
              "text": .string(String(decoding: entry.text, as: UTF8.self)),
            ]))
        }), "schema": "tacita/redaction-map/1",
    ])
    try file.write(CanonicalJSON.encode(json) + [0x0a])
    try file.sync()
    name.keep()
  }
}
