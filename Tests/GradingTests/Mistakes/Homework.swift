/// An assignment with its right backward pass, step by step, and the mistakes made in it.
struct Homework: Sendable {
  let name: String
  /// Statements of the setup, one a line, without the seed.
  let setup: String
  let asks: [Asked]
  let steps: [Step]
  let slips: [HandSlip]
  /// Labels of slips that are made together.
  let pairs: [(String, String)]
  let rights: [RightSubmission]
  /// Labels of submissions that come to the same numbers: no diagnosis can tell them apart.
  let coinciding: [Set<String>]

  struct Asked: Sendable {
    let name: String
    let key: String
    let from: String

    init(_ name: String, _ key: String, from: String = "") {
      self.name = name
      self.key = key
      self.from = from
    }
  }

  /// A statement `name = formula`.
  struct Step: Sendable {
    let name: String
    let formula: String
  }

  init(
    _ name: String, setup: String, asks: [Asked], steps: String, slips: [HandSlip],
    pairs: [(String, String)] = [], coinciding: [Set<String>] = [],
    rights: KeyValuePairs<String, String> = [:]
  ) {
    self.name = name
    self.setup = setup
    self.asks = asks
    self.steps = Homework.steps(steps)
    self.slips = slips
    self.pairs = pairs
    self.coinciding = coinciding
    self.rights = rights.map {
      RightSubmission(homework: name, label: $0.key, statements: $0.value)
    }
  }

  private static func steps(_ text: String) -> [Step] {
    text.split(separator: "\n").map { line in
      let words = line.split(separator: " ", maxSplits: 2)
      precondition(words.count == 3 && words[1] == "=", "a step is name = formula: \(line)")
      return Step(name: String(words[0]), formula: String(words[2]))
    }
  }

  /// The assignment as a file, for one draw of its numbers.
  func assignment(seed: Int) -> String {
    var text = """
      ---
      title: Gradients by hand
      id: \(name)
      points: \(asks.count)
      ---
      Work the gradients out by hand.

      ```grad setup
      grad> seed \(seed)

      """
    for line in setup.split(separator: "\n") { text += "grad> \(line)\n" }
    text += "```\n"
    for ask in asks {
      text += "\n```ask points=1\n\(ask.name): \(ask.key)\n"
      if !ask.from.isEmpty { text += "from: \(ask.from)\n" }
      text += "```\n"
    }
    return text
  }

  // MARK: - Submissions

  /// The right backward pass.
  var rightStatements: String { statements([]) }

  /// Every slip alone, then the pairs.
  var wrongs: [WrongSubmission] {
    slips.map { submission([$0]) }
      + pairs.map { submission([slip($0.0), slip($0.1)]) }
  }

  private func slip(_ label: String) -> HandSlip {
    guard let slip = slips.first(where: { $0.label == label }) else {
      preconditionFailure("\(name) has no slip \(label)")
    }
    return slip
  }

  /// What is handed in by a student who makes several mistakes; no two may replace the same step.
  func submission(_ slips: [HandSlip]) -> WrongSubmission {
    WrongSubmission(
      homework: name, label: slips.map(\.label).joined(separator: " + "),
      mistakes: slips.map(\.mistake), statements: statements(slips),
      blanks: slips.reduce(into: []) { $0.formUnion($1.omitting) })
  }

  /// The steps with those of the slips in place of the right ones.
  private func statements(_ slips: [HandSlip]) -> String {
    var formulas: [String: String] = [:]
    var reports: [String: String] = [:]
    for slip in slips {
      for (step, formula) in slip.replacing {
        precondition(steps.contains { $0.name == step }, "\(name) has no step \(step)")
        precondition(formulas[step] == nil, "\(step) is replaced twice: \(slips.map(\.label))")
        formulas[step] = formula
      }
      for (name, formula) in slip.reporting {
        let before = reports[name].map { "(\($0))" } ?? name
        reports[name] = formula.renaming { $0 == name ? before : nil }
      }
    }
    let omitted = slips.reduce(into: Set<String>()) { $0.formUnion($1.omitting) }
    func worked(_ text: String) -> String {
      text.renaming { reports[$0] == nil && !omitted.contains($0) ? nil : "worked_\($0)" }
    }
    var lines = steps.map { "\(worked($0.name)) = \(worked(formulas[$0.name] ?? $0.formula))" }
    for ask in asks {
      if let report = reports[ask.name], !omitted.contains(ask.name) {
        lines.append("\(ask.name) = \(worked(report))")
      }
    }
    return lines.joined(separator: "\n")
  }
}

extension String {
  /// The text with other words for some of its names.
  func renaming(_ other: (String) -> String?) -> String {
    var result = ""
    var word = ""
    func finish() {
      result += word.isEmpty ? "" : other(word) ?? word
      word = ""
    }
    for character in self {
      if character.isLetter || character.isNumber || character == "_" {
        word.append(character)
      } else {
        finish()
        result.append(character)
      }
    }
    finish()
    return result
  }
}
