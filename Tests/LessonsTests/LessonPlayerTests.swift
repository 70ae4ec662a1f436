import Diagnostics
import Lessons
import Notebook
import StyledText
import Testing

@Suite("A lesson that is played")
struct LessonPlayerTests {
  /// The fixture at its first task.
  private func atTask() throws -> Playing {
    var playing = try Playing()
    playing.type("")
    playing.type("")
    #expect(playing.text.contains("Your turn (1 of 5)   Define p, the product of x and y."))
    return playing
  }

  /// The fixture at a later task, by its own answers.
  private func at(_ task: String) throws -> Playing {
    var playing = try Playing()
    while playing.player.progress.place?.task != task, let line = playing.player.ownAnswer {
      playing.type(line)
    }
    return playing
  }

  // MARK: - Lines

  @Test("begins with its title, its words and the first line to try")
  func beginning() throws {
    let text = try Playing().text
    #expect(text.contains("A small circuit"))
    for word in LessonWord.allCases { #expect(text.contains(word.rawValue)) }
    #expect(text.contains("  try this:  x := 2; y := -3; z := 10    [enter] runs it"))
    #expect(!text.contains("secret"))
  }

  @Test(
    "runs the suggested line on a bare Enter, or when it is typed",
    arguments: ["", "x:=2;y:=-3; z := 10"])
  func suggestedLine(input: String) throws {
    var playing = try Playing()
    playing.type(input)
    #expect(playing.value("x") == 2)
    #expect(playing.text.contains("try this:  f = (x*y + z)^2"))
  }

  @Test("runs hidden lines unseen")
  func hiddenLine() throws {
    #expect(try Playing().value("secret") == 7)
  }

  @Test("goes on after a line that fails, which may be what it shows")
  func failingLine() throws {
    var playing = try Playing(text: "```grad\ngrad> 1 +\nerror\ngrad> 2\n2\n```\n")
    playing.type("")
    #expect(playing.text.contains("error[syntax]"))
    #expect(playing.text.contains("try this:  2"))
  }

  @Test("pauses after a section")
  func pause() throws {
    var playing = try atTask()
    playing.type("p = x*y")
    #expect(playing.text.contains("Right."))
    #expect(playing.text.contains("[enter] goes on to: The gradient"))
    #expect(!playing.text.contains("A trace shows"))
    playing.type("")
    #expect(playing.text.contains("section 2 of 3"))
  }

  // MARK: - Statements

  @Test(
    "takes every formula with the right value",
    arguments: ["p = x*y", "p = y*x", "p = (x + x)*y/2", "p=-x*(-y) # so", "t = x; p = t*y"])
  func equivalent(answer: String) throws {
    var playing = try atTask()
    playing.type(answer)
    #expect(playing.text.contains("Right."))
    #expect(playing.record("product").state == .right)
    #expect(playing.value("p") == -6)
  }

  @Test("refuses a number that is right by luck")
  func luckyNumber() throws {
    var playing = try atTask()
    playing.type("p = -6")
    #expect(playing.text.contains("Not yet: p has the right value here"))
    #expect(playing.record("product").tries == 1)
  }

  @Test("knows the mistakes that were foreseen")
  func mistake() throws {
    var playing = try atTask()
    playing.type("p = y + x")
    #expect(
      playing.text.contains(
        "Not yet: p = -1 here, expected -6. That is their sum.   (hint for more)"))
  }

  @Test("judges a variable that is to be changed by what follows from it")
  func changedVariable() throws {
    var playing = try Playing(
      text: "```grad hide\ngrad> x := 1; f = x^2 - 9\n```\n\n"
        + "```task {#root}\nask: Make f zero.\nsolution: x := 3\naccept: f\n```\n")
    playing.type("x := 2")
    #expect(playing.text.contains("Not yet: f = -5 here, expected 0."))
    playing.type("f")
    #expect(!playing.text.contains("Not yet"))
    playing.type("x := -3")
    #expect(playing.text.contains("Right."))
    #expect(playing.record("root").tries == 1)
  }

