internal import Files

/// Has `tacita-decode` turn pictures into pixels: a program that can do nothing else, and whose
/// answers are not believed.
package final class PictureDecoder: Sendable {
  package static let programName = "tacita-decode"

  private let pool: HelperPool

  /// Starts the program at `path` so many times: as many pictures are decoded at once. To be called
  /// before the process is confined. Throws ``HelperError``.
  package init(_ path: String, count: Int) throws {
    pool = try HelperPool(path, count: count)
  }

  init(_ pool: HelperPool) { self.pool = pool }

  /// The pixels of a picture, of the page that was named or of the only one.
  func decode(
    _ bytes: [UInt8], as format: ConvertibleFormat, page: Int?
  ) throws(ImagingError) -> DecodedPicture {
    let answer: [UInt8]
    do {
      answer = try pool.answer(
        format.number, detail: UInt32(page ?? 0), about: [bytes], limit: DecodedPicture.most)
    } catch {
      throw error.described(Self.programName)
    }
    return try DecodedPicture(answer, format, page: page)
  }
}
