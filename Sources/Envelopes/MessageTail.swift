internal import Files

/// The second JSON line of a message, after its content: what the signature binds it to.
package struct MessageTail: Sendable {
  package struct Part: Sendable, Equatable {
    /// SHA-256 of the frames' SHA-256s joined.
    package var digest: [UInt8]
    /// Bytes of the whole part.
    package var size: Int

    package init(digest: [UInt8], size: Int) {
      self.digest = digest
      self.size = size
    }
  }

  /// SHA-256 of the age header, first byte through the MAC line's LF.
  package var header: [UInt8]
  package var parts: [Part]

  /// Bytes of all parts together.
  package var size: Int { parts.reduce(0) { $0 + $1.size } }

  package init(header: [UInt8], parts: [Part]) {
    self.header = header
    self.parts = parts
  }

  /// The canonical line, without LF.
  package var line: [UInt8] {
    CanonicalJSON.encode(
      JSONObject([
        "header": .string(header.hex),
        "parts": .array(
          parts.map {
            .object(JSONObject(["digest": .string($0.digest.hex), "size": .number($0.size)]))
          }),
      ]))
  }

  /// Reads a line. Throws ``JSONError``.
  package init(line: [UInt8]) throws {
    let json = try CanonicalJSON.decode(line)
    header = try json.hex("header", bytes: 32)
    parts = try json.objects("parts").map {
      Part(digest: try $0.hex("digest", bytes: 32), size: try $0.number("size"))
    }
  }
}
