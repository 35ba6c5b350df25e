/// Which known names a mistyped one may have meant.
package enum NameSuggestions {
  /// Up to three of `names`, the closest first; none when nothing is close.
  package static func closest(to text: String, among names: [String]) -> [String] {
    let wanted = Array(text.lowercased())
    let scored = names.map { name in
      let letters = Array(name.lowercased())
      let isPrefix = !wanted.isEmpty && letters.starts(with: wanted)
      return (name: name, distance: isPrefix ? 0 : distance(wanted, letters))
    }
    let tolerance = max(1, wanted.count / 3)
    return scored.filter { $0.distance <= tolerance }.sorted { $0.distance < $1.distance }
      .prefix(3).map(\.name)
  }

  /// Insertions, deletions, changes and swaps of neighbours between two words.
  private static func distance(_ left: [Character], _ right: [Character]) -> Int {
    var rows = [Array(0...right.count)]
    for (i, a) in left.enumerated() {
      var row = [i + 1]
      for (j, b) in right.enumerated() {
        var best = min(rows[i][j] + (a == b ? 0 : 1), rows[i][j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, a == right[j - 1], b == left[i - 1] {
          best = min(best, rows[i - 1][j - 1] + 1)
        }
        row.append(best)
      }
      rows.append(row)
    }
    return rows[left.count][right.count]
  }
}
