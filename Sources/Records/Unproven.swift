internal import Files

/// What a file says and no signature of the author covers, in words.
enum Unproven {
  static let patient = "the patient: numbers, name, date of birth and gender"
  static let recall = "that its sender took it back"

  static func of(author: Bool, received: Bool) -> [String] {
    var list: [String] = []
    if author { list.append("names and registrations, which their cards claim") }
    if received { list.append("when it was received, and what was believed of its author then") }
    return list
  }

  /// The members of `object` that an export does not have; a server may have added them, or
  /// anybody else.
  static func members(
    of object: JSONObject?, beyond known: Set<String>, _ name: String
  ) -> [String] {
    let others = (object?.members ?? []).map(\.key).filter { !known.contains($0) }
    return others.isEmpty ? [] : ["of \(name): \(shown(others))"]
  }

  /// At most ten of `names`, each shortened.
  static func shown(_ names: [String]) -> String {
    names.prefix(10).map { String($0.prefix(40)) }.joined(separator: ", ")
      + (names.count > 10 ? " and \(names.count - 10) more" : "")
  }
}
