package import AgeFormat
package import Files

/// A payload as it is kept: whole in memory, or in a file.
extension PayloadReader {
  package convenience init(fileKey: FileKey, _ bytes: [UInt8]) throws {
    try self.init(fileKey: fileKey, size: bytes.count) { offset, buffer in
      let piece = bytes.dropFirst(offset).prefix(buffer.count)
      buffer.copyBytes(from: piece)
      return piece.count
    }
  }

  package convenience init(fileKey: FileKey, _ file: Descriptor) throws {
    try self.init(fileKey: fileKey, size: try file.size() ?? 0) { try file.read(into: $1, at: $0) }
  }
}
