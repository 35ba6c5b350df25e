import Foundation

/// The specification's vectors, which lie beside the project and are not part of it.
package enum Vectors {
  /// `$TACITA_VECTORS`, else `../shared/vectors` beside the checkout; nil when there are none.
  package static let folder: String? = {
    let checkout = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let path =
      ProcessInfo.processInfo.environment["TACITA_VECTORS"]
      ?? checkout.deletingLastPathComponent().appendingPathComponent("shared/vectors").path
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }()

  /// `relative` inside ``folder``.
  package static func path(_ relative: String) -> String { (folder ?? "") + "/" + relative }
}
