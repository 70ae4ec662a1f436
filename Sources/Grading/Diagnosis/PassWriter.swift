import Differentiation
package import Notebook
package import Operations
package import StyledText
package import Tensors

/// Writes the steps of a backward pass that slips are about: how a value was computed, the rule by
/// which its gradient goes back, and the shapes. Numbers of the right answer are never in it.
package struct PassWriter: Sendable {
  private let steps: WrittenSteps
  private let asked: [(name: String, node: Node)]
  /// Numbers that no line may have, as they are written with four digits.
  private let secrets: Set<String>

  /// So many steps of a slip are told.
  private static let most = 3

  /// Whoever shows a line cuts or wraps it.
  private static let width = 1000

  /// - Parameters:
  ///   - asked: What is differentiated by, with what a reader calls the gradients.
  ///   - secrets: The right answers, if nothing of them may be told.
  package init(
    _ recording: Recording, loss: Node, asked: [(name: String, node: Node)],
    hiding secrets: [Tensor] = []
  ) {
    steps = WrittenSteps(
      recording.graph, of: loss, wrt: asked.map(\.node), names: recording.names)
    self.asked = asked
    self.secrets = secrets.reduce(into: []) { all, tensor in
      // Rules are made of ones and zeros, whatever the answers are.
      for value in tensor.values where value != 0 && value.magnitude != 1 {
        all.insert(PassWriter.written(value))
      }
    }
  }

  /// The steps of a slip in the answer about a node.
  package func lines(of slip: Slip, about node: Node) -> [StyledText] {
    var lines: [WrittenSteps.Line] = []
    for step in slip.steps {
      let found =
        switch step {
        case .step(let place): steps.lines(through: place.consumer, slot: place.slot)
        case .gradient(of: let other): steps.lines(to: other)
        case .answer: steps.lines(to: node)
        }
      for line in found where !lines.contains(line) && isHarmless(backward(line)) {
        lines.append(line)
      }
    }
    guard !lines.isEmpty else { return [] }
    var table = TextTable(columns: [.init(), .init(), .init()])
    let told = lines.prefix(PassWriter.most)
    for (index, line) in told.enumerated() {
      let (before, after) = (index > 0 ? told[index - 1] : nil, told.dropFirst(index + 1).first)
      let upstream = upstream(line)
      var rows: [[StyledText]] = []
      if before?.forwardNode != line.forwardNode { rows += forward(line, upstream) }
      rows.append(backward(line))
      if after?.forwardNode != line.forwardNode || after.map({ self.upstream($0) }) != upstream {
        rows.append(
          row("", StyledText("\(line.upstreamLabel) = \(upstream)"), line.upstreamShape))
      }
      table.rows += rows.filter(isHarmless)
    }
    let rest = lines.count - PassWriter.most
    if rest > 0 { table.append(["", StyledText(PassWords.more(rest), .faint)], runsOn: true) }
    table.append(
      [StyledText(PassWords.you, .heading), StyledText(GradeWords.title(of: slip))], runsOn: true)
    return table.lines(width: PassWriter.width).map(\.trimmed)
  }

  /// How the value was computed, and what letters stand for.
  private func forward(_ line: WrittenSteps.Line, _ upstream: String) -> [[StyledText]] {
    let text = "\(line.forward) \(line.rule) \(upstream)"
    let letters = steps.letters(in: text, besides: line.forwardNode)
    return [row(PassWords.forward, StyledText(line.forward), line.forwardShape)]
      + letters.map { ["", StyledText($0, .faint)] }
  }

  private func backward(_ line: WrittenSteps.Line) -> [StyledText] {
    var rule = line.rule
    if line.isLocal {
      let isSum = rule.contains(" ") || rule.hasPrefix("-")
      rule =
        rule == "1"
        ? line.upstreamLabel : "\(line.upstreamLabel) × \(isSum ? "(\(rule))" : rule)"
    }
    if line.ways > 1 { rule += " + ..." }
    return row(
      PassWords.backward,
      StyledText(gradient(line.input), .gradient) + StyledText(" = \(rule)"), line.shape)
  }

  private func row(_ word: String, _ text: StyledText, _ shape: Shape) -> [StyledText] {
    [
      StyledText(word, .heading), text,
      StyledText(shape.rank == 0 ? "" : "\(shape)", .faint),
    ]
  }

  /// `dW2` where that is asked for, else `∂J/∂W2`.
  private func gradient(_ node: Node) -> String {
    asked.first { $0.node == node }?.name ?? steps.symbol(node)
  }

  private func upstream(_ line: WrittenSteps.Line) -> String {
    let name = asked.first { line.upstream.contains($0.node) }?.name
    return name ?? line.upstream.first.map { steps.symbol($0) } ?? "1"
  }

  // MARK: - Keeping the answer

  /// Whether a row has no number in it that is one of the right answer.
  private func isHarmless(_ row: [StyledText]) -> Bool {
    guard !secrets.isEmpty, row.count > 1 else { return true }
    return row[1].plain.numbers.allSatisfy { !secrets.contains(PassWriter.written($0)) }
  }

  private static func written(_ value: Double) -> String {
    NumberText.significant(value.magnitude, digits: 4)
  }
}

extension String {
  /// The numbers that stand in a text by themselves, not as parts of names.
  fileprivate var numbers: [Double] {
    var numbers: [Double] = []
    var word = ""
    func isPart(_ character: Character) -> Bool {
      character == "." || character == "_" || character.isLetter && character.isASCII
        || character.isNumber && character.isASCII
    }
    for character in self + " " {
      if isPart(character) {
        word.append(character)
      } else {
        // `2v` is 2·v.
        let number = word.prefix { $0.isNumber || $0 == "." }
        if let value = Double(word) ?? Double(String(number)) { numbers.append(value) }
        word = ""
      }
    }
    return numbers
  }
}
