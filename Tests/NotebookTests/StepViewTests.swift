import Diagnostics
import Notebook
import StyledText
import Testing

@Suite("The step view")
struct StepViewTests {
  private func view(_ lines: String...) throws -> StepView {
    var session = Session()
    var found: StepView?
    for line in lines {
      session.execute(SourceText(name: "", text: line)) { outcome in
        if case .step(let view) = outcome.action { found = view }
      }
    }
    return try #require(found)
  }

  private func screens(_ view: inout StepView, _ command: StepView.Command, times: Int) -> [String]
  {
    (0..<times).map { _ in
      view.handle(command, width: 80)
      return view.rendered().plain
    }
  }

  @Test("walks forward, then backward, and ends after the last step")
  func forward() throws {
    var view = try view("x := -4.499", "f = 2 / sin(exp(-x))", "step f")
    #expect(view.rendered().plain.contains("forward 1/4   a = -x"))
    let shown = screens(&view, .next, times: 8)
    #expect(shown[2].contains("forward 4/4   f = 2 / c"))
    #expect(shown[3].contains("backward 1/5") && shown[3].contains("by definition"))
    #expect(shown[4].contains("1 × -2.34134 = -2.34134"))
    #expect(!view.isFinished)
    view.handle(.next, width: 80)
    #expect(view.isFinished)
  }

  @Test("going back shows exactly what was there")
  func back() throws {
    var view = try view("x := 2", "y = x * x + sin(x)", "step y")
    let first = view.rendered().plain
    let forth = [first] + screens(&view, .next, times: 6)
    let back = screens(&view, .back, times: 6)
    #expect(Array(forth.dropLast().reversed()) == back)
    view.handle(.back, width: 80)
    #expect(view.rendered().plain == first)
  }

  @Test("counts the paths that have arrived at a value read twice")
  func paths() throws {
    var view = try view("x1 := 2", "x2 := 3", "y = x1 * x2 + x1", "step y")
    view.handle(.run, width: 80)
    #expect(view.rendered().plain.contains("all 2 paths arrived: ∂y/∂x1 = 4"))
    view.handle(.back, width: 80)
    #expect(view.rendered().plain.contains("1 of 2 paths arrived: 1 so far"))
  }

  @Test("explains the rule at hand, and stops explaining when asked again")
  func why() throws {
    var view = try view("x := 2", "y = sigmoid(x)", "step y")
    let plain = view.rendered().plain
    view.handle(.why, width: 80)
    #expect(view.rendered().plain.contains("sigmoid: Squashes any real number into (0, 1)."))
    #expect(view.rendered().plain.contains("Source:"))
    view.handle(.why, width: 80)
    #expect(view.rendered().plain == plain)
  }

  @Test("explains in whole sentences, however narrow", arguments: [24, 80])
  func wholeSentences(width: Int) throws {
    var view = try view("x1 := 2", "x2 := 3", "y = x1 * x2 + x1", "step y")
    view.handle(.run, width: width)
    view.handle(.why, width: width)
    let words = view.rendered().plain.split { $0.isWhitespace }.joined(separator: " ")
    #expect(words.contains("which is why nodes are visited in reverse order of evaluation."))
  }

  @Test("fits any width", arguments: [20, 40, 80, 120])
  func width(width: Int) throws {
    var view = try view("x := ones(3, 2)", "y = sum(tanh(x @ [1; 2]))", "step y")
    while !view.isFinished {
      for line in view.rendered().lines { #expect(line.width <= max(width, 80)) }
      view.handle(.next, width: width)
      for line in view.rendered().lines { #expect(line.width <= width, "\(line)") }
    }
  }

  @Test("a value without steps says so")
  func nothing() throws {
    let view = try view("x := 2", "step x")
    #expect(view.rendered().plain.contains("x"))
  }
}
