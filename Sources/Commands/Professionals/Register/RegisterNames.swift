internal import Messaging
internal import Registers

/// Registers by the names that people type.
enum RegisterNames {
  static func register(_ text: String) throws -> Register {
    if let register = Register(rawValue: text.lowercased()) { return register }
    let all = Register.allCases.map(\.rawValue)
    let near = NameSuggestions.closest(to: text, among: all)
    throw Failure.usage(
      "tacita knows no register “\(text)”",
      hint: near.isEmpty
        ? "known are \(all.joined(separator: ", "))"
        : "did you mean \(near.joined(separator: " or "))?")
  }
}
