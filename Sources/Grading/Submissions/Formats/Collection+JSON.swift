import Diagnostics

extension Collection {
  /// Adds the answers of a file of JSON: an object of them, or a single tensor named by its file.
  /// - Parameter only: What a single tensor of another name is taken for.
  mutating func addJSON(
    _ bytes: [UInt8], _ name: SubmissionName, only: String?
  ) throws(Diagnostic) {
    try JSONScanner.read(bytes, name.shown) { scanner in
      if scanner.next() == UInt8(ascii: "{") {
        try addAnswers(&scanner, from: name.shown, isDocument: true)
      } else {
        let stem = name.stem
        let tensor = asks(for: stem) ? stem : only
        if let tensor {
          try addValue(&scanner, to: tensor, from: name.shown)
        } else {
          try scanner.skip()
          throw SubmissionDiagnostics.noObject(name.shown)
        }
      }
      try scanner.end()
    }
  }

  /// Adds the members of the object that comes next.
  ///
  /// Throws `JSONProblem` or `Diagnostic`.
  /// - Parameter isDocument: Whether they may stand one object deeper, as in a record.
  mutating func addAnswers(
    _ scanner: inout JSONScanner, from file: String, isDocument: Bool = false
  ) throws {
    var members = JSONScanner.Members()
    while let name = try scanner.name(&members) {
      if asks(for: name) {
        try addValue(&scanner, to: name, from: file)
      } else if isDocument, name == "answers", scanner.next() == UInt8(ascii: "{") {
        try addAnswers(&scanner, from: file)
      } else {
        try scanner.skip()
        if !isDocument || name != "student" { ignore(SafeText.name(name), from: file) }
      }
    }
  }

  private mutating func addValue(
    _ scanner: inout JSONScanner, to name: String, from file: String
  ) throws {
    switch try scanner.answer(limit: limit(of: name)) {
    case .numbers(let numbers): try add(.numbers(numbers), to: name, from: file)
    case .text(let text): try addText(text, to: name, from: file)
    case .null: try add(.blank, to: name, from: file)
    case .unreadable(let reason): try add(.unreadable(reason), to: name, from: file)
    }
  }
}
