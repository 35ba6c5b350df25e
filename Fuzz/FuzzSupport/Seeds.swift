internal import Files
internal import Glibc

/// What a fuzzing target begins from.
///
/// libFuzzer starts every target with `LLVMFuzzerInitialize`. Called there, this writes the seeds and
/// ends the process when the first argument is `--seeds` and the second a folder; else it returns.
package enum Seeds {
  package static func writeIfAsked(
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?, count: CInt,
    _ make: () throws -> [[UInt8]]
  ) {
    guard count == 3, let arguments, let flag = arguments[1], let folder = arguments[2],
      String(cString: flag) == "--seeds"
    else { return }
    do {
      for (number, seed) in try make().enumerated() {
        let path = Paths.join(String(cString: folder), "seed-\(number)")
        try AtomicFile.write(seed, to: path, replacing: true)
      }
      exit(0)
    } catch {
      print("no seeds: \(error)")
      exit(1)
    }
  }
}
