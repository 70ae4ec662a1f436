import Datasets
import Diagnostics
import Tensors

/// What can be wrong with the formats of what is handed in, in words.
extension SubmissionDiagnostics {
  // MARK: - JSON

  static func json(_ failure: JSONProblem, _ bytes: [UInt8], _ name: String) -> Diagnostic {
    let (message, help) = words(failure, bytes, name)
    switch failure.kind {
    case .empty, .utf16: return problem(message, help: help)
    default: return located(problem(message, help: help), at: failure.offset, of: bytes, name)
    }
  }

  private static func words(
    _ failure: JSONProblem, _ bytes: [UInt8], _ name: String
  ) -> (message: String, help: String?) {
    switch failure.kind {
    case .empty: return ("\(name) holds nothing but blanks", "hand it in again")
    case .utf16: return ("\(name) is text in UTF-16", "save it as UTF-8")
    case .expected(let expected):
      let found = found(bytes, at: failure.offset)
      return ("\(name) is no JSON: \(found) where \(expected) should stand", hint(bytes, failure))
    case .tooDeep(let limit):
      return (
        "\(name) has more than \(limit) brackets within each other",
        "a tensor has one pair for each axis"
      )
    case .duplicate(let member):
      return (
        "\(name) says \(SafeText.name(member, limit: 40)) twice", "keep the one that counts"
      )
    case .tooManyNames(let limit):
      return (
        "\(name) has more than \(limit) names", "hand in nothing but the answers"
      )
    case .textTooLong(let limit):
      return (
        "\(name) has a text of more than \(limit) bytes", "hand in nothing but the answers"
      )
    case .controlInText:
      return (
        "\(name) is no JSON: \(found(bytes, at: failure.offset)) within a text",
        controlHelp(bytes, at: failure.offset)
      )
    case .openText: return ("\(name) is no JSON: a text is not closed", "a text ends with \"")
    case .badEscape:
      return (
        "\(name) is no JSON: what follows a backslash is unknown", "write \\\\ for a backslash"
      )
    case .loneSurrogate:
      return (
        "\(name) is no JSON: half of a character stands alone",
        "write the character itself, in UTF-8"
      )
    case .notUTF8: return ("\(name) is no text in UTF-8", "save it as UTF-8")
    case .surplus: return ("\(name) goes on after its end", "a file holds one object: { ... }")
    }
  }

  private static func controlHelp(_ bytes: [UInt8], at offset: Int) -> String {
    switch offset < bytes.count ? bytes[offset] : 0 {
    case 0x0A, 0x0D: "write a line end within a text as \\n"
    case 0x09: "write a tab within a text as \\t"
    default: "take it away"
    }
  }

  private static func found(_ bytes: [UInt8], at offset: Int) -> String {
    guard offset < bytes.count else { return "it ends" }
    switch bytes[offset] {
    case 0: return "it has a zero byte"
    case 0x0A, 0x0D: return "it has a line end"
    case 0x09: return "it has a tab"
    default:
      let rest = String(decoding: bytes[offset...].prefix(16), as: UTF8.self)
      return "it has \(SafeText.line(String(rest.prefix(1)), limit: 8))"
    }
  }

  /// What is often meant by what stands there.
  private static func hint(_ bytes: [UInt8], _ failure: JSONProblem) -> String? {
    guard failure.offset < bytes.count else { return "something is missing at the end" }
    switch bytes[failure.offset] {
    case UInt8(ascii: "'"): return "write double quotes in place of single ones"
    case UInt8(ascii: "]"), UInt8(ascii: "}"):
      return bytes[..<failure.offset].last { $0 > 0x20 } == UInt8(ascii: ",")
        ? "take away the comma before it" : nil
    case 0x1F, 0x50, 0x93: return "if it is an array of NumPy, let its name end in .npy or .npz"
    default: return "json.dump of Python writes JSON; of an array a, give it a.tolist()"
    }
  }

