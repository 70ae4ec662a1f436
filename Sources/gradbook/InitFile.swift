import Diagnostics
import Glibc
import Notebook

/// The statements that a person wants in every session of the shell.
struct InitFile {
  private let path: String

  /// `gradbook/init.grad` in the directory for configuration; nil if there is no such file.
  init?(environment: [String: String]) {
    // A relative directory is to be ignored, says the XDG specification.
    if let directory = environment["XDG_CONFIG_HOME"], directory.hasPrefix("/") {
      path = "\(directory)/gradbook/init.grad"
    } else if let home = environment["HOME"], !home.isEmpty {
      path = "\(home)/.config/gradbook/init.grad"
    } else {
      return nil
    }
    guard access(path, F_OK) == 0 else { return nil }
  }

  /// Runs what can be run of it.
  /// - Returns: What went wrong.
  func run(in session: inout Session) -> [Diagnostic] {
    var problems: [Diagnostic] = []
    do throws(Diagnostic) {
      session.execute(try SourceFile.read(path), keepGoing: true) { outcome in
        if let diagnostic = outcome.diagnostic { problems.append(diagnostic) }
      }
    } catch {
      problems.append(error)
    }
    return problems
  }
}
