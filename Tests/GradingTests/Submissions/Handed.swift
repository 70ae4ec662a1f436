import Diagnostics
import Foundation
import Tensors
import Testing

@testable import Grading

/// What the tests of submissions ask for, and how they hand in.
enum Handed {
  static let questions: [(name: String, shape: Shape)] = [
    ("dW2", Shape([2, 3])), ("db2", Shape([3])), ("J", .scalar),
  ]
  static let reader = SubmissionReader(questions: questions)

  /// A submission of one file.
  static func file(_ bytes: [UInt8], as name: String) -> Submission {
    reader.read(bytes: bytes, name: name, student: "ada")
  }

  static func file(_ text: String, as name: String = "ada.json") -> Submission {
    file(Array(text.utf8), as: name)
  }

  /// One of the files beside the tests, under the name of a question if it holds one tensor.
  static func fixture(_ name: String) throws -> Submission {
    let bytes = try bytes(ofFixture: name)
    return file(bytes, as: name.hasSuffix(".npz") ? name : "dW2.npy")
  }

  static func bytes(ofFixture name: String) throws -> [UInt8] {
    let folder = try #require(Bundle.module.resourceURL)
    return [UInt8](try Data(contentsOf: folder.appending(path: "Fixtures/submissions/\(name)")))
  }

  /// A class from a folder, each student's submission read.
  static func students(of paths: String...) -> [Submission] {
    SubmissionSet(paths, questions: questions.map(\.name)).sources.map(reader.read)
  }
}

extension Submission {
  struct NotRead: Error { let problem: String }

  /// The answers; throws if the submission is ungradable.
  var answers: [String: Answer] {
    get throws {
      switch content {
      case .answers(let answers, _): return answers
      case .ungradable(let problem): throw NotRead(problem: problem.message)
      case .fault(let reason): throw NotRead(problem: reason)
      }
    }
  }

  var statements: String? {
    if case .answers(_, let statements) = content { statements?.text } else { nil }
  }

  /// Why it cannot be read.
  var problem: String? {
    if case .ungradable(let problem) = content { problem.message } else { nil }
  }

  /// Why the system did not give it out.
  var fault: String? { if case .fault(let reason) = content { reason } else { nil } }

  /// All that is said of why it cannot be read.
  var words: String? {
    if case .ungradable(let problem) = content { problem.plain(width: 100) } else { nil }
  }

  func numbers(_ name: String) throws -> Answer.Numbers? {
    if case .numbers(let numbers)? = try answers[name] { numbers } else { nil }
  }

  /// Why an answer cannot be read.
  func problem(of name: String) throws -> String? {
    guard case .unreadable(let reason)? = try answers[name] else { return nil }
    return SubmissionDiagnostics.diagnostic(reason, of: name).message
  }
}
