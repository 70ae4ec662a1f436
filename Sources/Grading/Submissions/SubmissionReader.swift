import Diagnostics
package import Tensors

/// Reads what strangers hand in.
///
/// Whatever the bytes, the outcome is a submission: what makes all of it unreadable is `ungradable`,
/// what spoils one answer is `unreadable`. Time and memory are bounded by ``SubmissionLimits``,
/// nothing in the files is run, and no link is followed.
package struct SubmissionReader: Sendable {
  private let shapes: [String: Shape]
  let limits: SubmissionLimits

  package init(
    questions: [(name: String, shape: Shape)], limits: SubmissionLimits = SubmissionLimits()
  ) {
    shapes = Dictionary(questions.map { ($0.name, $0.shape) }) { first, _ in first }
    self.limits = limits
  }

  /// Reads a student's file or folder.
  package func read(_ source: SubmissionSource) -> Submission {
    submission(of: source.student) { collection throws(Diagnostic) in
      switch source.place {
      case .file(let path):
        let bytes = try bytes(of: path, limit: limits.fileBytes)
        try read(bytes, path.name, &collection, isAlone: true)
      case .folder(let path): try readFolder(path, &collection)
      case .several(let paths): throw SubmissionDiagnostics.severalFiles(paths.map(\.name.shown))
      }
    }
  }

  /// Reads the bytes of a file.
  /// - Parameter name: The name of the file, whose ending says how it is read.
  package func read(bytes: [UInt8], name: String, student: String) -> Submission {
    submission(of: SafeText.name(student)) { collection throws(Diagnostic) in
      try read(bytes, SubmissionName(ofPath: name), &collection, isAlone: true)
    }
  }

  /// Reads a line of a stream: `{"student": "ada", "answers": {"dW": [[0.5]]}}`.
  ///
  /// In place of `answers`, or beside it, there may be `statements`, or a `file` with its bytes in
  /// `base64`. What comes of a line depends on the line alone.
  package func read(record line: [UInt8]) -> Submission {
    var record = SubmissionRecord(Collection(shapes: shapes, limits: limits))
    do throws(Diagnostic) {
      guard line.count <= limits.fileBytes / 3 * 4 else {
        throw SubmissionDiagnostics.record(tooLarge: line.count, limit: limits.fileBytes / 3 * 4)
      }
      try record.read(line)
      let student = record.student ?? SubmissionRecord.nobody
      return submission(of: student, record.collection) { collection throws(Diagnostic) in
        guard let file = record.file else { return }
        try read(file.bytes, file.name, &collection, isAlone: true)
      }
    } catch {
      return Submission(student: record.student ?? SubmissionRecord.nobody, .ungradable(error))
    }
  }

  /// What comes of a line that is too long to be read.
  /// - Parameter limit: How many bytes it may have.
  package func read(recordLongerThan limit: Int) -> Submission {
    Submission(
      student: SubmissionRecord.nobody,
      .ungradable(SubmissionDiagnostics.record(longerThan: limit)))
  }

  private func submission(
    of student: String, _ collection: Collection? = nil,
    reading read: (inout Collection) throws(Diagnostic) -> Void
  ) -> Submission {
    var collection = collection ?? Collection(shapes: shapes, limits: limits)
    do throws(Diagnostic) {
      try read(&collection)
      return Submission(
        student: student,
        .answers(collection.answers, statements: collection.statements),
        notes: collection.notes)
    } catch {
      return Submission(
        student: student,
        SubmissionDiagnostics.isFault(error) ? .fault(error.message) : .ungradable(error),
        notes: collection.notes)
    }
  }

  // MARK: - Files

  private func bytes(of path: SubmissionPath, limit: Int) throws(Diagnostic) -> [UInt8] {
    do throws(SubmissionFileProblem) {
      return try SubmissionFiles.bytes(of: path, limit: limit)
    } catch {
      throw SubmissionDiagnostics.file(error, path.name.shown)
    }
  }

  private func readFolder(
    _ path: SubmissionPath, _ collection: inout Collection
  ) throws(Diagnostic) {
    let (path, entries) = try contents(of: path)
    var room = limits.folderBytes
    var isEmpty = true
    for entry in entries where entry.kind != .folder {
      let isTool = Handout.tools.contains(entry.name.shown)
      guard entry.name.format != nil else {
        if !isTool { collection.note(SubmissionDiagnostics.notRead(entry.name.shown)) }
        continue
      }
      isEmpty = false
      let bytes = try bytes(
        of: path.appending(entry.name.bytes), limit: min(limits.fileBytes, room))
      room -= bytes.count
      guard isTool else {
        try read(bytes, entry.name, &collection, isAlone: false)
        continue
      }
      try collection.withoutNotes { collection throws(Diagnostic) in
        try read(bytes, entry.name, &collection, isAlone: false)
      }
    }
    if isEmpty { throw SubmissionDiagnostics.emptyFolder(path.name.shown) }
  }

  /// What a student's folder holds; where it holds nothing but another folder, what that does.
  private func contents(
    of path: SubmissionPath, depth: Int = 0
  ) throws(Diagnostic) -> (SubmissionPath, [SubmissionFiles.Entry]) {
    let entries: [SubmissionFiles.Entry]
    do throws(SubmissionFileProblem) {
      entries = try SubmissionFiles.entries(of: path, limit: limits.folderFiles)
    } catch {
      throw SubmissionDiagnostics.file(error, path.name.shown)
    }
    guard let only = entries.first, entries.count == 1, only.kind == .folder,
      depth < SubmissionLimits.folders
    else {
      return (path, entries)
    }
    return try contents(of: path.appending(only.name.bytes), depth: depth + 1)
  }

  // MARK: - Formats

  /// - Parameter isAlone: Whether the file is all that the student handed in.
  private func read(
    _ bytes: [UInt8], _ name: SubmissionName, _ collection: inout Collection, isAlone: Bool
  ) throws(Diagnostic) {
    guard bytes.count <= limits.fileBytes else {
      throw SubmissionDiagnostics.file(
        .tooLarge(bytes: bytes.count, limit: limits.fileBytes), name.shown)
    }
    guard !bytes.isEmpty else { throw SubmissionDiagnostics.empty(name.shown) }
    switch name.format {
    case nil: throw SubmissionDiagnostics.unknownEnding(name.shown)
    case .json: try collection.addJSON(bytes, name, only: isAlone ? onlyQuestion : nil)
    case .npz: try collection.addArchive(bytes, name)
    case .grad, .md: try collection.addCode(bytes, name, isNotebook: name.format == .md)
    case .npy, .csv:
      let stem = name.stem
      var tensor: String? = collection.asks(for: stem) ? stem : nil
      if tensor == nil, isAlone {
        guard let onlyQuestion else {
          throw SubmissionDiagnostics.oneTensor(name.shown, of: shapes.keys.sorted())
        }
        tensor = onlyQuestion
      }
      guard let tensor else { return collection.ignore(name.shownStem, from: name.shown) }
      let answer =
        name.format == .npy
        ? collection.array(bytes, name, for: tensor) : collection.table(bytes, name, for: tensor)
      try collection.add(answer, to: tensor, from: name.shown)
    }
  }

  /// The question, if there is but one.
  private var onlyQuestion: String? { shapes.count == 1 ? shapes.keys.first : nil }
}
