import Glibc

/// The variables that the program was started with.
enum Environment {
  static func variables() -> [String: String] {
    var variables: [String: String] = [:]
    var next = environ
    while let entry = next.pointee {
      let setting = String(cString: entry)
      if let equals = setting.firstIndex(of: "=") {
        variables[String(setting[..<equals])] = String(setting[setting.index(after: equals)...])
      }
      next += 1
    }
    return variables
  }
}
