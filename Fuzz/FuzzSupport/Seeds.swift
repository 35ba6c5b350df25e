internal import Files
internal import Glibc

/// The inputs from which a fuzzing target starts.
///
/// libFuzzer first calls `LLVMFuzzerInitialize` of every target, which calls this. If the first
/// argument is `--seeds` and the second a folder, this writes the seeds and ends the process.
/// Otherwise it returns.
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
