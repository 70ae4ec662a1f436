package import Diagnostics
import StyledText

/// A tensor that an assignment asks for.
///
/// ````
/// ```ask points=3
/// dW2: grad(J, W2)
/// from: ds
/// wrong: grad(J, W2) - lambda*W2 => The penalty is missing.
/// ```
/// ````
package struct Ask: Sendable {
  package let name: String
  package let nameRange: SourceRange
  /// What it equals.
  package let key: LessonExpression
  package let points: Double
  /// What is to be done, for the student.
  package let text: [ProseBlock]
  /// The same as it is written; empty if nothing is said.
  package let markdown: String
  /// The asked tensors from which a student computes it.
  package let upstream: [FrontMatter.Name]
  /// Values that show a mistake, with what to say.
  package let mistakes: [LessonTask.Mistake]
  package let visibility: Visibility

  /// Who sees how it was answered, in the words of Gradescope.
  package enum Visibility: String, Sendable, CaseIterable {
    case visible, hidden
    case afterDueDate = "after_due_date"
    case afterPublished = "after_published"
  }
}

extension Ask {
  /// What a reader sees of it: all but the key.
  package var prose: [ProseBlock] {
    let worth = NumberText.significant(points) + (points == 1 ? " point" : " points")
    return [.paragraph([.text("Asked for: "), .code(name), .text(" (\(worth))")])] + text
  }
}

/// A field of what is asked: everything its reader and its writer know about it.
package enum AskField: String, FieldName {
  case text, from, wrong, visibility

  var isRepeatable: Bool { self == .wrong }

  package var summary: String {
    switch self {
    case .text: "what is to be done, for the student"
    case .from:
      "the asked tensors from which it is computed: an answer that is right beside the "
        + "student's own counts"
    case .wrong: "a value that shows a known mistake, and what to say to it: expression => reply"
    case .visibility:
      "who sees the result: "
        + Ask.Visibility.allCases.map(\.rawValue).joined(separator: ", ")
    }
  }
}
