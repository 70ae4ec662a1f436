import Lessons
import Testing

@Suite("Progress in a lesson")
struct LessonProgressTests {
  private var sample: LessonProgress {
    var progress = LessonProgress(lesson: "chain-rule")
    progress.place = .init(section: 1, title: "The value, at last", stop: 2, task: "sine")
    var right = TaskRecord()
    (right.state, right.tries, right.hints, right.isAnswerSeen) = (.right, 3, 2, true)
    right.answer = ["b\t= exp(a)", "repeat 2 {\n  c = sin(b)\n}", "", "end", "task x right"]
    var skipped = TaskRecord()
    skipped.state = .skipped
    progress.tasks = ["sine": right, "route": skipped, "double": TaskRecord()]
    return progress
  }

  private func read(_ text: String) throws -> (progress: LessonProgress, isWhole: Bool) {
    try LessonProgress.read(text, lesson: "chain-rule")
  }

  @Test("is the same after it was written and read")
  func roundTrip() throws {
    var finished = LessonProgress(lesson: "chain-rule")
    finished.isFinished = true
    var bare = sample
    bare.place = .init(section: 0, title: "", stop: 0)
    for progress in [sample, finished, bare, LessonProgress(lesson: "chain-rule")] {
      let found = try read(progress.text)
      #expect(found.progress == progress)
      #expect(found.isWhole)
    }
  }

  @Test("is text that people can read")
  func text() {
    #expect(
      sample.text == """
        gradbook progress 1
        lesson chain-rule
        place 2 2 sine The value, at last
        task double open tries=0 hints=0
        task route skipped tries=0 hints=0
        task sine right tries=3 hints=2 answer-seen
        grad> b\t= exp(a)
        grad> repeat 2 {
        ....>   c = sin(b)
        ....> }
        grad> 
        grad> end
        grad> task x right
        end

        """)
  }

  @Test("is read as far as a torn text goes")
  func torn() throws {
    let bytes = Array(sample.text.utf8)
    let start = sample.text.utf8.count { _ in true } - 1
    for length in 0..<start {
      let text = String(decoding: bytes[..<length], as: UTF8.self)
      guard let found = try? read(text) else { continue }
      #expect(!found.isWhole, "\(length)")
    }
    let half = try read(String(sample.text.prefix(100)))
    #expect(half.progress.place == sample.place)
  }

  @Test(
    "is refused from a text of something else",
    arguments: [
      "", "\n", "x", "gradbook progress\n", "gradbook progress x\nlesson chain-rule\n",
      "gradbook progress 1\nlesson other\nend\n", "gradbook progress 1\n", "\u{0}\u{0}",
    ])
  func foreign(text: String) {
    #expect(throws: LessonProgress.Problem.foreign) { try read(text) }
  }

  @Test("is refused from a newer program")
  func newer() {
    #expect(throws: LessonProgress.Problem.newer(version: 2)) {
      try read("gradbook progress 2\nlesson chain-rule\nend\n")
    }
  }

  @Test(
    "leaves out what no program wrote",
    arguments: [
      "place 0 0 - x", "place 1", "place -1 0 - x", "place 99999999999999999999 0 - x",
      "place 1 0 ../x y", "task ../x right", "task a wrong", "task", "task A right",
      "task a right tries=-1", "task a right tries=999999999", "grad> x", "....> x", "more",
      "finished twice", "end of it", "TASK a right",
    ])
  func hostile(line: String) throws {
    let found = try read("gradbook progress 1\nlesson chain-rule\n\(line)\nfinished\nend\n")
    #expect(!found.isWhole)
    #expect(found.progress.isFinished)
    #expect(found.progress.place == nil)
    #expect(found.progress.tasks.values.allSatisfy { $0.tries == 0 && $0.answer.isEmpty })
  }

  @Test("reads any number of lines in little time")
  func long() throws {
    let text = String(repeating: "task a right\ngrad> x\n", count: 40_000)
    let found = try read("gradbook progress 1\nlesson chain-rule\n\(text)")
    #expect(found.progress.tasks.count == 1)
  }
}
