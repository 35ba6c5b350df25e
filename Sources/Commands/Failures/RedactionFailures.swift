internal import Redaction

/// What the errors of redaction are told as.
extension Failure {
  init(_ error: UnreadableText) {
    switch error {
    case .notText(let format, let remedy):
      self.init(
        "unreadable-text", .badData, "this is \(format), so nothing in it can be masked",
        hint: "make text of it first: \(remedy)")
    case .notUTF8:
      self.init(
        "bad-text", .badData, "the text is not UTF-8, so not all of it can be masked",
        hint: "convert it first, for example with iconv -f LATIN1 -t UTF-8")
    }
  }
}