  /// A problem with the line on which it is seen, if that is one of a length that people read.
  private static func located(
    _ problem: Diagnostic, at offset: Int, of bytes: [UInt8], _ name: String
  ) -> Diagnostic {
    let feed = UInt8(ascii: "\n")
    let offset = min(offset, bytes.count)
    let start = (bytes[..<offset].lastIndex(of: feed) ?? -1) + 1
    let end = bytes[offset...].firstIndex(of: feed) ?? bytes.count
    let line = bytes[..<start].count { $0 == feed } + 1
    var located = problem
    guard end - start <= longestLine else {
      located.notes.append("at byte \(offset - start + 1) of line \(line)")
      return located
    }
    // What is no UTF-8 is repaired on both sides of the place.
    let before = String(decoding: bytes[start..<offset], as: UTF8.self)
    let after = String(decoding: bytes[offset..<end], as: UTF8.self)
    located.range = SourceRange(before.utf8.count, before.utf8.count)
    return located.located(in: SourceText(name: name, text: before + after, firstLine: line))
  }

  private static let longestLine = 1 << 14

  static func noObject(_ name: String) -> Diagnostic {
    problem(
      "\(name) does not say which answer is which",
      help: "write an object: {\"dW\": [[0.5, 1], [2, 0]], ...}")
  }

  // MARK: - Records

  static func record(tooLarge bytes: Int, limit: Int) -> Diagnostic {
    file(.tooLarge(bytes: bytes, limit: limit), "the record")
  }

  static func record(longerThan limit: Int) -> Diagnostic {
    problem("the record is longer than \(limit >> 20) MiB and was skipped")
  }

  private static let recordHelp =
    "a record is {\"student\": \"ada\", \"answers\": {\"dW\": [[0.5]]}} on one line"

  static func noRecord(_ place: String) -> Diagnostic {
    problem("\(place) is no object of JSON", help: recordHelp)
  }

  static func noStudent(_ place: String) -> Diagnostic {
    problem("\(place) does not say whose answers these are", help: recordHelp)
  }

  static func noContent(_ place: String) -> Diagnostic {
    problem(
      "\(place) holds no answers",
      notes: ["a record has answers, or statements, or a file with its bytes in base64"],
      help: recordHelp)
  }

  static func answersNoObject(_ place: String) -> Diagnostic {
    problem("the answers of \(place) are no object", help: recordHelp)
  }

  static func noText(_ member: String, _ place: String) -> Diagnostic {
    problem("\(member) of \(place) is no text")
  }

  static func base64(_ place: String) -> Diagnostic {
    problem("base64 of \(place) is not written in base64")
  }

  static func halfFile(_ place: String) -> Diagnostic {
    problem(
      "\(place) has only half of a file", help: "\"file\" is its name and \"base64\" its bytes")
  }

  // MARK: - Tables

  /// Why a table is no tensor.
  static func table(_ error: any Error, _ file: String) -> UnreadableAnswer {
    guard case .cells(let cells, _, _, _)? = error as? DatasetError, let cell = cells.first else {
      return .file(data(error, file))
    }
    let place = cell.column.map { "number \($0) of line \(cell.line)" } ?? "line \(cell.line)"
    switch cell.kind {
    case .notANumber(let text) where CellProblem.isNonFinite(text):
      return .notFinite(place: [cell.row - 1, (cell.column.flatMap(Int.init) ?? 1) - 1])
    case .notANumber(let text):
      return .file(
        problem(
          "\(place) of \(file) is no number: \(SafeText.line(text, limit: 40))",
          help: text.contains(",")
            ? "write decimals with a point" : "write nothing but numbers, a row on each line"))
    case .missing:
      return .file(
        problem(
          "\(place) of \(file) is missing",
          help: "of a table in pandas: to_csv(header=False, index=False)"))
    case .cellCount(let count, let expected):
      return .file(
        problem(
          "line \(cell.line) of \(file) has \(count) \(count == 1 ? "number" : "numbers"), "
            + "those before it have \(expected)",
          help: "give every line the same number of entries"))
    }
  }

  // MARK: - Data

