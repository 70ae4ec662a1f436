package import Diagnostics
import Glibc
import Tensors

/// What can be wrong with what is handed in, in words to whoever handed it in.
package enum SubmissionDiagnostics {
  static func problem(
    _ message: String, notes: [String] = [], help: String? = nil
  ) -> Diagnostic {
    Diagnostic("submission", message, notes: notes, help: help)
  }

  // MARK: - Answers

  /// Why an answer cannot be judged.
  package static func diagnostic(_ reason: UnreadableAnswer, of name: String) -> Diagnostic {
    switch reason {
    case .notFinite(let place):
      let entry = place.isEmpty ? "" : ": entry \(index(place))"
      return problem(
        "\(name) is not finite\(entry)",
        help: "NaN and infinity come from a division by 0, a log of 0 or an overflow: "
          + "compute it again without")
    case .ragged(let row):
      return problem(
        "row \(row) of \(name) has another length than those before it",
        help: "give every row the same number of entries")
    case .notNumbers(let found):
      return problem(
        "\(name) has \(found) where a number should stand",
        help: found.hasPrefix("null")
          ? "some programs write null for NaN and infinity: compute the entry again"
          : "write numbers without quotes, in lists: [[0.5, 1], [2, 0]]")
    case .tooLarge(let entries):
      return problem(
        "\(name) has \(entries) entries, many times more than are asked for",
        help: "hand in the gradient alone, in the shape of what it belongs to")
    case .formula(let reason):
      return problem("the formula for \(name) cannot be evaluated: \(reason)")
    case .file(let problem): return problem
    }
  }

  /// `[0, 2]`
  private static func index(_ place: [Int]) -> String {
    "[\(place.map(String.init).joined(separator: ", "))]"
  }

  static func axes(_ count: Int) -> Diagnostic {
    problem(
      "the tensor has \(count) axes, and one has at most \(Shape.maximumRank)",
      help: "take away the brackets that are too many")
  }

  /// A file of statements that are not run, and nothing beside them that is asked for.
  static func noAnswer(_ file: String, _ refusal: String) -> Diagnostic {
    problem("\(file) answers nothing: \(refusal)", help: "write name = formula for each answer")
  }

  static let noFormula = "it is no single expression"

  static func unknown(_ name: String, _ file: String, among names: [String]) -> Diagnostic {
    let near = Suggestion.nearest(to: name, among: names)
    let place = file == name || file.hasPrefix(name + ".") ? file : "\(name) in \(file)"
    return problem(
      "\(place) is not read: no answer named \(name) is asked for",
      help: near.map { "did you mean \($0)? Names differ by case" }
        ?? "there are \(names.joined(separator: ", "))")
  }

  static func twice(_ name: String, _ one: String, _ other: String) -> Diagnostic {
    problem(
      one == other
        ? "\(one) answers \(name) twice" : "\(name) is answered twice, in \(one) and in \(other)",
      help: "keep the one that counts")
  }

  // MARK: - Files

  static func file(_ error: SubmissionFileProblem, _ name: String) -> Diagnostic {
    switch error {
    // It was there when the folder was listed.
    case .missing: fault("\(name) is gone")
    case .isFolder: problem("\(name) is a folder", help: "hand in a file of this name")
    case .isLink:
      problem(
        "\(name) is a link, and links are not followed", help: "hand in the file it leads to")
    case .isSpecial: problem("\(name) is no regular file", help: "hand in a file of answers")
    case .tooLarge(let bytes, let limit):
      problem(
        "\(name) is too large: \(size(bytes))", notes: ["the limit is \(size(limit))"],
        help: "hand in nothing but the answers")
    case .tooManyFiles(let limit):
      problem("\(name) holds more than \(limit) files", help: "hand in nothing but the answers")
    case .system(let code):
      fault("\(name) cannot be read: \(String(cString: strerror(code)))")
    }
  }

  /// What the system does is not the student's to mend.
  private static func fault(_ message: String) -> Diagnostic { Diagnostic(faultCode, message) }

  static func isFault(_ problem: Diagnostic) -> Bool { problem.code == faultCode }

  private static let faultCode = "grader"

  /// `64 MiB`; below a mebibyte in bytes.
  private static func size(_ bytes: Int) -> String {
    bytes >> 20 == 0 ? "\(bytes) bytes" : "\((bytes + (1 << 19)) >> 20) MiB"
  }

  static func empty(_ name: String) -> Diagnostic {
    problem("\(name) is empty", help: "hand it in again")
  }

  static func unreadable(_ name: String) -> Diagnostic { problem("\(name) cannot be read") }

  static func unknownEnding(_ name: String) -> Diagnostic {
    problem(
      "\(name) is of a kind that is not read",
      notes: ["answers are files that end in \(endings)"],
      help: "hand in the answers as one of those")
  }

  private static var endings: String {
    SubmissionFormat.endings.dropLast().joined(separator: ", ")
      + " or \(SubmissionFormat.endings.last ?? "")"
  }

  /// A file beside others that is of no kind that is read.
  static func notRead(_ name: String) -> Diagnostic {
    problem("\(name) is not read", notes: ["answers are files that end in \(endings)"])
  }

  static func emptyFolder(_ name: String) -> Diagnostic {
    problem(
      "the folder \(name) holds no answers",
      notes: ["answers are files that end in \(endings)"],
      help: "put them into the folder itself, not into folders within it")
  }

  static func severalFiles(_ names: [String]) -> Diagnostic {
    problem(
      "there are \(names.count) submissions of one name: \(names.joined(separator: ", "))",
      help: "hand in one of them, or a folder with files for different answers")
  }

  static func oneTensor(_ file: String, of names: [String]) -> Diagnostic {
    let example = names.first ?? "dW"
    return problem(
      "\(file) holds one tensor, and it is not said which",
      notes: ["asked for: \(names.joined(separator: ", "))"],
      help: "hand in a folder with a file for each, such as \(example).npy, or all in one .npz or "
        + ".json")
  }

  static func utf16(_ name: String) -> Diagnostic {
    problem("\(name) is text in UTF-16", help: "save it as UTF-8")
  }

  static func noText(_ name: String) -> Diagnostic {
    problem("\(name) is no text", help: "save it as plain text in UTF-8")
  }

  static func noUTF8(_ name: String) -> Diagnostic {
    problem("\(name) is no text in UTF-8", help: "save it as UTF-8")
  }

  static func tooMuchCode(limit: Int) -> Diagnostic {
    problem("there are more than \(size(limit)) of statements")
  }

  // MARK: - Paths of a class

  static func path(_ error: SubmissionFileProblem, _ path: SubmissionPath) -> Diagnostic {
    if error == .missing { return problem("there is no file or folder \(path.shown)") }
    return file(error, path.shown)
  }

  static func emptyClass(_ path: SubmissionPath) -> Diagnostic {
    problem("the folder \(path.shown) holds no submissions")
  }

  static func twoStudents(_ name: String) -> Diagnostic {
    problem("two submissions are called \(name)").with(severity: .warning)
  }
}
