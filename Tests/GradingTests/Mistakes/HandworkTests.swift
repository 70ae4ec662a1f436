import Notebook
import Tensors
import Testing

@testable import Grading

@Suite("Gradients by hand")
struct HandworkTests {
  static let seeds = 1...5

  @Test("are right where every step is right", arguments: Homework.all)
  func right(_ homework: Homework) throws {
    for seed in Self.seeds {
      let session = try homework.session(seed: seed)
      let key = try homework.key(in: session)
      let answers = try homework.answers(homework.rightStatements, in: session)
      for ask in homework.asks {
        let expected = try #require(key[ask.name])
        let answer = try #require(answers[ask.name])
        let isZero = expected.values.allSatisfy { $0 == 0 }
        #expect(expected.isFinite && !isZero)
        #expect(answer.isClose(to: expected, within: 1e-9), "\(ask.name) at seed \(seed)")
      }
    }
  }

  @Test("can be put into other words", arguments: Homework.all.flatMap(\.rights))
  func otherWords(_ submission: RightSubmission) throws {
    let homework = try #require(Homework.all.first { $0.name == submission.homework })
    for seed in Self.seeds {
      let session = try homework.session(seed: seed)
      let key = try homework.key(in: session)
      let answers = try homework.answers(submission.statements, in: session)
      for ask in homework.asks {
        let expected = try #require(key[ask.name])
        let answer = try #require(answers[ask.name])
        let squeezed =
          answer.values.count == expected.values.count
          ? Tensor(shape: expected.shape, values: answer.values) : answer
        #expect(squeezed.isClose(to: expected, within: 1e-9), "\(ask.name) at seed \(seed)")
      }
    }
  }

  @Test("are wrong where a mistake is made, each in its own way", arguments: Homework.all)
  func wrong(_ homework: Homework) throws {
    let wrongs = homework.wrongs
    var coinciding = Set<Set<String>>()
    for seed in Self.seeds {
      let session = try homework.session(seed: seed)
      let key = try homework.key(in: session)
      let answers = try wrongs.map { try homework.answers($0.statements, in: session) }
      for (wrong, answers) in zip(wrongs, answers) {
        let asked = Set(homework.asks.map(\.name)).subtracting(wrong.blanks)
        #expect(Set(answers.keys) == asked, "\(wrong) at seed \(seed)")
        let isFinite = answers.values.allSatisfy { $0.isFinite }
        #expect(isFinite, "\(wrong) at seed \(seed)")
        #expect(!isSame(answers, key, within: 1e-3), "\(wrong) is right at seed \(seed)")
      }
      for first in wrongs.indices {
        for second in wrongs.indices.dropFirst(first + 1)
        where Set(wrongs[first].mistakes) != Set(wrongs[second].mistakes)
          && isSame(answers[first], answers[second], within: 1e-6)
        {
          coinciding.insert([wrongs[first].label, wrongs[second].label])
        }
      }
    }
    #expect(coinciding == Set(homework.coinciding))
  }

  private func isSame(
    _ answers: [String: Tensor], _ others: [String: Tensor], within tolerance: Double
  ) -> Bool {
    answers.keys == others.keys
      && answers.allSatisfy { $0.value.isClose(to: others[$0.key]!, within: tolerance) }
  }

  @Test("show every mistake that is listed in a group, and no other")
  func groups() {
    let named = mistakeGroups.flatMap(\.mistakes)
    let shown = Set(Homework.all.flatMap(\.wrongs).flatMap(\.mistakes))
    #expect(Set(named).count == named.count)
    #expect(shown.symmetricDifference(named).sorted() == [])
    let others = Set(otherNames.keys).union(otherNames.values.joined().joined())
    #expect(others.subtracting(named) == [])
    // What is found when it is reported has to be found when it was made.
    #expect(Set(Mistakes.all.map(\.id)).subtracting(named) == [])
  }

  @Test("set names of their own, and take no derivatives", arguments: Homework.all)
  func names(_ homework: Homework) throws {
    let session = try homework.session(seed: 1)
    for text in homework.wrongs.map(\.statements) + homework.rights.map(\.statements) {
      #expect(!text.contains("grad"))
      for statement in text.split(whereSeparator: { "\n;".contains($0) }) {
        let words = statement.split(separator: " ")
        guard words.count > 1, words[1] == "=" else { continue }
        #expect(session.state.definitions[String(words[0])] == nil, "\(statement)")
      }
    }
  }

  @Test("have labels of their own", arguments: Homework.all)
  func labels(_ homework: Homework) {
    let labels = homework.wrongs.map(\.label)
    #expect(Set(labels).count == labels.count)
  }
}

extension Homework: CustomTestStringConvertible {
  /// Every homework.
  static let all = [
    softmax, logisticTanh, logisticSigmoid, linear, tanhRegression, batchNorm, hinge, dropout,
    residual, accumulated, twoByTwo, square, deep, columns, convolution,
  ]

  var testDescription: String { name }
}
