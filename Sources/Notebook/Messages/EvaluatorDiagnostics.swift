import Diagnostics
import Operations
import StyledText
import Tensors

/// What can go wrong while a statement is given its meaning, one message each.
enum EvaluatorDiagnostics {
  static func argumentCount(
    _ name: String, parameters: [String], got: Int, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      "arguments", "\(name) takes \(count(parameters.count, "argument")), not \(got)", at: range,
      help: "\(name)(\(parameters.joined(separator: ", ")))")
  }

  static func arrow(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "arrow", "-> joins the layers of a network, and these are not layers", at: range,
      help: "write g(f(x)) to apply one function after another")
  }

  static func builtInName(_ name: String, at range: SourceRange) -> Diagnostic {
    let isConstant = BuiltInNames.constants[name] != nil || name == "ans"
    return Diagnostic(
      "reserved", "\(name) is \(isConstant ? "a name of the language" : "a function")", at: range,
      notes: ["a name of the language cannot be given another meaning"],
      help: "choose another name, such as \(name)1")
  }

  static func circle(_ names: [String], at range: SourceRange) -> Diagnostic {
    let isDirect = names.count == 2
    let name = names.first ?? ""
    return Diagnostic(
      "circle",
      isDirect
        ? "\(name) cannot follow itself"
        : "\(name) would follow itself: \(names.joined(separator: " → "))", at: range,
      notes: ["= states a fact that stays true, so facts may not go round in a circle"],
      help: isDirect
        ? "to change its value now, write \(name) := ..."
        : "set one of them with := to break the circle")
  }

  static func expected(_ what: String, got shape: Shape, at range: SourceRange) -> Diagnostic {
    Diagnostic("value", "expected a number for \(what), not a tensor \(shape)", at: range)
  }

  static func expected(_ what: String, at range: SourceRange) -> Diagnostic {
    Diagnostic("value", "expected \(what)", at: range)
  }

  static func extraArgument(_ operation: Signature, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "arguments", "\(operation.name) takes no further argument here", at: range,
      help: operation.call)
  }

  static func functionAsValue(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "type", "\(name) is a function, and a value is needed here", at: range,
      help: "call it: \(name)(...)")
  }

  static func indexOutOfRange(
    _ index: Int, axis: Int, _ shape: Shape, _ text: String, at range: SourceRange
  ) -> Diagnostic {
    let length = shape[axis]
    return Diagnostic(
      "index", "index \(index) is outside axis \(axis) of \(text) (\(shape))", at: range,
      notes: [
        length == 0
          ? "the axis is empty"
          : "places run from 0 to \(length - 1), or from -\(length) to -1 counted from the end"
      ])
  }

  static func interrupted() -> Diagnostic {
    interruption("stopped; nothing was changed")
  }

  static func missingArgument(
    _ parameter: Parameter, _ operation: Signature, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      "arguments", "\(operation.name) needs \(parameter.name)", at: range, help: operation.call)
  }

  static func noMembers(_ text: String, _ member: String, at range: SourceRange) -> Diagnostic {
    Diagnostic("type", "\(text) has no parts, so there is no .\(member)", at: range)
  }

  static func notAVariable(_ text: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "type", "a derivative is taken by a name, and \(text) is none", at: range,
      help: "state it as a fact first: u = \(text)")
  }

  static func notAWord(_ words: [String], _ what: String, at range: SourceRange) -> Diagnostic {
    Diagnostic("option", "\(what) is \(list(words, joinedBy: "or"))", at: range)
  }

  static func notCallable(_ text: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "type", "\(text) is not a function", at: range, help: "to multiply, write * between them")
  }

  static func notWhole(_ value: Double, _ what: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "value", "\(what) must be a whole number, not \(NumberText.exact(value))", at: range)
  }

  static func optionTwice(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic("option", "\(name) is given twice", at: range)
  }

  static func raggedRows(_ first: Int, _ other: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "shape", "every row of a matrix has as many entries as the first", at: range,
      notes: ["the first row has \(first), this one \(other)"])
  }

  static func textAsValue(_ text: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "type", "\"\(text)\" is text, and a value is needed here", at: range,
      notes: ["text names files and options only"])
  }

  static func tooDeep(_ limit: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "size", "this is nested more than \(limit) levels deep", at: range,
      notes: ["functions that call functions count too"],
      help: "iterate(g, x, n) applies a function n times")
  }

  static func tooManyNodes(_ count: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "size", "this records \(count) nodes, more than a graph may hold", at: range,
      help: "use fewer repetitions")
  }

  static func tooManySubscripts(
    _ text: String, _ shape: Shape, _ count: Int, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      "index",
      "\(text) has \(self.count(shape.rank, "axis", "axes")), and \(count == 1 ? "1 is" : "\(count) are") indexed",
      at: range,
      notes: shape.rank == 0 ? ["\(text) is a single number"] : ["its shape is \(shape)"])
  }

  static func unexpectedOption(
    _ name: String, options: [String], at range: SourceRange
  ) -> Diagnostic {
    let near = Suggestion.nearest(to: name, among: options)
    return Diagnostic(
      "option", "there is no option \(name) here", at: range,
      notes: near == nil && !options.isEmpty ? ["it takes \(list(options))"] : [],
      help: near.map { "did you mean \($0)?" })
  }

  static func unknownFunction(
    _ name: String, at range: SourceRange, candidates: [String]
  ) -> Diagnostic {
    let problem = Diagnostic(
      "name", "there is no function \(name)", at: range,
      help: Suggestion.nearest(to: name, among: candidates).map { "did you mean \($0)?" }
        ?? "help functions lists them all")
    return CommandDiagnostics.called(name, problem)
  }

  static func unknownName(
    _ name: String, at range: SourceRange, candidates: [String]
  ) -> Diagnostic {
    Diagnostic(
      "name", "\(name) has no value yet", at: range,
      help: Suggestion.nearest(to: name, among: candidates).map { "did you mean \($0)?" }
        ?? setting(name))
  }

  static func valueAsFunction(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "type", "\(name) is a value, not a function", at: range,
      help: "to multiply, write \(name) * (...); to take an entry, \(name)[...]")
  }

  static func waiting(
    _ name: String, for missing: [String], at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      "name", "\(name) waits for \(list(missing))", at: range,
      help: missing.first.map(setting))
  }

  /// How a name gets its value; one set by hand would keep the lab from leaving its numbers.
  private static func setting(_ name: String) -> String {
    name == LabCommand.name
      ? "run an experiment first: lab init" : "set it first: \(name) := ..."
  }

  // MARK: - Words

  static func count(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
    "\(number == 0 ? "no" : "\(number)") \(number == 1 ? noun : plural ?? noun + "s")"
  }

  /// `a`, `a and b`, `a, b and c`.
  static func list(_ words: [String], joinedBy conjunction: String = "and") -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " \(conjunction) " + last
  }

  /// The same of names, in their colour.
  static func styledList(_ names: [String]) -> StyledText {
    var text = StyledText()
    for (index, name) in names.enumerated() {
      if index > 0 { text += index == names.count - 1 ? " and " : ", " }
      text.append(name, .name)
    }
    return text
  }
}

