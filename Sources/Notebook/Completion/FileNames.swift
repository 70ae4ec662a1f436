/// Names of files as they are completed.
enum FileNames {
  /// What a path may go on to be, written as it was begun; folders end in a slash.
  static func completing(_ typed: String) -> [String] {
    if typed == "~" { return ["~/"] }
    let folder = typed.lastIndex(of: "/").map { String(typed[...$0]) } ?? ""
    let name = String(typed.dropFirst(folder.count))
    let place = folder.isEmpty ? "." : Path(folder).expanded
    return Folder(place, beginningWith: name, showsHidden: name.hasPrefix(".")).entries
      .map { folder + $0.name + ($0.isFolder ? "/" : "") }
  }

  /// The same for a path without quotes, of which only the last part counts as the word.
  /// - Parameter statement: What stands before the word.
  static func completing(_ word: String, behind statement: String) -> [String] {
    let lead = String(statement.reversed().prefix { !$0.isWhitespace }.reversed())
    return completing(lead + word).map { String($0.dropFirst(lead.count)) }
  }
}
