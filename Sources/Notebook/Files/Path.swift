import Glibc

/// A place in the file system as a person types it.
package struct Path {
  /// As typed.
  package let text: String
  /// With `~` replaced by the home folder; relative ones start in the working directory.
  package let expanded: String

  package init(_ text: String) {
    self.text = text
    let isHome = text == "~" || text.hasPrefix("~/")
    if isHome, let home = getenv("HOME").map({ String(cString: $0) }), !home.isEmpty {
      expanded = home + text.dropFirst()
    } else {
      expanded = text
    }
  }

  /// The folder it lies in.
  package var folder: String {
    guard let slash = expanded.lastIndex(of: "/") else { return "." }
    return slash == expanded.startIndex ? "/" : String(expanded[..<slash])
  }

  /// How the names of notebooks end.
  package static let notebookEnding = ".md"

  package var isNotebook: Bool { name.hasSuffix(Path.notebookEnding) }

  /// What follows the last slash.
  package var name: String {
    expanded.lastIndex(of: "/").map { String(expanded[expanded.index(after: $0)...]) } ?? expanded
  }

  /// The same place with another last part, written as the path was typed.
  func replacingName(with name: String) -> String {
    text.lastIndex(of: "/").map { text[...$0] + name } ?? name
  }

  /// The one name of the file, whatever links lead to it; nil if there is none.
  package var resolved: String? {
    guard let pointer = realpath(expanded, nil) else { return nil }
    defer { free(pointer) }
    return String(cString: pointer)
  }
}