  @Test(
    "judges whatever changes what the solution changes",
    arguments: [
      "x := 1", "repeat 60 { x := x - 0.2 * grad(f, x) }", "train f steps=100 lr=0.3 wrt x",
    ])
  func changed(solution: String) throws {
    var playing = try Playing(
      text: "```grad hide\ngrad> x := 4; f = (x - 1)^2\n```\n\n"
        + "```task {#low}\nask: Go down.\nsolution: \(solution)\naccept: f\n```\n")
    for line in ["x := 3", "repeat 2 { x := x + 1 }"] {
      playing.type(line)
      #expect(playing.text.contains("Not yet: f = "))
      playing.type("f + x")
      #expect(!playing.text.contains("Not yet"))
    }
    #expect(playing.record("low").tries == 2)
    playing.type("train f steps=200 lr=0.2 wrt x;")
    #expect(playing.text.contains("Right."))
  }

  @Test("asks for the name of a value that is right")
  func unnamed() throws {
    var playing = try atTask()
    playing.type("x*y")
    #expect(playing.text.contains("-6"))
    #expect(playing.text.contains("p = ..."))
  }

  @Test("takes an answer that needed several lines, and runs all of them again")
  func severalLines() throws {
    var playing = try atTask()
    playing.type("t = x")
    playing.type("p = t*y")
    #expect(playing.record("product").answer == ["t = x", "p = t*y"])
    #expect(playing.value("t") == 2)
  }

  @Test("keeps only the line that was right of a search for it")
  func lean() throws {
    var playing = try atTask()
    for line in ["q := 1", "p = x", "x := 50", "p = x*y"] { playing.type(line) }
    #expect(playing.record("product").answer == ["p = x*y"])
    #expect(playing.value("p") == -6)
    #expect(playing.text.contains("Your x, q are set aside"))
  }

  // MARK: - Trying things

  @Test(
    "says nothing to what is no answer",
    arguments: ["x := 5", "f", "grad(f, x)", "help sin", "w = 3", "# no"])
  func exploration(input: String) throws {
    var playing = try atTask()
    playing.type("p = 1")
    playing.type(input)
    #expect(!playing.text.contains("Not yet"))
    #expect(playing.record("product").tries == 1)
  }

  @Test("shows on another day what its prose speaks of")
  func anotherDay() throws {
    let text = """
      ---
      title: Two
      id: two
      ---
      # Two

      Look at the table.

      ```grad
      grad> x := 2; x^2
      4
      ```

      It has one number.

      ```task {#a}
      ask: Define y, three times x.
      solution: y = 3 * x
      accept: y
      hint: Multiply.
      ```
      """
    var playing = try Playing(text: text)
    playing.type("")
    let again = try Playing(text: text, progress: playing.player.progress)
    for part in ["You were here:", "Look at the table.", "grad> x := 2; x^2", "\n4", "It has one"] {
      #expect(again.text.contains(part), "\(part)")
    }
    #expect(again.text.contains("Your turn (1 of 1)"))
  }

  @Test("returns to its own variables on resume")
  func resume() throws {
    var playing = try atTask()
    for line in ["x := 99", "clear y", "undo", "undo", "undo", "undo"] { playing.type(line) }
    playing.type("resume")
    #expect(playing.text.contains("Define p"))
    #expect(playing.value("f") == 16)
    playing.type("p = x*y")
    #expect(playing.text.contains("Right."))
  }

  @Test("looks away while one plays")
  func play() throws {
    var playing = try atTask()
    playing.type("play")
    playing.type("p = 3")
    #expect(!playing.text.contains("Not yet"))
    playing.type("")
    #expect(playing.text.contains("resume returns"))
    playing.type("resume")
    #expect(playing.text.contains("Your p is set aside"))
    #expect(playing.value("p") == nil)
  }

  @Test("cannot be spoiled by what one does before its next line")
  func unspoiled() throws {
    var playing = try Playing()
    playing.type("")
    for line in ["x := [1, 2, 3]", "f(t) = t", "clear", "seed 5"] { playing.type(line) }
    playing.type("")
    #expect(playing.text.contains("f = 16"))
  }

  @Test("leaves names of its words to variables", arguments: LessonWord.allCases)
  func variable(word: LessonWord) throws {
    var playing = try atTask()
    playing.type("\(word.rawValue) := 5")
    #expect(!playing.player.words.contains(word.rawValue))
    #expect(playing.type(word.rawValue) == .goesOn)
    #expect(playing.text.contains("\(word.rawValue) = 5"))
    #expect(playing.text.contains(":\(word.rawValue) is the lesson's word"))
    let reply = playing.type(":\(word.rawValue)")
    #expect(!playing.text.contains("= 5\n"))
    #expect((reply == .left) == (word == .leave))
  }

