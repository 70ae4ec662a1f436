import Diagnostics
import Foundation
import Lessons
import Tensors
import Testing

@testable import Grading

@Suite("A handout")
struct HandoutTests {
  @Test(
    "lies beside the assignment as it would be written now", arguments: ShippedAssignments.names)
  func isFresh(name: String) throws {
    let handout = Handout(try ShippedAssignments.read(name))
    let folder = ShippedAssignments.folder.appendingPathComponent("handout/\(name)")
    for file in handout.files {
      let written = try String(
        contentsOf: folder.appendingPathComponent(file.name), encoding: .utf8)
      #expect(written == file.text, "gradbook assignment handout writes \(name)/\(file.name) anew")
    }
    let found = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(found.sorted() == handout.files.map(\.name).sorted())
  }

  @Test("holds nothing of what is asked for", arguments: ShippedAssignments.names)
  func isSilent(name: String) throws {
    let assignment = try ShippedAssignments.read(name)
    let handout = Handout(assignment)
    #expect(handout.givenAway == [])
    let text = handout.files.map(\.text).joined(separator: "\n")
    for ask in assignment.file.asks {
      #expect(!text.contains(ask.key.code.text))
      for mistake in ask.mistakes { #expect(!text.contains(mistake.answer.plain)) }
    }
    // As anybody might print them, from four digits to all of them.
    let shown = Set(text.split { !("0"..."9").contains($0) && $0 != "." && $0 != "e" })
    let given = Set(HandoutData(assignment).entries.flatMap(\.tensor.values).map(\.magnitude))
    let values = Set(assignment.questions.flatMap(\.key.values).map(\.magnitude))
    for value in values.subtracting(given) {
      let spellings = (4...17).map { String(format: "%.\($0)g", value) } + ["\(value)"]
      for spelling in spellings
      where spelling.filter(\.isNumber).drop(while: { $0 == "0" }).count >= 4 {
        #expect(!shown.contains(spelling[...]))
      }
    }
  }

  @Test(
    "replays, and can be handed in before anything is filled in",
    arguments: ShippedAssignments.names)
  func replays(name: String) throws {
    let file = try #require(Handout(ShippedAssignments.read(name)).files.first)
    let notebook = NotebookFile(SourceText(name: file.name, text: file.text))
    #expect(notebook.problems == [])
    #expect(notebook.asks.isEmpty)
    #expect(notebook.answers.count == (try ShippedAssignments.read(name)).questions.count)
    #expect(Replay.run(notebook).failures.isEmpty)
  }

  @Test("gives numbers that read back as they were", arguments: ShippedAssignments.names)
  func data(name: String) throws {
    let data = HandoutData(try ShippedAssignments.read(name))
    let reader = SubmissionReader(questions: data.entries.map { ($0.name, $0.tensor.shape) })
    let read = reader.read(bytes: Array(data.text.utf8), name: "data.json", student: "ada")
    guard case .answers(let answers, _) = read.content else {
      Issue.record("\(read.content)")
      return
    }
    for entry in data.entries {
      guard case .numbers(let numbers) = answers[entry.name] else {
        Issue.record("\(entry.name) is missing")
        continue
      }
      #expect(numbers.tensor == entry.tensor)
    }
  }

  @Test("leaves with the instructor what is hidden, answered or a comment")
  func withholds() throws {
    let handout = Handout(
      try ShippedAssignments.assignment(
        """
        ---
        title: A "net"
        points: 5
        ---
        <!-- The trick is in
        the second layer. -->
        ```grad setup hide
        grad> seed 3
        grad> lambda := 0.5
        grad> X := randn(3, 2); noise = 0.1 * randn(3, 2); W := randn(2, 1)
        grad> h = dropout(X + noise, 0.5);
        grad> J = sum((h @ W)^2) + lambda * l2(W);
        ```
        Visible <!-- not this --> prose.
        ```grad hide
        grad> grad(J, W);
        ```
        ```answer
        dW = secret
        ```
        ```ask points=2
        dW: grad(J, W)
        wrong: 2 * grad(J, W) => The penalty counts once.
        ```
        The end.
        """))
    let notebook = try #require(handout.files.first)
    #expect(
      notebook.text == """
        ---
        title: "A \\"net\\""
        ---

        ```grad setup hide
        grad> seed 3
        grad> lambda := 0.5
        grad> X := randn(3, 2); noise = 0.1 * randn(3, 2); W := randn(2, 1)
        grad> h = dropout(X + noise, 0.5);
        grad> J = sum((h @ W)^2) + lambda * l2(W);
        ```

        Visible  prose.

        **dW**: ∂J/∂W, 2×1, 5 points.

        ```answer
        # dW =
        ```

        The end.

        """)
    let texts = Dictionary(uniqueKeysWithValues: handout.files.map { ($0.name, $0.text) })
    #expect(texts["answers.json"] == "{\n  \"dW\": null\n}\n")
    #expect(texts["export.py"]?.contains("\nlambda_ = data[\"lambda\"]\n") == true)
    // What was drawn within facts is given too.
    let names = try #require(texts["data.json"]).split(separator: "\n").dropFirst().dropLast()
      .compactMap { $0.split(separator: "\"").dropFirst().first }
    #expect(names == ["lambda", "X", "noise", "W", "h.mask"])
  }

  @Test("says which line gives an answer away")
  func leak() throws {
    let assignment = try ShippedAssignments.assignment(
      AssignmentSkeleton.text(id: "net").replacing(
        "Say it in formulas too", with: "```grad\ngrad> grad(J, b)\n[-0.2, 0.1204, 0.09]\n```\n\nSo"
      ))
    let key = assignment.questions[2].key.values.map { String(format: "%.4g", $0) }
    let leaking = try ShippedAssignments.assignment(
      assignment.file.source.text.replacing(
        "[-0.2, 0.1204, 0.09]", with: "[\(key.joined(separator: ", "))]"))
    #expect(Handout(assignment).givenAway == [])
    #expect(
      Handout(leaking).givenAway.map(\.message) == [
        "Line 27 shows numbers of db, and students are given it."
      ])
  }
}
