internal import Files

/// The file key, wrapped for one recipient: `-> type argument…` and a body (age v1, "Recipient
/// stanza").
public struct Stanza: Sendable, Equatable {
  /// The type of its recipient: the first argument.
  public var type: String
  /// The arguments after the type.
  public var arguments: [String]
  /// The decoded bytes of the base64 lines.
  public var body: [UInt8]

  /// Type and arguments each have one or more visible ASCII characters. A header made of anything
  /// else is a programming error.
  public init(type: String, arguments: [String] = [], body: [UInt8] = []) {
    self.type = type
    self.arguments = arguments
    self.body = body
  }
}

extension Stanza {
  /// Characters in a full line of the body. The last line of a stanza has fewer.
  static let columns = 64

  static let mark = Array("-> ".utf8)

  func serialize(into bytes: inout [UInt8]) {
    let words = [type] + arguments
    precondition(words.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(Self.isVisible) })
    bytes += Self.mark
    bytes += words.joined(separator: " ").utf8
    bytes.append(newline)
    var text = Base64.encode(body)[...]
    while text.count >= Self.columns {
      bytes += text.prefix(Self.columns)
      bytes.append(newline)
      text = text.dropFirst(Self.columns)
    }
    bytes += text
    bytes.append(newline)
  }

  /// VCHAR of RFC 5234.
  static func isVisible(_ byte: UInt8) -> Bool { 0x21...0x7e ~= byte }
}

extension Stanza {
  /// The body of one of the native types: the wrapped file key with its tag. It must be exactly 32
  /// bytes, which is checked before it is opened. Otherwise several keys could fit.
  func wrappedFileKey() throws -> [UInt8] {
    guard body.count == FileKey.size + 16 else {
      throw AgeError.header("the body of a stanza \(type) is not 32 bytes")
    }
    return body
  }

  /// Whether the header may have no other stanza.
  var mustBeAlone: Bool { type == ScryptRecipient.stanzaType }

  /// Throws unless there are `count` arguments after the type.
  func requireArguments(_ count: Int) throws {
    guard arguments.count == count else {
      throw AgeError.header("a stanza \(type) has \(count + 1) arguments")
    }
  }

  /// The `size` bytes in argument `index`, which is canonical base64 without padding.
  func decodedArgument(_ index: Int, size: Int) throws -> [UInt8] {
    guard let bytes = Base64.decode(Array(arguments[index].utf8)), bytes.count == size else {
      throw AgeError.header("an argument of a stanza \(type) is not \(size) bytes in base64")
    }
    return bytes
  }
}

let newline = UInt8(ascii: "\n")
