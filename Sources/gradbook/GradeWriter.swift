import Diagnostics
import Grading
import Notebook
import StyledText

/// Where a report goes: the screen, a file, or a file for each student.
struct GradeWriter {
  private let format: ReportFormat
  private let place: Place

  private enum Place {
    case standardOutput
    case file(String)
    case folder(String)
  }

  /// Looks whether a report can be written, before anything is graded.
  /// - Parameters:
  ///   - output: Where it shall go, nil for standard output.
  ///   - count: How many submissions there are.
  ///   - inputs: Files and folders that are read: they are not written over.
  init(
    _ format: ReportFormat, to output: String?, count: Int, sparing inputs: [String]
  ) throws(Diagnostic) {
    self.format = format
    guard let output else {
      guard case .files = format.output, count > 1 else {
        place = .standardOutput
        return
      }
      throw GradeWriter.needsFolder(format)
    }
    let path = Path(output)
    let isFolder = Folder.isFolder(output) || output.hasSuffix("/")
    if case .files = format.output, count != 1 || isFolder {
      place = .folder(output)
    } else if isFolder {
      throw FileDiagnostics.diagnostic(.isFolder(files: []), path)
    } else {
      guard Folder.isFolder(path.folder) else {
        throw FileDiagnostics.diagnostic(.missingFolder(path.folder), path)
      }
      place = .file(output)
    }
    if let own = path.resolved, inputs.contains(where: { Path($0).resolved == own }) {
      throw Diagnostic(
        "output", "\(output) is read, so it is not written over", help: "choose another --output")
    }
  }

  private static func needsFolder(_ format: ReportFormat) -> Diagnostic {
    Diagnostic(
      "output", "\(format.name) is a file for each student",
      help: "say where they go: --output FOLDER")
  }

  /// Writes the report.
  func write(_ report: ClassReport, to display: Display) throws(Diagnostic) {
    switch format.output {
    case .screen(let text):
      guard case .file(let path) = place else { return display.show(text(report)) }
      try put(display.shown(text(report)).plain + "\n", path)
    case .document(let text):
      guard case .file(let path) = place else { return display.write(text(report)) }
      try put(text(report), path)
    case .files(let ending, let text):
      switch place {
      case .standardOutput:
        for grade in report.grades { display.write(text(grade, report) ?? "") }
      case .file(let path):
        for grade in report.grades {
          if let text = text(grade, report) { try put(text, path) }
        }
      case .folder(let folder): try put(report, ending, text, in: folder)
      }
    }
  }

  private func put(
    _ report: ClassReport, _ ending: String, _ text: (Grade, ClassReport) -> String?,
    in folder: String
  ) throws(Diagnostic) {
    let path = Path(folder)
    do throws(FileError) {
      try Folder.make(path.expanded)
    } catch {
      throw FileDiagnostics.diagnostic(error, path)
    }
    var names = FileNames()
    for grade in report.grades {
      let name = names.name(for: grade.student) + ending
      guard let text = text(grade, report) else { continue }
      try put(text, folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)")
    }
  }

  private func put(_ text: String, _ file: String) throws(Diagnostic) {
    do throws(FileError) {
      try TextFile.write(text, to: Path(file), mayReplace: true)
    } catch {
      throw FileDiagnostics.diagnostic(error, Path(file))
    }
  }
}

/// Names of files for students, no two alike.
struct FileNames {
  private var taken: Set<String> = []

  /// The student's name without what a file system takes for something else.
  mutating func name(for student: String) -> String {
    var name = ""
    for character in student {
      let isPlain = character.isLetter || character.isNumber || " -_.,+@".contains(character)
      guard name.utf8.count + character.utf8.count <= 120 else { break }
      name.append(isPlain ? character : "_")
    }
    if name.isEmpty || name.hasPrefix(".") || name.hasPrefix("-") { name = "_" + name }
    var unique = name
    var count = 1
    // Some file systems do not tell letters by their size.
    while !taken.insert(unique.lowercased()).inserted {
      count += 1
      unique = "\(name)-\(count)"
    }
    return unique
  }
}
