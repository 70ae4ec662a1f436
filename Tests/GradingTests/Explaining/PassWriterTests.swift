import Foundation
import Lessons
import StyledText
import Tensors
import Testing

@testable import Grading

@Suite("The step that went wrong")
struct PassWriterTests {
  @Test(
    "is told by how the value was computed, the rule and the shapes",
    arguments: [
      (
        "gil.json", "dz1",
        """
        forward   h = relu(z1)        5×4
        backward  dz1 = v ⊙ [z1 > 0]  5×4
                  v = dh              5×4
        you       the activation's derivative is missing
        """
      ),
      (
        "hana", "dW2",
        """
        forward   s = h @ W2 + b2    5×3
        backward  dW2 = hᵀ v + ...   4×3
                  v = ds             5×3
        forward   g = l2(W2)
        backward  dW2 = 2v W2 + ...  4×3
                  v = ∂J/∂g
        you       transposed
        """
      ),
      (
        "ivo.json", "db2",
        """
        forward   s = h @ W2 + b2    5×3
        backward  db2 = Σ rows of v  3
                  v = ds             5×3
        forward   z1 = X @ W1 + b1   5×4
        backward  db1 = Σ rows of v  4
                  v = dz1            5×4
        you       averaged over the examples instead of summed
        """
      ),
    ])
  func lines(file: String, question: String, expected: String) throws {
    let (assignment, grades) = try Self.graded("two-layer-l2", only: file)
    let graded = try #require(grades.first?.questions.first { $0.name == question })
    guard case .wrong(let finding) = graded.verdict else {
      Issue.record("\(graded.verdict)")
      return
    }
    let slip = try #require(finding.explanations.first?.slips.first)
    let lines = PassWriters(assignment).lines(of: slip, in: question)
    #expect(lines.map(\.plain).joined(separator: "\n") == expected)
  }

  /// The right answer is 3, and so is the rule's one number.
  @Test("is left out where a number of the right answer stands in it")
  func secrets() throws {
    let assignment = try ShippedAssignments.assignment(
      """
      ```grad setup
      grad> x := [0.7, 2]
      grad> u = 3 * x
      grad> J = sum(u)
      ```

      ```ask points=1
      du: grad(J, u)
      ```

      ```ask points=1
      dx: grad(J, x)
      ```
      """)
    let slip = Slip(mistake: "m", title: "halved", place: "", advice: "", steps: [.answer])
    let writers = PassWriters(assignment)
    #expect(
      writers.lines(of: slip, in: "du").map(\.plain)
        == [
          "forward   J = sum(u)", "backward  du = v for every entry  2", "          v = 1",
          "you       halved",
        ])
    #expect(writers.lines(of: slip, in: "dx").isEmpty)
  }

  @Test(
    "holds no number of a right answer in any format",
    arguments: ShippedAssignments.names, ReportFormat.all.filter(\.explains).map(\.name))
  func samples(name: String, format: String) throws {
    let sample = try #require(Self.classes[name])
    let (assignment, grades) = (sample.assignment, sample.grades)
    var options = ReportOptions()
    options.explains = true
    let writers = PassWriters(assignment)
    options.steps = { writers.lines(of: $0, in: $1) }
    let texts = try ReportTests.texts(format, ClassReport(assignment, grades, options: options))
    #expect(texts.contains { $0.contains("backward") })
    let told = Set(texts.flatMap(Self.numbers))
    #expect(sample.secrets.count > 500)
    #expect(told.isDisjoint(with: sample.secrets), "\(told.intersection(sample.secrets))")
  }

  private struct Class {
    let assignment: Assignment
    let grades: [Grade]
    /// The numbers of the key in 4 to 17 digits; a whole number may be a size or a score as well.
    let secrets: Set<String>
  }

  private static let classes: [String: Class] = {
    var classes: [String: Class] = [:]
    for name in ShippedAssignments.names {
      guard let (assignment, grades) = try? graded(name) else { continue }
      let values = assignment.questions.flatMap(\.key.values).filter { $0 != $0.rounded() }
      let secrets = values.flatMap { value in
        (4...17).map { NumberText.significant(value.magnitude, digits: $0) }
      }
      classes[name] = Class(assignment: assignment, grades: grades, secrets: Set(secrets))
    }
    return classes
  }()

  /// Everything that reads as a number.
  private static func numbers(in text: String) -> [String] {
    text.matches(of: /[0-9]*\.?[0-9]+(e-?[0-9]+)?/).map { String($0.output.0) }
  }

  private static func graded(
    _ name: String, only file: String? = nil
  ) throws -> (Assignment, [Grade]) {
    let assignment = try ShippedAssignments.read(name)
    let folder = ShippedAssignments.folder.appendingPathComponent("samples/\(name)").path
    let questions = assignment.questions.map { ($0.name, $0.shape) }
    let sources = SubmissionSet(
      [file.map { "\(folder)/\($0)" } ?? folder], questions: questions.map(\.0)
    ).sources
    let (reader, grader) = (SubmissionReader(questions: questions), Grader(assignment))
    return (assignment, sources.map { grader.grade(reader.read($0)) })
  }
}
