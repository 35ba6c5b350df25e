/// A stretch of text that a recogniser takes for something of `kind`, as places in a window.
struct Match {
  var kind: Kind
  var start: Int
  var end: Int
  /// What it stands for when the same can be written in several ways; nil for the letters and
  /// digits as they stand.
  var value: String?
  /// It goes on past what a recogniser may see, as long as the characters are of its kind.
  var runsOn = false

  init(_ kind: Kind, _ start: Int, _ end: Int, value: String? = nil) {
    self.kind = kind
    self.start = start
    self.end = end
    self.value = value
  }
}

/// What was found, and where: never the text itself.
package struct Finding: Sendable, Hashable {
  package let kind: Kind
  /// Bytes from the beginning of the text.
  package let offset: Int
  /// Bytes of it.
  package let length: Int
  /// From 1.
  package let line: Int
  /// From 1, in characters (Unicode scalars) of the line.
  package let column: Int
}
