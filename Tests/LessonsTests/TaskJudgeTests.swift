import Diagnostics
import Lessons
import Notebook
import StyledText
import Testing

/// Answers judged by value.
@Suite("A task")
struct TaskJudgeTests {
  private func task(_ fields: String) throws -> LessonTask {
    let file = NotebookFile(SourceText(name: "", text: "```task {#a}\nask: a\n\(fields)\n```\n"))
    #expect(file.problems.isEmpty)
    return try #require(file.tasks.first)
  }

  private func session(_ text: String) -> Session {
    var session = Session()
    session.execute(SourceText(name: "", text: text)) { #expect($0.diagnostic == nil) }
    return session
  }

  private func verdict(_ fields: String, start: String, answer: String) throws -> Verdict {
    let before = session(start)
    var after = before
    after.execute(SourceText(name: "", text: answer), keepGoing: true) { _ in }
    return TaskJudge(try task(fields), from: before).judge(after)
  }

  private static let sine = """
    solution: c = sin(b)
    accept: c
    wrong: sin(a) => That is the sine of a.
    wrong: -c => The sign is wrong.
    """
  private static let start = "x := -4.499; a = -x; b = exp(a)"

  @Test(
    "is passed by every formula with the right value",
    arguments: [
      "c = sin(b)", "c = sin(exp(-x))", "c = cos(b - pi/2)", "d = b; c = sin(d)",
      "c = 2*sin(b/2)*cos(b/2)", "x := 1; c = sin(b)", "oops; c = sin(b)",
    ])
  func right(answer: String) throws {
    #expect(try verdict(Self.sine, start: Self.start, answer: answer).isRight)
  }

  @Test(
    "is not passed by setting a fact that is to follow",
    arguments: ["hits := 3", "hits := 0*u + 3"])
  func overwritten(answer: String) throws {
    let fields = "solution: u := 3\naccept: hits"
    let start = "u := 0; hits = u + 0"
    let finding = try verdict(fields, start: start, answer: answer)
    var wide = Settings()
    wide.width = 120
    #expect(
      finding.text(wide).plain
        == "Not yet: hits follows from other names and is to stay so: change what it is made of.")
    #expect(try verdict(fields, start: start, answer: "u := 3").isRight)
    #expect(try verdict(fields, start: start, answer: "hits = u; u := 3").isRight)
  }

  @Test("is guessed as precisely as it says itself")
  func ownTolerance() throws {
    for (fields, isRight) in [("predict: f", true), ("predict: f\ntolerance: 0.1%", false)] {
      let judge = TaskJudge(try task(fields), from: session("f := -80.3931"))
      #expect(judge.judge(guess: "-80").isRight == isRight)
      #expect(judge.judge(guess: "-80.39").isRight)
    }
  }

  @Test(
    "is not passed by others, and says why",
    arguments: [
      ("c = sin(a)", "c = -0.977319 here, expected 0.924235. That is the sine of a."),
      ("c = -sin(b)", "c = -0.924235 here, expected 0.924235. The sign is wrong."),
      ("c = cos(b)", "c = -0.381824 here, expected 0.924235."),
      ("c := 0.9242349574", "c has the right value here, but not when x changes."),
      (
        "c := sin(b)",
        "c has the right value here, but not when x changes: state c with = instead of :=."
      ),
      (
        "t := b; c := sin(t)",
        "c has the right value here, but not when x changes: state c and t with = instead of :=."
      ),
      (
        "c = sin(b) + 0 * d; d := 1; b := exp(4.499)",
        "c has the right value here, but not when x changes."
      ),
      ("c = sin(89.92715)", "c = 0.924239 here, expected 0.924235."),
      ("", "c has no value."), ("d = sin(b)", "c has no value."),
      ("sin(b)", "that is its value, now give it the name: c = ...."),
      ("c = [sin(b), 1]", "c is 2, expected a number."), ("c = u", "c waits for u."),
      ("c(t) = t", "c is a function, and a value is needed here."),
    ])
  func notYet(answer: String, expected: String) throws {
    let verdict = try verdict(Self.sine, start: Self.start, answer: answer)
    let text = verdict.text(Settings()).plain.replacing("\n  ", with: " ").replacing(
      "\n", with: " ")
    #expect(text == "Not yet: " + expected)
  }

