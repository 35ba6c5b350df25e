internal import Files

/// What is told of a clip beside what is told of a picture.
package struct VideoFacts: Equatable, Sendable {
  package var frames = 0
  package var milliseconds = 0
  /// Bits of a sample before, when there are fewer now.
  package var bits: Int?
  /// Its brightness is coded for HDR screens, and was not mapped.
  package var isHDR = false
  /// For each second of the clip, the pixels that were overwritten in some frame of it.
  package var seconds: [[Rectangle]] = []

  /// What a person should know.
  var remarks: [String] {
    [
      bits.map { "its samples of \($0) bits became samples of 8" },
      isHDR ? "it is an HDR video, whose brightness was not mapped: look at the result" : nil,
    ].compactMap(\.self)
  }

  var json: JSONValue {
    .object(
      JSONObject(
        [
          "frames": .number(frames), "milliseconds": .number(milliseconds),
          "bits": bits.map { .number($0) }, "hdr": isHDR ? .bool(true) : nil,
          "seconds": seconds.isEmpty
            ? nil : .array(seconds.map { .array($0.map { .string($0.text) }) }),
        ] as KeyValuePairs<String, JSONValue?>))
  }
}
