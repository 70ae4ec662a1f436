extension StyledText {
  /// The text in ASCII alone: `×` as `*`, `x²` as `x^2`, Greek letters by name.
  ///
  /// What grows takes its room from the next gap of two blanks or more, so that columns stay; carets
  /// stay below what they mark.
  package var asciiFallback: StyledText {
    var above = StyledText()
    return lines.map { line in
      defer { above = line }
      return line.isCarets ? line.carets(below: above) : line.asciiLine
    }.joined()
  }

  /// Whether a line only marks a part of the line above it.
  private var isCarets: Bool {
    let marks = plain.drop { $0 == " " }
    return !marks.isEmpty && marks.allSatisfy { $0 == "^" }
  }

  /// The carets moved to where the line above has what they mark.
  private func carets(below above: StyledText) -> StyledText {
    let margin = plain.prefix { $0 == " " }.count
    let start = above.opening(margin).asciiLine.width + max(margin - above.width, 0)
    let end = max(above.opening(width).asciiLine.width, start + 1)
    return StyledText(String(repeating: " ", count: start))
      + StyledText(String(repeating: "^", count: end - start), runs.last?.role)
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
