/// Definitions by name, in small tables so that the copies which `undo` keeps cost little: a change
/// copies one of them, not all.
package struct Definitions: Sendable {
  private struct Entry: Sendable {
    var definition: Definition
    /// The place in the order of the first statements.
    let place: Int
  }

  private var tables: [[String: Entry]] = Array(repeating: [:], count: 64)
  private var nextPlace = 0

  package subscript(name: String) -> Definition? {
    get { tables[Definitions.table(of: name)][name]?.definition }
    set {
      let table = Definitions.table(of: name)
      guard let newValue else {
        tables[table][name] = nil
        return
      }
      let place = tables[table][name]?.place
      tables[table][name] = Entry(definition: newValue, place: place ?? nextPlace)
      if place == nil { nextPlace += 1 }
    }
  }

  /// Names in the order they were first stated.
  package var order: [String] {
    var names: [(name: String, place: Int)] = []
    for table in tables {
      for (name, entry) in table { names.append((name, entry.place)) }
    }
    return names.sorted { $0.place < $1.place }.map(\.name)
  }

  private static func table(of name: String) -> Int { name.hashValue & 63 }
}
