import Diagnostics
package import Notebook
package import StyledText
import Tensors

extension Verdict {
  /// What is said to an answer, in a sentence or two.
  package func text(_ settings: Settings) -> StyledText {
    switch self {
    case .right: StyledText("Right.", .success)
    case .notYet(let finding): finding.text(settings)
    case .unjudgeable(let problem):
      StyledText("This task cannot be judged.\n", .warning) + problem.styled(width: settings.width)
    }
  }
}

extension Verdict.Finding {
  package func text(_ settings: Settings) -> StyledText {
    var text = StyledText("Not yet", .warning)
    let reason = self.reason.text(settings)
    if !reason.isEmpty { text += ": " + reason }
    text += "."
    if !reply.isEmpty { text += " " + reply.styled }
    return text.wrapped(to: settings.width).joined()
  }
}

extension Verdict.Finding.Reason {
  fileprivate func text(_ settings: Settings) -> StyledText {
    switch self {
    case .undefined(let name): StyledText(name, .name) + " has no value"
    case .unnamed(let name):
      "that is its value, now give it the name: " + StyledText("\(name) = ...", .command)
    case .shape(let name, let got, let expected):
      StyledText(name, .name)
        + StyledText(" is \(Self.shape(got)), expected \(Self.shape(expected))")
    case .value(let name, let got, let expected):
      Self.value(name, got, expected, digits: settings.digits)
    case .onlyHere(let name, let depends, let settled):
      StyledText(name, .name) + " has the right value here, but not when " + Self.names(depends)
        + (depends.count == 1 ? " changes" : " change")
        + (settled.isEmpty ? "" : Self.restating(settled))
    case .overwritten(let name):
      StyledText(name, .name)
        + " follows from other names and is to stay so: change what it is made of"
    case .failed(let problem): StyledText(problem.message)
    case .choice, .unanswered: ""
    }
  }

  private static func names(_ names: [String]) -> StyledText {
    let shown = names.prefix(3).map { StyledText($0, .name) }
    return shown.dropLast(2).map { $0 + ", " }.joined(separator: "")
      + shown.suffix(2).joined(separator: " and ")
  }

  private static func restating(_ names: [String]) -> StyledText {
    ": state " + Self.names(names) + " with " + StyledText("=", .command) + " instead of "
      + StyledText(":=", .command)
  }

  private static func shape(_ shape: Shape) -> String {
    shape.rank == 0 ? "a number" : "\(shape)"
  }

  /// The first entry that differs most says what is wrong.
  private static func value(
    _ name: String, _ got: Tensor, _ expected: Tensor, digits: Int
  ) -> StyledText {
    let distances = zip(got.values, expected.values).map { one, other in
      one == other ? 0 : (one - other).magnitude.isNaN ? .infinity : (one - other).magnitude
    }
    let worst = distances.indices.max { distances[$0] < distances[$1] } ?? 0
    let (one, other) = (got.values[worst], expected.values[worst])
    // As many digits as it takes to see the difference.
    let enough = (digits...17).first {
      NumberText.significant(one, digits: $0) != NumberText.significant(other, digits: $0)
    }
    func number(_ value: Double) -> StyledText {
      StyledText(NumberText.significant(value, digits: enough ?? digits), .number)
    }
    let text = number(one) + " here, expected " + number(other)
    if got.shape.rank == 0 { return StyledText(name, .name) + " = " + text }
    var rest = worst
    var place: [String] = []
    for size in got.shape.dimensions.reversed() {
      place.insert(String(rest % size), at: 0)
      rest /= size
    }
    return StyledText("entry [\(place.joined(separator: ", "))] of ") + StyledText(name, .name)
      + " is " + text
  }
}
