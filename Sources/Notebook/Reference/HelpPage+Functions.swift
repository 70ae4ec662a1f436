import Networks
import Operations
import StyledText

/// Pages made from the tables of functions.
extension HelpPage {
  /// An operation of the table.
  init(_ operation: Operation) {
    self.init(
      operation: operation, title: operation.call,
      note: operation.aliases.isEmpty
        ? nil : "Also called \(EvaluatorDiagnostics.list(operation.aliases)).")
  }

  /// An operation under the sign it is written with.
  init(operation: Operation, title: String, note: String? = nil) {
    self.init(
      title, summary: operation.summary, note: note,
      [
        ("formula", operation.formula), ("derivative", operation.derivative),
        ("shapes", operation.shapes), ("convention", operation.convention),
        ("options", HelpPage.options(operation.parameters)), ("source", operation.source),
      ], example: operation.example)
  }

  /// A layer of the table.
  init(_ layer: LayerEntry) {
    let isOperation = BuiltInNames.operation(layer.name) != nil
    self.init(
      layer.call, summary: layer.summary,
      note: isOperation
        ? "As a layer of a network: `net = \(layer.name)(...)`, or beside `->`." : nil,
      [
        ("formula", layer.formula), ("learns", layer.learns), ("shapes", layer.shapes),
        ("convention", layer.convention), ("options", HelpPage.options(layer.parameters)),
        ("source", layer.source),
      ], example: layer.example)
  }

  /// The words that options may be.
  private static func options(_ parameters: [Parameter]) -> String? {
    let texts = parameters.compactMap { parameter -> String? in
      switch parameter.kind {
      case .word(let words):
        "\(parameter.name) is \(EvaluatorDiagnostics.list(words, joinedBy: "or"))"
      case .wordOrInteger(let words):
        "\(parameter.name) is \((words + ["a whole number"]).joined(separator: " or "))"
      default: nil
      }
    }
    return texts.isEmpty ? nil : texts.joined(separator: "; ")
  }

  /// A derivative or `iterate`.
  init(_ form: SpecialForm) {
    self.init(
      form.call, summary: form.summary, note: nil,
      [
        ("formula", form.formula), ("shapes", form.shapes), ("convention", form.convention),
        ("source", form.source),
      ], example: form.example)
  }

  private init(
    _ title: String, summary: String, note: String?, _ fields: [(String, String?)], example: String
  ) {
    var parts: [Part] = [.text(summary)]
    if let note { parts.append(.text(note)) }
    parts.append(
      .list(
        fields.compactMap { label, text in
          guard let text, !text.isEmpty else { return nil }
          let isFormula = label == "formula" || label == "derivative"
          return Term(label, isFormula ? HelpText.code(text) : text)
        }))
    if !example.isEmpty { parts.append(.example([example])) }
    self.init(title, parts)
  }

  /// A command word.
  init(_ command: any NotebookCommand.Type) {
    var parts: [Part] = [.text(command.summary)]
    if !command.options.isEmpty {
      parts.append(
        .list(command.options.map { Term(HelpText.code("\($0.name)=\($0.values)"), $0.meaning) }))
    }
    parts += command.details
    if !command.examples.isEmpty {
      parts.append(
        command.hasLiveExamples ? .example(command.examples) : .code(command.examples))
    }
    self.init(command.usage, parts)
  }

  init(_ setting: Setting) {
    self.init(
      "set \(setting.name) value",
      [
        .text("\(setting.meaning.prefix(1).uppercased() + setting.meaning.dropFirst())."),
        .list([Term("value", setting.values), Term("default", setting.read(Settings()))]),
      ])
  }

  init(_ code: ErrorCode) {
    var parts: [Part] = [.text(code.summary), .text(code.explanation)]
    if !code.example.isEmpty { parts.append(.example(code.example)) }
    self.init("error[\(code.code)]", parts)
  }

  init(_ topic: Topic) {
    self.init(topic.title, topic.parts)
  }

  init(_ sign: Sign) {
    if let operation = sign.operation.flatMap(Operation.named) {
      self.init(operation: operation, title: sign.usage, note: sign.note)
    } else {
      var parts: [Part] = [.text(sign.summary)]
      if let note = sign.note { parts.append(.text(note)) }
      if !sign.example.isEmpty { parts.append(.example(sign.example)) }
      self.init(sign.usage, parts)
    }
  }
}

/// Pages made from the tables of training.
extension HelpPage {
  init(_ optimiser: Optimiser) {
    self.init(
      "train J optimizer=\(optimiser.name)",
      [
        .text(optimiser.summary),
        .list(
          [
            Term("formula", HelpText.code(optimiser.formula)),
            Term("lr", "\(NumberText.significant(optimiser.rate)) unless said"),
          ]
            + optimiser.options.map { option in
              Term(
                option.name,
                "\(option.meaning); \(NumberText.significant(option.value)) unless said")
            } + [Term("source", optimiser.source)]),
      ])
  }

  init(_ initialiser: Initialiser) {
    self.init(
      "init W \(initialiser.call)",
      [
        .text(initialiser.summary),
        .list(
          [Term("formula", HelpText.code(initialiser.formula))]
            + (initialiser.source.map { [Term("source", $0)] } ?? [])),
      ])
  }
}
