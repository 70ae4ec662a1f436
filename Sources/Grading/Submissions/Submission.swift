package import Diagnostics

/// What one student handed in.
package struct Submission: Sendable {
  /// Who handed it in: the name of the file or folder, cleaned of what is no text.
  package let student: String
  package let content: Content
  /// Something to know that costs nothing: a name that is none of those asked for.
  package let notes: [Diagnostic]

  package enum Content: Sendable {
    /// Answers by the names of questions; a name that nothing was found for is blank.
    case answers([String: Answer], statements: SourceText?)
    /// It cannot be read, and why; that is the student's to mend.
    case ungradable(Diagnostic)
    /// The system would not give it out, and why; that is nobody's fault who handed it in.
    case fault(String)
  }

  package init(student: String, _ content: Content, notes: [Diagnostic] = []) {
    self.student = student
    self.content = content
    self.notes = notes
  }
}