  @Test("has words that mean nothing else in the language")
  func words() throws {
    let playing = try Playing()
    for word in playing.player.words {
      #expect(Commands.named(word) == nil)
      #expect(playing.value(word) == nil)
    }
    #expect(playing.player.words.count == LessonWord.allCases.count)
  }

  @Test("hands on what is not its own business")
  func replies() throws {
    var playing = try atTask()
    #expect(playing.type("quit") == .quit)
    #expect(playing.type("lesson short") == .asksForLesson("short"))
    #expect(playing.type("lesson") == .asksForLesson(nil))
    #expect(playing.type("progress") == .asksForLesson(nil))
    #expect(playing.type("leave") == .left)
    #expect(playing.type("1; quit; 2") == .quit)
  }

  // MARK: - Help

  @Test("gives hints one after the other, and again")
  func hints() throws {
    var playing = try atTask()
    playing.type("hint")
    #expect(playing.text.contains("Hint 1 of 2   The sign is *."))
    playing.type("hint")
    #expect(playing.text.contains("Hint 2 of 2"))
    for _ in 1...2 {
      playing.type("hint")
      #expect(playing.text.contains("Hint 1 of 2") && playing.text.contains("Hint 2 of 2"))
    }
    #expect(playing.record("product").hints == 2)
  }

  @Test("shows an answer, which then earns no points")
  func answer() throws {
    var playing = try atTask()
    playing.type("answer")
    #expect(playing.text.contains("one way:  p = x * y"))
    playing.type("p = x*y")
    #expect(playing.record("product").state == .right)
    #expect(!playing.record("product").earnsPoints)
  }

  @Test(
    "shows the answer of every kind of task",
    arguments: [
      ("product", "one way:  p = x * y"), ("switch", "b  the sum"), ("double", "f = 1"),
      ("slope", "s = 2*q"), ("deriv", "b  -6"),
    ])
  func answers(task: String, shown: String) throws {
    var playing = try at(task)
    playing.type("answer")
    #expect(playing.text.contains(shown))
    #expect(playing.player.progress.place?.task == task)
    playing.type("skip")
    #expect(playing.record(task).state == .skipped)
    #expect(playing.player.progress.place?.task != task)
  }

  @Test("skips a task with its answer run")
  func skip() throws {
    var playing = try atTask()
    playing.type("skip")
    #expect(playing.text.contains("grad> p = x * y\np = -6"))
    #expect(playing.value("p") == -6)
    #expect(playing.record("product").state == .skipped)
  }

  @Test("leaves out a suggested line that is skipped")
  func skipLine() throws {
    var playing = try Playing()
    playing.type("skip")
    #expect(playing.value("x") == nil)
    #expect(playing.text.contains("try this:  f"))
  }

  @Test("asks a task again after reset")
  func reset() throws {
    var playing = try atTask()
    for line in ["hint", "p = 1", "p = x*y", "back", "", ""] { playing.type(line) }
    #expect(playing.text.contains("Done before: p = x*y. Enter goes on, reset asks it again."))
    playing.type("reset")
    #expect(playing.record("product") == TaskRecord())
    playing.type("p = y*x")
    #expect(playing.record("product").answer == ["p = y*x"])
  }

  @Test("goes on from a task that was done before with the answer of then")
  func again() throws {
    var playing = try atTask()
    for line in ["p = y*x", "back", "", "", ""] { playing.type(line) }
    #expect(playing.text.contains("goes on to: The gradient"))
    #expect(playing.value("p") == -6)
  }

  @Test("goes back to the start of a section, then to the one before, and not beyond")
  func back() throws {
    var playing = try at("switch")
    playing.type("back")
    #expect(playing.text.contains("section 2 of 3"))
    playing.type("back")
    #expect(playing.text.contains("Three gates make a circuit"))
    #expect(playing.value("x") == nil)
    playing.type("back")
    #expect(playing.text.contains("This is the beginning."))
  }

  @Test("goes on to the next section with the rest run unseen and tasks left open")
  func next() throws {
    var playing = try Playing()
    playing.type("next")
    #expect(playing.text.contains("2 lines run unseen; task 1 left open"))
    #expect(playing.value("p") == -6)
    #expect(playing.record("product").state == .open)
    #expect(playing.text.contains("section 2 of 3"))
  }

