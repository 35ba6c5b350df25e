internal import Files

/// The bytes of a text beside the same text as recognisers read it: signs that cannot be seen are
/// left out, and blanks, hyphens and digits in other guises are the plain ones.
///
/// What leaves is always cut out of the text itself. Both lie in buffers of fixed size.
final class ReadingView {
  /// Of ``bytes``.
  let capacity: Int
  let bytes: UnsafeMutablePointer<UInt8>
  /// Bytes of the view so far.
  private(set) var filled = 0

  private let text: UnsafeMutablePointer<UInt8>
  private let textCapacity: Int
  private var textFilled = 0
  /// Where view and text go apart, in order; from each on they run along again.
  private var forks: [Fork] = []
  /// Signs left out since the last one that was taken in.
  private var leftOut = 0
  /// The beginning of what may be written in another guise, and continues in the next piece.
  private var pending: [UInt8] = []

  private struct Fork {
    var view: Int
    /// Where the sign that was changed ends in the text, and where it began if it was left out.
    var text: Int
    var before: Int
  }

  /// More signs left out in a row stay, so that memory is bounded.
  private static let mostLeftOut = 4
  /// No more bytes of text than this, for each byte that is seen.
  private static let widest = 36

  init(reach: Int, piece: Int) {
    capacity = reach + piece
    textCapacity = reach * Self.widest + piece
    bytes = .allocate(capacity: capacity)
    text = .allocate(capacity: textCapacity)
  }

  deinit {
    bytes.deallocate()
    text.deallocate()
  }

  /// Takes as much of `piece` as there is room for; returns how much that is.
  func take(_ piece: UnsafeRawBufferPointer) -> Int {
    guard let base = piece.bindMemory(to: UInt8.self).baseAddress else { return 0 }
    guard room > 0 else { return 0 }
    if !pending.isEmpty { return finishPending(base, piece.count) }
    let count = min(piece.count, room)
    var place = 0
    while place < count {
      let next = Guises.next(base, place, count)
      copy(base + place, next - place)
      place = next
      guard place < count else { break }
      switch Guises.read(base + place, piece.count - place) {
      case .plain:
        copy(base + place, 1)
        place += 1
      case .pair:
        copy(base + place, 2)
        place += 2
      case .sign(let byte, let length):
        change(base + place, length, to: byte)
        place += length
      case .open:
        pending = Array(UnsafeBufferPointer(start: base + place, count: piece.count - place))
        return piece.count
      }
    }
    return place
  }

  /// What was held back is plain after all: the text ends.
  func finish() {
    let rest = pending
    pending = []
    rest.withUnsafeBufferPointer { if let base = $0.baseAddress { copy(base, $0.count) } }
  }

  private var room: Int {
    min(capacity - filled, textCapacity - textFilled) - 2 * Guises.longest
  }

  /// One byte more of what was held back, until it is known what it is.
  private func finishPending(_ base: UnsafePointer<UInt8>, _ count: Int) -> Int {
    guard count > 0 else { return 0 }
    pending.append(base[0])
    let held = pending
    pending = []
    return held.withUnsafeBytes { bytes in
      let taken = take(bytes)
      // What was not taken in is not a guise; there is room for so few bytes.
      if taken < held.count, let rest = bytes.bindMemory(to: UInt8.self).baseAddress {
        copy(rest + taken, held.count - taken)
      }
      return 1
    }
  }

  private func copy(_ source: UnsafePointer<UInt8>, _ count: Int) {
    guard count > 0 else { return }
    (bytes + filled).update(from: source, count: count)
    (text + textFilled).update(from: source, count: count)
    filled += count
    textFilled += count
    leftOut = 0
  }

  private func change(_ source: UnsafePointer<UInt8>, _ length: Int, to byte: UInt8?) {
    if byte == nil, leftOut == Self.mostLeftOut { return copy(source, length) }
    (text + textFilled).update(from: source, count: length)
    let before = textFilled
    textFilled += length
    if let byte {
      bytes[filled] = byte
      filled += 1
      leftOut = 0
    } else {
      leftOut += 1
    }
    forks.append(Fork(view: filled, text: textFilled, before: byte == nil ? before : textFilled))
  }
}

/// Places.
extension ReadingView {
  /// Where in the text the byte of the view at `place` begins.
  func start(_ place: Int) -> Int {
    guard let index = lastFork(upTo: place) else { return place }
    return forks[index].text + place - forks[index].view
  }

  /// Where in the text what comes before `place` of the view ends: signs left out there come after.
  func end(_ place: Int) -> Int {
    guard var index = lastFork(upTo: place) else { return place }
    guard forks[index].view == place else { return forks[index].text + place - forks[index].view }
    while index > 0, forks[index - 1].view == place { index -= 1 }
    return forks[index].before
  }

  private func lastFork(upTo place: Int) -> Int? {
    var (low, high) = (0, forks.count)
    while low < high {
      let middle = (low + high) / 2
      if forks[middle].view <= place { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? low - 1 : nil
  }

  /// The text between two of its places.
  func text(_ start: Int, _ end: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: text + start, count: max(0, end - start))
  }

  /// Lets go of everything before `place` of the view; returns the bytes of text that are gone.
  func drop(before place: Int) -> Int {
    let gone = end(place)
    bytes.update(from: bytes + place, count: filled - place)
    text.update(from: text + gone, count: textFilled - gone)
    filled -= place
    textFilled -= gone
    if !forks.isEmpty {
      var kept = [Fork(view: 0, text: start(place) - gone, before: 0)]
      if kept[0].text == 0 { kept = [] }
      // What lies before has shifted both alike.
      let rest = forks.drop { $0.view <= place }
      if kept.isEmpty, !rest.isEmpty { kept = [Fork(view: 0, text: 0, before: 0)] }
      forks =
        kept
        + rest.map {
          Fork(view: $0.view - place, text: $0.text - gone, before: $0.before - gone)
        }
    }
    return gone
  }
}