  @Test("knows a mistake that has the right value at the present point alone")
  func mistakeRightHere() throws {
    let verdict = try verdict(
      "solution: d = 3 * x^2\naccept: d\nwrong: 3 * x => The power falls by 1.",
      start: "x := 1; f = x^3", answer: "d = x + x + x")
    var wide = Settings()
    wide.width = 200
    #expect(verdict.text(wide).plain.hasSuffix("but not when x changes. The power falls by 1."))
  }

  @Test(
    "may ask for a value that replaces another",
    arguments: [
      ("W := W - 0.1 * grad(J, W)", true), ("W := [0.8, 1.6]", true), ("W := 0.8 * W", true),
      ("W := W + 0.1 * grad(J, W)", false), ("", false), ("W := 0.64 * W", false),
      ("W := [[0.8, 1.6]]", false),
    ])
  func update(answer: String, expected: Bool) throws {
    let verdict = try verdict(
      "solution: W := W - 0.1 * grad(J, W)\naccept: W\naccept: J",
      start: "W := [1, 2]; J = sum(W^2)", answer: answer)
    #expect(verdict.isRight == expected)
  }

  @Test("is judged where labels cannot be nudged")
  func labels() throws {
    let start = "X := [1.5, 2; 0.5, 1]; y := [0, 1]; W := [0.1, 0.2; 0.3, 0.4]"
    let fields = "solution: J = cross_entropy(X @ W, y)\naccept: J"
    #expect(
      try verdict(
        fields, start: start, answer: "J = -mean(sum(onehot(y, 2) * log_softmax(X @ W), axis=1))"
      ).isRight)
    #expect(
      try !verdict(fields, start: start, answer: "J = 0.7").isRight)
  }

  @Test(
    "may ask for a network, whatever numbers are drawn for it",
    arguments: [
      ("net = affine(2, 3) -> relu -> affine(3, 1)", true),
      ("randn(5); net = affine(2, 3) -> relu -> affine(3, 1)", true),
      ("net = affine(2, 3) -> tanh -> affine(3, 1)", false),
      ("net = affine(2, 4) -> relu -> affine(4, 1)", false),
      ("net = affine(2, 3) -> relu -> affine(3, 1); train sum(net(X)) steps=1 lr=1", false),
    ])
  func network(answer: String, expected: Bool) throws {
    let verdict = try verdict(
      "solution: net = affine(2, 3) -> relu -> affine(3, 1)\naccept: net(X)",
      start: "X := [1, 2; 3, -4; -1, 0.5]", answer: answer)
    #expect(verdict.isRight == expected)
  }

  @Test("tells its author when its solution cannot be run")
  func broken() throws {
    let verdict = try verdict("solution: c = mze(b)\naccept: c", start: "b := 1", answer: "c = 1")
    guard case .unjudgeable(let problem) = verdict else {
      Issue.record("\(verdict)")
      return
    }
    #expect(problem.message == "there is no function mze")
  }

  @Test(
    "takes guesses as they are rounded",
    arguments: [
      ("-80.4", true), ("-80.393", true), ("-80", true), ("-8e1", true), ("-80.9", true),
      ("-79", false), ("80.4", false), ("-4.499 * 17.869", true), ("[1, 2]", false),
      ("oops", false),
      ("", false), ("-80.4 +", false),
    ])
  func guess(text: String, expected: Bool) throws {
    let task = try task("predict: grad(f, x)")
    let judge = TaskJudge(task, from: session("x := -4.499; f = 2 / sin(exp(-x))"))
    #expect(judge.judge(guess: text).isRight == expected)
  }

  @Test("compares a guess with the value after what is run")
  func guessAfterRun() throws {
    let task = try task("predict: f\nrun: x := 3\nwrong: 2*x => That is the derivative.")
    let judge = TaskJudge(task, from: session("x := 2; f = x^2"))
    #expect(judge.judge(guess: "9").isRight)
    #expect(!judge.judge(guess: "4").isRight)
    #expect(
      judge.judge(guess: "6").text(Settings()).plain
        == "Not yet: f = 6 here, expected 9. That is the derivative.")
  }

  @Test("knows which answers are right")
  func choice() throws {
    let judge = TaskJudge(
      try task("choice: x => It is not.\ncorrect: y\nchoice: z"), from: Session())
    #expect((-1...3).map { judge.judge(choice: $0).isRight } == [false, false, true, false, false])
    #expect(judge.judge(choice: 0).text(Settings()).plain == "Not yet. It is not.")
  }
}
