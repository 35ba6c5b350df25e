internal import CZlib

struct NotGzip: Error {}

/// What the gzip file `bytes` holds.
package func gunzip(_ bytes: [UInt8]) throws -> [UInt8] {
  var stream = z_stream()
  let windowOfGzip: Int32 = 15 + 16
  guard
    inflateInit2_(&stream, windowOfGzip, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
  else { throw NotGzip() }
  defer { inflateEnd(&stream) }
  var (input, result) = (bytes, [UInt8]())
  var piece = [UInt8](repeating: 0, count: 1 << 18)
  return try input.withUnsafeMutableBufferPointer { input in
    stream.next_in = input.baseAddress
    stream.avail_in = UInt32(input.count)
    while true {
      let status = piece.withUnsafeMutableBufferPointer { piece in
        stream.next_out = piece.baseAddress
        stream.avail_out = UInt32(piece.count)
        return inflate(&stream, Z_NO_FLUSH)
      }
      result += piece.dropLast(Int(stream.avail_out))
      if status == Z_STREAM_END { return result }
      guard status == Z_OK else { throw NotGzip() }
    }
  }
}