  /// What is wrong with a file of numbers.
  static func data(_ error: any Error, _ file: String) -> Diagnostic {
    switch error as? DatasetError {
    case .empty: return empty(file)
    case .binary: return noText(file)
    case .utf16: return utf16(file)
    case .noRows: return problem("\(file) holds no numbers", help: "write a row on each line")
    case .unclosedQuote(let line):
      return problem("a quote opened on line \(line) of \(file) is never closed")
    case .textAfterQuote(let line):
      return problem("line \(line) of \(file) has text after a closing quote")
    case .cellTooLong(let line, _), .lineTooLong(let line, _):
      return problem("line \(line) of \(file) is too long", help: "write a row on each line")
    case .array(let failure, let name):
      return array(failure, name.map { "\(SafeText.name($0)) in \(file)" } ?? file)
    case .archive(let failure): return archive(failure, file)
    default: return unreadable(file)
    }
  }

  static func array(_ failure: ArrayProblem, _ name: String) -> Diagnostic {
    let types = "floats of 2, 4 or 8 bytes and integers are read"
    switch failure {
    case .notAnArray:
      return problem("\(name) is no array in NumPy's format", help: "write it with numpy.save")
    case .version(let major, let minor):
      return problem(
        "\(name) is written in version \(major).\(minor) of NumPy's format, which is "
          + "unknown", help: "write it with numpy.save")
    case .truncated:
      return problem("\(name) ends before its last number", help: "hand it in again, all of it")
    case .headerTooLong, .header:
      return problem(
        "the header of \(name) is not one that NumPy writes",
        help: "write it with numpy.save")
    case .objects:
      return problem(
        "\(name) holds Python objects, which are never read",
        help: "make numbers of them first: numpy.asarray(a, dtype=float)")
    case .structured:
      return problem(
        "the entries of \(name) have several fields", notes: [types],
        help: "save an array of numbers")
    case .elementType(let word):
      return problem(
        "the entries of \(name) are of type \(SafeText.line(word, limit: 20))",
        notes: [types], help: "numpy.asarray(a, dtype=float) makes numbers of them")
    case .tooManyAxes(let dimensions):
      return problem(
        "\(name) has \(dimensions.count) axes, and a tensor has at most \(Shape.maximumRank)",
        help: "reshape it before it is saved")
    case .tooManyEntries, .tooMuchMemory:
      return problem(
        "\(name) has many times more entries than are asked for",
        help: "hand in the gradient alone")
    case .surplus(let bytes):
      return problem(
        "\(name) goes on for \(bytes) bytes after its last number",
        help: "save one array with numpy.save, several with numpy.savez")
    }
  }

  static func archive(_ failure: ArchiveProblem, _ file: String) -> Diagnostic {
    let help = "write it with numpy.savez"
    func named(_ name: String) -> String { "\(SafeText.name(name, limit: 60)) in \(file)" }
    switch failure {
    case .notAnArchive:
      return problem("\(file) is no archive, or its end is missing", help: help)
    case .damaged:
      return problem("\(file) is damaged: its directory and its contents disagree", help: help)
    case .tooManyArrays(let limit):
      return problem("\(file) holds more than \(limit) arrays", help: "save the answers alone")
    case .tooLarge: return problem("\(file) is too large", help: "save the answers alone")
    case .duplicate(let name):
      return problem(
        "\(file) holds two arrays called \(SafeText.name(name))",
        help: help)
    case .unsafeName(let name):
      return problem("\(file) holds an unsafe name: \(SafeText.name(name, limit: 60))", help: help)
    case .notAnArray(let name): return problem("\(named(name)) is no array", help: help)
    case .encrypted(let name): return problem("\(named(name)) is encrypted", help: help)
    case .compression(let name):
      return problem("\(named(name)) is compressed in a way that NumPy does not use", help: help)
    case .ratio(let name, let limit):
      return problem("\(named(name)) would unpack to more than \(limit) times its size", help: help)
    case .checksum(let name):
      return problem("\(named(name)) is damaged: its checksum is wrong", help: "hand it in again")
    }
  }
}
