extension StyledText {
  /// The text in ASCII alone: `×` as `*`, `x²` as `x^2`, Greek letters by name.
  ///
  /// What grows takes its room from the next gap of two blanks or more, so that columns stay.
  package var asciiFallback: StyledText {
    lines.map(\.asciiLine).joined()
  }

  private var asciiLine: StyledText {
    var result = StyledText()
    var debt = 0
    for run in runs {
      var text = ""
      var plain = ""
      func flush() {
        let replaced = AsciiFallback.text(plain)
        debt += replaced.count - DisplayWidth.of(plain)
        text += replaced
        plain = ""
      }
      var gap = 0
      for character in run.text {
        if character == " " {
          if gap == 0 { flush() }
          gap += 1
        } else {
          if gap > 0 { text += StyledText.blanks(gap, paying: &debt) }
          gap = 0
          plain.append(character)
        }
      }
      flush()
      if gap > 0 { text += StyledText.blanks(gap, paying: &debt) }
      result.append(text, run.role)
    }
    return result
  }

  /// A gap without what an earlier growth has used up.
  private static func blanks(_ count: Int, paying debt: inout Int) -> String {
    let paid = count > 1 ? min(max(debt, 0), count - 1) : 0
    debt -= paid
    return String(repeating: " ", count: count - paid)
  }
}
