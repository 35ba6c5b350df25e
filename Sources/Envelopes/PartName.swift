internal import Files

/// The names that parts of a message may have: those that are safe as a file's name and cannot be
/// read as another (section 4). Checked by sender and recipient alike.
package enum PartName {
  package static let sizeLimit = 255

  package static func isAllowed(_ name: String) -> Bool {
    (1...sizeLimit).contains(name.utf8.count) && name != "." && name != ".."
      && UnicodeText.isComposed(name)
      && !name.unicodeScalars.contains {
        $0 == "/" || $0 == "\\" || $0.isControl || $0.isLineOrParagraphSeparator
          || $0.isBidiControl
      }
  }
}
