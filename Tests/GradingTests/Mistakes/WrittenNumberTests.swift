import Diagnostics
import Lessons
import Tensors
import Testing

@Suite("Homework on paper")
struct WrittenNumberTests {
  @Test("is an assignment that can be read", arguments: Homework.all)
  func assignment(_ homework: Homework) {
    let text = homework.assignment(seed: 3)
    let file = NotebookFile(SourceText(name: "\(homework.name).md", text: text))
    #expect(file.problems.map(\.message) == [])
    #expect(file.asks.map(\.name) == homework.asks.map(\.name))
    #expect(file.frontMatter.id == homework.name)
  }

  @Test(
    "writes a number in every style",
    arguments: [
      (NumberStyle.exact, "[[0.1, -20.5], [1e-07, 3.0]]"),
      (.float32, "[[0.10000000149011612, -20.5], [1.0000000116860974e-07, 3.0]]"),
      (.significant, "[[0.1, -20.5], [1e-07, 3]]"),
      (.decimals, "[[0.10, -20.50], [0.00, 3.00]]"), (.rounded, "[[0.1, -20.5], [0.0, 3.0]]"),
      (.exponents, "[[1.000e-01, -2.050e+01], [1.000e-07, 3.000e+00]]"),
      (.tooShort, "[[0.1, -20], [1e-07, 3]]"),
    ])
  func styles(_ style: NumberStyle, _ text: String) {
    let tensor = Tensor(shape: Shape([2, 2]), values: [0.1, -20.5, 1e-7, 3])
    #expect(style.list(tensor) == text)
  }

  @Test("writes answers in JSON, in the order of the questions")
  func json() {
    let answers = ["db": Tensor(vector: [1, -2]), "dW": Tensor(0.5)]
    #expect(Homework.linear.json(answers, .exact) == #"{"dW": 0.5, "db": [1.0, -2.0]}"#)
  }

  @Test("comes to the same numbers, read back", arguments: Homework.all)
  func roundTrip(_ homework: Homework) throws {
    let key = try homework.key(in: try homework.session(seed: 2))
    for style in NumberStyle.allCases where style.isEnough {
      for (name, tensor) in key {
        let texts = style.list(tensor).split { "[], ".contains($0) }
        let read = Tensor(shape: tensor.shape, values: try texts.map { try #require(Double($0)) })
        let tolerance = style == .exact ? 0 : style == .float32 ? 1e-7 : 5e-4
        #expect(read.isClose(to: tensor, within: tolerance), "\(name) with \(style)")
      }
    }
  }

  @Test("has the widely copied loss after one step with weights after their update")
  func staleWeights() throws {
    let homework = Homework.twoByTwo
    let stale = try #require(homework.wrongs.first { $0.mistakes == ["weights-after-update"] })
    let step = """
      h2 = sigmoid((W1 - eta*dW1) @ x + b1)
      0.5*sum((t - sigmoid((W2 - eta*dW2) @ h2 + b2))^2)
      """
    let session = try homework.session(seed: 1)
    let right = try homework.value("\(homework.rightStatements)\n\(step)", in: session)
    let wrong = try homework.value("\(stale.statements)\n\(step)", in: session)
    #expect(abs(right - 0.291027773694) < 1e-12)
    #expect(abs(wrong - 0.291027923905) < 1e-12)
  }
}
