internal import FuzzSupport

/// A JPEG file: cleaned, hidden in every mode, salvaged, previewed. The output is read again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  guard input.starts(with: [0xff, 0xd8]), !isLarge(input) else { return -1 }
  PictureTrial.run(input)
  return 0
}

/// Whether a frame header has more than a quarter of a megapixel. Such files are slow and test no
/// other code.
private func isLarge(_ input: [UInt8]) -> Bool {
  for index in input.indices.dropLast(9)
  where input[index] == 0xff && (0xc0...0xcf).contains(input[index + 1]) {
    let height = Int(input[index + 5]) << 8 | Int(input[index + 6])
    let width = Int(input[index + 7]) << 8 | Int(input[index + 8])
    if width * height > 1 << 18 { return true }
  }
  return false
}