/// Messages of statements.
extension EvaluatorDiagnostics {
  static func doesNotFit(
    _ part: Shape, _ place: Shape, _ name: String, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      "shape", "a value of shape \(part) does not fit this part of \(name)", at: range,
      notes: ["the part has shape \(place)"])
  }

  static func interrupted(afterRounds done: Int, of rounds: Int) -> Diagnostic {
    interruption(
      "stopped after \(done) of \(count(rounds, "round")); "
        + (done == 0 ? "nothing was changed" : "their results are kept"))
  }

  /// To stop is a wish, not a mistake.
  static func interruption(_ sentence: String) -> Diagnostic {
    Diagnostic("interrupted", sentence).with(severity: .note)
  }

  static func noEntries(_ name: String, isFact: Bool, at range: SourceRange) -> Diagnostic {
    isFact
      ? Diagnostic(
        "type", "\(name) is a fact, so its entries follow from it", at: range,
        help: "make it a value first: \(name) := \(name)")
      : Diagnostic("name", "\(name) has no value whose entry could be set", at: range)
  }

  static func parameterTwice(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic("name", "\(name) is a parameter twice", at: range)
  }

  static func recursion(_ names: [String], at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "circle", "a function cannot call itself: \(names.joined(separator: " → "))", at: range,
      notes: ["there is no condition that could end it"],
      help: "iterate(g, x, n) applies a function n times")
  }

  static func targetCount(_ targets: Int, _ values: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "arguments",
      "\(count(targets, "name")) on the left and \(count(values, "value")) on the right", at: range)
  }
}

extension Diagnostic {
  /// Whether it tells that somebody stopped what was running.
  package var isInterruption: Bool { code == "interrupted" }
}
