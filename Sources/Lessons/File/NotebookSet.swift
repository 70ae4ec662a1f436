package import Diagnostics
import Notebook

/// Several notebooks that belong together.
package enum NotebookSet {
  /// Reads files, and the notebooks of folders in the order of their names.
  package static func read(_ paths: [String]) throws(Diagnostic) -> [NotebookFile] {
    var notebooks: [NotebookFile] = []
    for path in paths {
      for file in try files(path) { notebooks.append(try NotebookFile.read(file)) }
    }
    return notebooks
  }

  /// The Markdown files of a folder but its README, or the one file.
  private static func files(_ path: String) throws(Diagnostic) -> [String] {
    guard Folder.isFolder(path) else { return [path] }
    let names = Folder(Path(path).expanded).files.filter {
      $0.hasSuffix(".md") && $0 != "README.md"
    }
    guard !names.isEmpty else { throw LessonDiagnostics.emptyFolder(path) }
    return names.map { path.hasSuffix("/") ? path + $0 : "\(path)/\($0)" }
  }

  /// What is wrong with each notebook beside the others: ids that are taken, or that none has.
  /// - Parameter known: The ids of lessons that are there beside these.
  package static func misfits(
    _ notebooks: [NotebookFile], known: [String] = []
  ) -> [[Diagnostic]] {
    var owners: [String: String] = [:]
    var problems: [[Diagnostic]] = notebooks.map { notebook in
      guard let id = notebook.frontMatter.id else { return [] }
      if let owner = owners[id] {
        return [LessonDiagnostics.lessonTwice(id, notebook.source.name, owner)]
      }
      owners[id] = notebook.source.name
      return []
    }
    let ids = Set(owners.keys).union(known)
    guard ids.count > 1 else { return problems }
    for (index, notebook) in notebooks.enumerated() {
      problems[index] += notebook.frontMatter.requires.filter { !ids.contains($0.text) }.map {
        LessonDiagnostics.unknownLesson($0.text, among: ids.sorted(), at: $0.range)
          .located(in: notebook.source)
      }
    }
    return problems
  }
}
