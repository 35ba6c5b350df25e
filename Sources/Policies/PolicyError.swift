/// Why a policy is not believed, or what it refuses.
package enum PolicyError: Error, Equatable {
  /// Others than root could have written the file, or could replace it.
  case unsafe(path: String, reason: String, mend: String)
  case unreadable(path: String, reason: String)
  /// The content is not a policy; the reason names the rule.
  case malformed(path: String, reason: String)
  /// The rule does not allow `what`.
  case forbidden(PolicyRule, value: String, what: String)
  /// A home that was made before opens only for verbs that change how it opens.
  case opensTooEasily(PolicyRule, reason: String, mend: String)
}
