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
    let files =
      if case .files(let files) = format.output { files } else { nil as ReportFormat.Files? }
    guard let output else {
      if let files, count != 1, files.separator == nil { throw GradeWriter.needsFolder(format) }
      place = .standardOutput
      return
    }
    let path = Path(output)
    let isFolder = Folder.isFolder(output) || output.hasSuffix("/")
    // One document of all of them is asked for by its ending.
    let isDocument =
      files.map { count == 1 || $0.separator != nil && output.hasSuffix($0.ending) } ?? true
    if files != nil, isFolder || !isDocument {
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
    case .files(let files):
      if case .folder(let folder) = place { return try put(report, files, in: folder) }
      let text = report.grades.compactMap { files.text($0, report) }
        .joined(separator: files.separator ?? "")
      guard case .file(let path) = place else { return display.write(text) }
      // Where there is nothing to say there shall be no file.
      if !text.isEmpty { try put(text, path) }
    }
  }

  private func put(
    _ report: ClassReport, _ files: ReportFormat.Files, in folder: String
  ) throws(Diagnostic) {
    let path = Path(folder)
    do throws(FileError) {
      try Folder.make(path.expanded)
    } catch {
      throw FileDiagnostics.diagnostic(error, path)
    }
    var names = FileNames()
    for grade in report.grades {
      let name = names.name(for: grade.student) + files.ending
      guard let text = files.text(grade, report) else { continue }
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