  // MARK: - Choices and guesses

  @Test("takes a choice by its letter or its text", arguments: ["b", "B)", "the sum", "The  Sum"])
  func choice(input: String) throws {
    var playing = try at("switch")
    playing.type(input)
    #expect(playing.text.contains("Right. Its local derivative is 1."))
  }

  @Test("says why a choice is wrong")
  func wrongChoice() throws {
    var playing = try at("switch")
    playing.type("a")
    #expect(playing.text.contains("Not yet. It switches"))
    playing.type("x")
    #expect(playing.text.contains("x = 2"))
    for stray in ["q", "7"] {
      playing.type(stray)
      #expect(playing.text.contains("type a letter, a to "))
    }
    #expect(playing.record("switch").tries == 1)
  }

  @Test(
    "takes a guess as a number or a formula, then shows the value",
    arguments: ["1", "1.0", "2 - 1", "(x*y + 7)^2"])
  func guess(input: String) throws {
    var playing = try at("double")
    playing.type(input)
    #expect(playing.text.contains("Right."))
    #expect(playing.text.contains("grad> z := 7\n"))
    #expect(playing.text.contains("f = 1"))
  }

  @Test("does not tell the value to a wrong guess")
  func wrongGuess() throws {
    var playing = try at("double")
    playing.type("7")
    #expect(playing.text.contains("Not yet: it is not 7. That is z itself."))
    playing.type("8")
    #expect(playing.text.contains("Not yet: it is not 8.   (hint for more)"))
    #expect(playing.record("double").tries == 2)
  }

  @Test("answers a formula in its variables that has the value of a known mistake")
  func wrongFormula() throws {
    var playing = try at("double")
    playing.type("x + 5")
    #expect(playing.text.contains("Not yet: it is not 7. That is z itself."))
    #expect(playing.record("double").tries == 1)
  }

  @Test("shows what a name holds, and says once how a guess is handed in")
  func nameAsGuess() throws {
    var playing = try Playing(
      text: "```grad hide\ngrad> x := 4\n```\n\n"
        + "```task {#half}\nask: Half of x?\npredict: x / 2\nwrong: x => No.\n```\n")
    let advice = "Names are only shown; to hand in a guess, type the number."
    playing.type("x")
    #expect(playing.text.contains("x = 4") && playing.text.contains(advice))
    playing.type("3 * x")
    #expect(playing.text.contains("12") && !playing.text.contains(advice))
    #expect(playing.record("half") == TaskRecord())
  }

  @Test("lets one look at variables before a guess")
  func lookBeforeGuess() throws {
    var playing = try at("double")
    for line in ["z", "f + x", "z := 3", "trace f", "oops"] { playing.type(line) }
    #expect(playing.record("double") == TaskRecord())
  }

  // MARK: - The end

