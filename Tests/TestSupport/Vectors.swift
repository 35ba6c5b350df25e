internal import Files
package import Foundation

/// The published test vectors, which are no part of the checkout: in the folder that
/// `TACITA_VECTORS` names, else in `../shared/vectors` beside the checkout. Tests that need them
/// are skipped where they are absent.
package enum Vectors {
  package static let folder: URL? = {
    let environment = ProcessInfo.processInfo.environment["TACITA_VECTORS"]
    let checkout = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let folder =
      environment.map { URL(filePath: $0) }
      ?? checkout.deletingLastPathComponent().appending(path: "shared/vectors")
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
  }()

  package static var areThere: Bool { folder != nil }

  /// The path of one file as text.
  package static func path(_ relative: String) -> String {
    folder?.appending(path: relative).path ?? relative
  }

  /// Where one file is.
  package static func url(_ path: String) throws -> URL {
    struct NotThere: Error {}
    guard let folder else { throw NotThere() }
    return folder.appending(path: path)
  }

  /// The bytes of one file.
  package static func bytes(_ path: String) throws -> [UInt8] {
    try Array(Data(contentsOf: url(path)))
  }

  /// The names of the files in one folder, sorted.
  package static func names(in path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: url(path).path).sorted()
  }
}
