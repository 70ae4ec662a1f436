/// Text whose pieces carry roles: what every view produces and every renderer reads.
///
/// Control characters are shown as visible signs from the start (see ``VisibleControls``), so that
/// nothing a person types or a file holds can steer the terminal. Only `\n` keeps its meaning.
package struct StyledText: Sendable, Equatable, ExpressibleByStringLiteral,
  CustomStringConvertible
{
  /// A piece of text with one role.
  package struct Run: Sendable, Equatable {
    package var text: String
    package var role: Role?

    package init(text: String, role: Role?) {
      self.text = text
      self.role = role
    }
  }

  /// The pieces in order; neighbours differ in role and none is empty.
  package private(set) var runs: [Run] = []

  package init() {}

  package init(_ text: String, _ role: Role? = nil) {
    append(text, role)
  }

  package init(stringLiteral value: String) {
    append(value, nil)
  }

  package static func + (first: StyledText, second: StyledText) -> StyledText {
    var sum = first
    sum += second
    return sum
  }

  package static func += (text: inout StyledText, other: StyledText) {
    for run in other.runs {
      text.appendVisible(run.text, run.role)
    }
  }

  package mutating func append(_ text: String, _ role: Role? = nil) {
    appendVisible(VisibleControls.shown(text), role)
  }

  /// The text without its roles.
  package var plain: String {
    runs.count == 1 ? runs[0].text : runs.reduce(into: "") { $0 += $1.text }
  }

  package var description: String { plain }

  package var isEmpty: Bool { runs.isEmpty }

  /// The display columns of the widest line.
  package var width: Int {
    var widest = 0
    var current = 0
    for run in runs {
      var isFirst = true
      for part in run.text.split(separator: "\n", omittingEmptySubsequences: false) {
        if !isFirst { current = 0 }
        isFirst = false
        current += DisplayWidth.of(part)
        widest = max(widest, current)
      }
    }
    return widest
  }

  /// The pieces between line breaks; a text without a line break is one line.
  package var lines: [StyledText] {
    var lines = [StyledText()]
    for run in runs {
      var isFirst = true
      for part in run.text.split(separator: "\n", omittingEmptySubsequences: false) {
        if !isFirst { lines.append(StyledText()) }
        isFirst = false
        lines[lines.count - 1].appendVisible(String(part), run.role)
      }
    }
    return lines
  }

  /// Appends text known to hold no control characters.
  private mutating func appendVisible(_ text: String, _ role: Role?) {
    guard !text.isEmpty else { return }
    if let last = runs.last, last.role == role {
      runs[runs.count - 1].text += text
    } else {
      runs.append(Run(text: text, role: role))
    }
  }
}

extension Sequence<StyledText> {
  /// The texts one after the other with the separator between them.
  package func joined(separator: StyledText = "\n") -> StyledText {
    var result = StyledText()
    var isFirst = true
    for text in self {
      if !isFirst { result += separator }
      isFirst = false
      result += text
    }
    return result
  }
}
