/// The professions that a number itself tells of.
package enum Professions {
  private static let big = [
    "01": "arts", "02": "tandarts", "03": "verloskundige", "04": "fysiotherapeut",
    "16": "psychotherapeut", "17": "apotheker", "18": "apotheekhoudend arts",
    "25": "gz-psycholoog", "30": "verpleegkundige", "81": "physician assistant",
    "82": "klinisch technoloog",
  ]

  /// Code and title out of a well-formed number; nil where the number holds none.
  static func inNumber(_ number: String, of register: Register) -> (code: String, title: String)? {
    switch register {
    case .big:
      let code = String(number.suffix(2))
      return (code, big[code] ?? ((83...99).contains(Int(code) ?? 0) ? "other profession" : ""))
    case .lanr: return (String(number.suffix(2)), "")
    default: return nil
    }
  }
}
