/// How tacita ends, for scripts to branch on. The same table stands in tacita(1).
package enum Status: Int32, CaseIterable, Sendable {
  case done = 0
  case no = 1
  case usage = 64
  case badData = 65
  case noInput = 66
  case unavailable = 69
  case internalError = 70
  case cannotCreate = 73
  case inputOutput = 74
  case busy = 75
  case locked = 77
  case configuration = 78

  package var meaning: String {
    switch self {
    case .done: "done (an empty list is done)"
    case .no: "a definite no: not registered, not verified, check failed"
    case .usage: "usage"
    case .badData: "bad data: malformed, forged, damaged, unsupported format"
    case .noInput: "no such input: file, message, contact"
    case .unavailable: "could not find out: register or relay unreachable, old snapshot or card"
    case .internalError: "internal error: a bug"
    case .cannotCreate: "cannot create"
    case .inputOutput: "input/output error, disk full"
    case .busy: "busy or held, try again"
    case .locked: "locked, wrong passphrase, not permitted, or policy refuses"
    case .configuration: "configuration, or a home of a newer version"
    }
  }

  /// From what matters least to what matters most, when several items end differently.
  private static let gravity: [Status] = [
    .done, .no, .busy, .unavailable, .noInput, .badData, .locked, .configuration, .cannotCreate,
    .inputOutput, .usage, .internalError,
  ]

  /// The graver of two.
  package func worse(_ other: Status) -> Status {
    let gravity = Self.gravity
    return (gravity.firstIndex(of: self) ?? 0) >= (gravity.firstIndex(of: other) ?? 0)
      ? self : other
  }
}
