import StyledText
import Tensors

/// What an instructor is told of answers that nothing explains and that agree.
enum DirectionWords {
  /// What is notable about the direction: which entries, how near to the right answer, how large.
  static func notes(
    _ direction: WrongDirection, expected: Shape?, smallest: Double, largest: Double
  ) -> [String] {
    var notes: [String] = []
    if let pattern = direction.pattern {
      notes.append(entries(pattern))
    } else if let expected {
      notes.append(
        "the shape is \(GradeWords.shape(direction.shape)), asked for is "
          + GradeWords.shape(expected))
    }
    if let cosine = direction.cosine {
      notes.append("cosine \(number(cosine)) with the right answer")
    }
    let isSame = largest - smallest <= (2 * direction.sketch.blur + 1e-4) * largest
    let size = isSame ? number(largest) : "\(number(smallest)) to \(number(largest))"
    notes.append(
      "\(isSame ? "the same numbers" : "the same direction"), \(size) times as large as the right "
        + "answer")
    return notes
  }

  private static func entries(_ pattern: DifferingEntries) -> String {
    if pattern.count == pattern.all {
      return pattern.all == 1 ? "its value differs" : "all \(pattern.all) entries differ"
    }
    let places = [("row", pattern.rows), ("column", pattern.columns)].compactMap { word, places in
      places.map { places in
        "\(word)\(places.count == 1 ? "" : "s") \(GradeWords.list(places.map(String.init)))"
      }
    }
    let count = "\(pattern.count) of \(pattern.all) entries differ"
    return places.isEmpty ? count : "\(count), in \(places.joined(separator: " and "))"
  }

  private static func number(_ value: Double) -> String {
    NumberText.significant(value, digits: 3)
  }

  /// The line that names the mistake, to be pasted below its ask.
  static func wrong(_ formula: String) -> String { "wrong: \(formula) => ..." }
}
