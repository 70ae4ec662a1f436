package import Diagnostics

/// One student's file or folder, not yet read.
package struct SubmissionSource: Sendable, Equatable {
  package enum Place: Sendable, Equatable {
    case file(SubmissionPath)
    case folder(SubmissionPath)
    /// Files of one name and different endings, of which none can be preferred.
    case several([SubmissionPath])
  }

  /// The name of the file or folder, fit to be shown.
  package let student: String
  package let place: Place

  package init(student: String, place: Place) {
    self.student = SafeText.name(student)
    self.place = place
  }
}

/// Who handed in what: files and folders are listed, not read.
///
/// A class is a folder of files or of folders, one for each student. A folder is one student's if it
/// holds a tensor under the name of a question, or a file called `answers`; or if several paths are
/// given and there is but one file in it.
package struct SubmissionSet: Sendable {
  /// In the order of the paths; those of a folder are sorted by name.
  package let sources: [SubmissionSource]
  /// What is wrong with the paths themselves, which no student can mend.
  package let problems: [Diagnostic]

  /// - Parameters:
  ///   - questions: The names of what is asked for.
  ///   - limit: The most submissions of a folder.
  package init(_ paths: [SubmissionPath], questions: [String], limit: Int = 1_000_000) {
    var sources: [SubmissionSource] = []
    var problems: [Diagnostic] = []
    for typed in paths {
      // Whoever runs the grader may name a link; what lies within is never followed.
      let path = SubmissionFiles.kind(of: typed) == .link ? SubmissionFiles.resolved(typed) : typed
      do throws(SubmissionFileProblem) {
        switch path.flatMap(SubmissionFiles.kind) {
        case nil: throw .missing
        case .link: throw .isLink
        case .special: throw .isSpecial
        case .file:
          sources.append(
            SubmissionSource(student: typed.name.shownStem, place: .file(path ?? typed)))
        case .folder:
          let folder = Folder(
            path: path ?? typed,
            entries: try SubmissionFiles.entries(of: path ?? typed, limit: limit))
          if folder.isOneStudent(questions, isAlone: paths.count == 1) {
            sources.append(
              SubmissionSource(student: typed.name.shown, place: .folder(folder.path)))
          } else if folder.entries.isEmpty {
            problems.append(SubmissionDiagnostics.emptyClass(typed))
          } else {
            sources += folder.students
          }
        }
      } catch {
        problems.append(SubmissionDiagnostics.path(error, typed))
      }
    }
    var names: Set<String> = []
    var doubles: Set<String> = []
    for source in sources where !names.insert(source.student).inserted {
      if doubles.insert(source.student).inserted {
        problems.append(SubmissionDiagnostics.twoStudents(source.student))
      }
    }
    self.sources = sources
    self.problems = problems
  }

  package init(_ paths: [String], questions: [String], limit: Int = 1_000_000) {
    self.init(paths.map { SubmissionPath($0) }, questions: questions, limit: limit)
  }

  /// A folder and what lies in it.
  private struct Folder {
    let path: SubmissionPath
    let entries: [SubmissionFiles.Entry]

    func isOneStudent(_ questions: [String], isAlone: Bool) -> Bool {
      let files = entries.filter { $0.kind != .folder && $0.name.format != nil }
      let isTold = files.contains { file in
        let stem = file.name.stem
        return stem == "answers"
          || file.name.format?.isOneTensor == true && questions.contains(stem)
      }
      return isTold || !isAlone && files.count == 1 && entries.allSatisfy { $0.kind != .folder }
    }

    /// A submission for each name.
    var students: [SubmissionSource] {
      var names: [String] = []
      var places: [String: [SubmissionFiles.Entry]] = [:]
      for entry in entries {
        let name = entry.kind == .folder ? entry.name.shown : entry.name.shownStem
        if places[name] == nil { names.append(name) }
        places[name, default: []].append(entry)
      }
      return names.map { name in
        SubmissionSource(student: name, place: place(of: places[name] ?? []))
      }
    }

    private func place(of entries: [SubmissionFiles.Entry]) -> SubmissionSource.Place {
      // Beside a file that can be read, one that cannot is no answer.
      let readable = entries.filter { $0.kind == .folder || $0.name.format != nil }
      let chosen = readable.isEmpty ? entries : readable
      guard let first = chosen.first, chosen.count == 1 else {
        return .several(chosen.map { path.appending($0.name.bytes) })
      }
      let place = path.appending(first.name.bytes)
      return first.kind == .folder ? .folder(place) : .file(place)
    }
  }
}
