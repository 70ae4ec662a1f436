import Diagnostics
import Glibc
import Notebook

/// Files that are written all or not at all, and never over others.
enum NewFiles {
  /// - Parameter folder: Made if it is missing, with those above it.
  static func write(
    _ files: [(name: String, text: String)], in folder: String
  ) throws(Diagnostic) {
    let place = Path(folder)
    func path(_ name: String) -> Path {
      Path(folder.isEmpty ? name : folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)")
    }
    var info = stat()
    for file in files where lstat(path(file.name).expanded, &info) == 0 {
      throw Diagnostic(
        "file", "there is \(path(file.name).text) already, and nothing was written",
        help: "name another folder, or remove that file")
    }
    let made = make(place.expanded)
    var written: [Path] = []
    do throws(FileError) {
      for file in files {
        try TextFile.write(file.text, to: path(file.name), mayReplace: false)
        written.append(path(file.name))
      }
    } catch {
      for file in written { unlink(file.expanded) }
      for folder in made.reversed() { rmdir(folder) }
      throw FileDiagnostics.diagnostic(error, path(files[written.count].name))
    }
  }

  /// Makes a folder and those above it; what cannot be made is found out when files are written.
  /// - Returns: Those that were missing, the highest first.
  private static func make(_ path: String) -> [String] {
    var info = stat()
    guard !path.isEmpty, stat(path, &info) != 0 else { return [] }
    let above = make(Path(path).folder)
    return mkdir(path, 0o777) == 0 ? above + [path] : above
  }
}
