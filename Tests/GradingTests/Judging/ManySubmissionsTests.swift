import Diagnostics
import Lessons
import Tensors
import Testing

@testable import Grading

@Suite("Many submissions")
struct ManySubmissionsTests {
  static func assignment(_ homework: Homework, seed: Int) throws -> Assignment {
    try Assignment(
      NotebookFile(SourceText(name: "homework.md", text: homework.assignment(seed: seed))))
  }

  /// The numbers of a tensor as students hand them in.
  private static func numbers(_ tensor: Tensor, _ style: Int) throws -> Answer.Numbers {
    switch style {
    case 0: return .init(tensor, .float64)
    case 1:
      return .init(
        Tensor(shape: tensor.shape, values: tensor.values.map { Double(Float($0)) }), .float32)
    case 2:
      return .init(
        Tensor(shape: tensor.shape, values: tensor.values.map { Double(Float16($0)) }), .float16)
    default:
      let styles = NumberStyle.allCases.filter(\.isEnough)
      func numbers(_ style: NumberStyle) -> Answer.Numbers {
        let text = style.list(tensor).split { "[], ".contains($0) }.joined(separator: " ")
        return Decimals.numbers(text, shape: tensor.shape)
      }
      let answer = numbers(styles[style % styles.count])
      // Where every number of a tensor ends in zeros that are left out, nobody can know.
      guard case .typed(let typed) = answer.precision,
        case .typed(let whole) = numbers(.decimals).precision,
        styles[style % styles.count] == .rounded, typed.map(\.unit).min() != whole[0].unit
      else { return answer }
      return numbers(.decimals)
    }
  }

  /// What arithmetic in another order makes of a tensor.
  private static func rounded(
    _ tensor: Tensor, by size: Double, _ random: inout RandomState
  ) -> Tensor {
    let largest = tensor.values.reduce(0) { max($0, abs($1)) }
    var tensor = tensor
    for place in tensor.values.indices {
      let value = tensor.values[place]
      tensor.values[place] += size * random.uniform(-1, 1) * (abs(value) + 0.01 * largest)
    }
    return tensor
  }

  /// 15 homeworks of 5 draws, each handed in 140 times: none is marked wrong.
  @Test("that are right are all found right", arguments: Homework.all)
  func right(_ homework: Homework) throws {
    var random = RandomState(seed: 5)
    for seed in 1...5 {
      let assignment = try Self.assignment(homework, seed: seed)
      let judge = Judge(assignment)
      for submission in 0..<140 {
        let style = submission % 9
        var answers: [String: Answer] = [:]
        for question in assignment.questions {
          let size = style == 1 ? 2e-6 : 1e-13
          answers[question.name] = .numbers(
            try Self.numbers(Self.rounded(question.key, by: size, &random), style))
        }
        for (question, judged) in zip(assignment.questions, judge.judge(answers)) {
          guard case .correct(_, let remarks) = judged, remarks.isEmpty else {
            Issue.record("\(question.name) at seed \(seed) in style \(style): \(judged)")
            return
          }
        }
      }
    }
  }

  @Test("with a wrong entry are never found right", arguments: Homework.all)
  func wrongEntry(_ homework: Homework) throws {
    var random = RandomState(seed: 6)
    for seed in 1...3 {
      let assignment = try Self.assignment(homework, seed: seed)
      let judge = Judge(assignment)
      for submission in 0..<60 {
        let style = submission % 9
        let question = assignment.questions[submission % assignment.questions.count]
        let largest = question.key.values.reduce(0) { max($0, abs($1)) }
        var wrong = question.key
        let place = random.integer(in: 0..<wrong.values.count)
        let value = wrong.values[place]
        let others = [-value, 0, 2 * value, value / 2, value * 1.1, value + 0.1 * largest]
        let other = others[submission / 9 % others.count]
        // What nobody sees in numbers that are known to a few digits only.
        let resolution = style == 2 ? 0.02 : style > 2 ? 2e-3 : 2e-6
        guard abs(other - value) > resolution * largest else { continue }
        wrong.values[place] = other
        let judged = judge.judge([question.name: .numbers(try Self.numbers(wrong, style))])
        let given = judged.filter { if case .blank = $0 { false } else { true } }
        guard case .wrong(_, let difference)? = given.first, given.count == 1 else {
          Issue.record("\(question.name) at seed \(seed) in style \(style): \(judged)")
          continue
        }
        if style == 0 {
          #expect(
            difference
              == .entries(
                wrong: 1, of: wrong.values.count, worst: question.shape.index(of: place)))
        }
      }
    }
  }

  @Test("of formulas are right if they are, in whatever words", arguments: Homework.all)
  func formulas(_ homework: Homework) throws {
    for seed in FullTests.seeds {
      let judge = Judge(try Self.assignment(homework, seed: seed))
      for statements in [homework.rightStatements] + homework.rights.map(\.statements) {
        let words = FormulaTests.words(
          judge.judge([:], statements: SourceText(name: "", text: statements)))
        // Who types the weights into a formula has not written one that holds for other weights.
        let isTyped = statements.contains("d1*0.40")
        #expect(
          words
            == (isTyped ? ["right", "right", "here", "here"] : homework.asks.map { _ in "right" }),
          "\(statements) at seed \(seed)")
      }
    }
  }

  @Test("of wrong formulas are never all right", arguments: Homework.all)
  func wrongFormulas(_ homework: Homework) throws {
    for seed in FullTests.areAsked ? 1...5 : 2...2 {
      let judge = Judge(try Self.assignment(homework, seed: seed))
      for wrong in homework.wrongs {
        let words = FormulaTests.words(
          judge.judge([:], statements: SourceText(name: "", text: wrong.statements)))
        #expect(words.contains { $0 == "wrong" || $0 == "blank" }, "\(wrong) at seed \(seed)")
        let others = words.filter { !["right", "wrong", "blank"].contains($0) }
        #expect(others == [], "\(wrong) at seed \(seed)")
      }
    }
  }
}
