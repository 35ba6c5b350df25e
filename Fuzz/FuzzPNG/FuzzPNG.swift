internal import CZlib
internal import FuzzSupport

/// A PNG file: cleaned, hidden in every mode, salvaged, previewed. The output is read again. Its
/// checksums are corrected first. Otherwise only the checksum code would be tested.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  guard input.starts(with: [0x89, 0x50, 0x4e, 0x47]), input.count > 24 else { return -1 }
  // Larger pictures are slow and test no other code.
  let (width, height) = (number(input[16..<20]), number(input[20..<24]))
  guard width < 1 << 16, height < 1 << 16, width * height <= 1 << 16 else { return -1 }
  PictureTrial.run(checked(input))
  return 0
}

private func number(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }

/// `file` with the correct checksum in each chunk.
private func checked(_ file: [UInt8]) -> [UInt8] {
  var file = file
  var position = 8
  while position + 12 <= file.count {
    let length = number(file[position..<position + 4])
    guard length <= file.count - position - 12 else { break }
    let body = Array(file[position + 4..<position + 8 + length])
    let sum = UInt32(truncatingIfNeeded: crc32(0, body, UInt32(body.count)))
    position += 8 + length
    withUnsafeBytes(of: sum.bigEndian) { file.replaceSubrange(position..<position + 4, with: $0) }
    position += 4
  }
  return file
}
