internal import Foundation

/// Looks at folders from outside the program.
package enum FileTree {
  /// The paths of all files below `path`, relative to it, sorted.
  package static func files(_ path: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: path).filter { name in
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: path + "/" + name, isDirectory: &isFolder)
      return !isFolder.boolValue
    }.sorted()
  }

  package static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: path)
  }

  package static func bytes(_ path: String) throws -> [UInt8] {
    try Array(Data(contentsOf: URL(filePath: path)))
  }

  package static func write(_ bytes: [UInt8], to path: String) throws {
    try Data(bytes).write(to: URL(filePath: path))
  }

  package static func copy(_ path: String, to target: String) throws {
    try FileManager.default.copyItem(atPath: path, toPath: target)
  }

  package static func remove(_ path: String) throws {
    try FileManager.default.removeItem(atPath: path)
  }

  package static func makeFolder(_ path: String) throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  package static func link(_ path: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
  }

  package static func hardLink(_ path: String, to target: String) throws {
    try FileManager.default.linkItem(atPath: path, toPath: target)
  }

  package static func makePipe(_ path: String) throws {
    guard mkfifo(path, 0o600) == 0 else { throw CocoaError(.fileWriteUnknown) }
  }

  /// The permission bits of `path`.
  package static func mode(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? -1
  }

  package static func setMode(_ mode: Int, _ path: String) throws {
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
  }

  package static func setOwner(_ user: Int, _ path: String) throws {
    try FileManager.default.setAttributes([.ownerAccountID: user], ofItemAtPath: path)
  }

  package static func setModified(_ unix: Int, _ path: String) throws {
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: Double(unix))], ofItemAtPath: path)
  }

  /// Whether `bytes` occur in the file.
  package static func contains(_ bytes: [UInt8], in path: String) throws -> Bool {
    guard exists(path) else { return false }
    return try Data(contentsOf: URL(filePath: path)).range(of: Data(bytes)) != nil
  }
}