  @Test("ends with what was learnt, the points and what was used")
  func end() throws {
    var playing = try atTask()
    for line in ["hint", "p = x*y", "", "", "a", "b", "skip", "", "answer", "s = 2*(x*y + z)", "b"]
    {
      playing.type(line)
    }
    #expect(
      playing.text.contains(
        """
        The end of: A small circuit
          learnt  The chain rule through three gates, and what each of them does to a
                  gradient.
          points  3 of 5   1 skipped, 1 answer shown first, 1 hint
        """))
    #expect(playing.player.progress.isFinished)
    #expect(playing.player.progress.place == nil)
    #expect(playing.type("") == .left)
  }

  @Test("is not done while tasks are open")
  func openTasks() throws {
    var playing = try Playing()
    for _ in 1...3 { playing.type("next") }
    #expect(playing.text.contains("open    tasks 1, 2, 3, 4, 5; back goes back to them"))
    #expect(!playing.player.progress.isFinished)
    playing.type("back")
    #expect(playing.text.contains("Define s"))
  }

  @Test("can be played to its end by its own answers")
  func ownAnswers() throws {
    var playing = try Playing()
    var turns = 0
    while let line = playing.player.ownAnswer, turns < 100 {
      playing.type(line)
      turns += 1
    }
    #expect(playing.text.contains("points  5 of 5\n"))
  }

  // MARK: - Another day

  @Test("goes on where it was with the same variables, wherever that was")
  func rebuilt() throws {
    var playing = try Playing()
    while let line = playing.player.ownAnswer {
      let another = try Playing(progress: playing.player.progress)
      #expect(another.player.progress == playing.player.progress)
      for name in ["x", "f", "p", "z", "q", "s", "secret"] {
        #expect(another.value(name) == playing.value(name))
      }
      playing.type(line)
    }
  }

  @Test("finds its place in a lesson that has changed")
  func changedLesson() throws {
    func text(_ middle: String, _ title: String = "Two") -> String {
      "# One\n\n```grad\ngrad> a := 1\n```\n\n\(middle)# \(title)\n\n```grad\ngrad> b := 2\n```\n\n"
        + "```task {#t}\nask: c\nsolution: c = a\naccept: c\n```\n"
    }
    var playing = try Playing(text: text(""))
    for line in ["", "", ""] { playing.type(line) }
    let place = try #require(playing.player.progress.place)
    #expect(place.task == "t")
    var elsewhere = playing.player.progress
    elsewhere.place?.task = "gone"
    let added = "# New\n\n```grad\ngrad> d := 4\n```\n\n"
    for progress in [playing.player.progress, elsewhere] {
      let changed = try Playing(text: text(added), progress: progress)
      #expect(changed.player.progress.place?.task == "t")
      #expect(changed.value("b") == 2 && changed.value("d") == 4)
    }
    elsewhere.place?.section = 77
    elsewhere.place?.stop = 77
    let renamed = try Playing(text: text("", "Renamed"), progress: elsewhere)
    #expect(renamed.player.progress.place?.title == "Renamed")
  }

  @Test("takes its own answer where the learner's no longer holds")
  func staleAnswer() throws {
    var playing = try atTask()
    playing.type("p = x*y")
    var progress = playing.player.progress
    for stale in [
      ["p = x + y"], ["nonsense("], ["save \"/tmp/x\""], ["repeat 2 { run \"a\" }"], [],
    ] {
      progress.tasks["product"]?.answer = stale
      #expect(try Playing(progress: progress).value("p") == -6)
    }
  }

  @Test("begins again after its end with the answers kept")
  func afterEnd() throws {
    var playing = try Playing()
    while let line = playing.player.ownAnswer { playing.type(line) }
    let again = try Playing(progress: playing.player.progress)
    #expect(again.text.contains("You have been through this lesson"))
    #expect(again.player.progress.isFinished)
    #expect(again.player.progress.tasks == playing.player.progress.tasks)
  }

  // MARK: - Looks

  @Test(
    "is never wider than asked, and ASCII if asked",
    arguments: [20, 33, 40, 79, 80, 120], [false, true])
  func looks(width: Int, isBare: Bool) throws {
    var settings = Settings()
    settings.width = width
    (settings.isPlain, settings.isASCII) = (isBare, isBare)
    var playing = try Playing(settings: settings)
    while let line = playing.player.ownAnswer {
      check(playing, width, isBare)
      for word in ["hint", "answer", "play", "resume", "p = 1", "99", line] {
        playing.type(word)
        check(playing, width, isBare)
      }
    }
  }

  private func check(_ playing: Playing, _ width: Int, _ isASCII: Bool) {
    for case .text(let text) in playing.page {
      #expect(text.lines.allSatisfy { $0.width <= width }, "\(text)")
      #expect(!isASCII || text.plain.utf8.allSatisfy { $0 < 0x80 }, "\(text)")
      #expect(!text.plain.contains("\u{A0}"))
    }
  }

  @Test(
    "takes anything whatever without a crash",
    arguments: [
      String(repeating: "x", count: 10_000), String(repeating: "(", count: 500), ":", "::",
      ": hint",
      "\u{1B}[2J", "\u{0}", "hint hint", "HINT", "next;", "back # so", "\n\n", "a\n\nb", "``` ",
      "repeat 3 { undo }", "clear; clear", "lesson; quit", "p =", "=", "ans", "(1 +",
    ])
  func garbage(input: String) throws {
    for task in ["product", "switch", "double"] {
      var playing = try at(task)
      playing.type(input)
      playing.type("play")
      playing.type(input)
      playing.type("resume")
      #expect(playing.player.progress.place?.task == task)
    }
  }
}
