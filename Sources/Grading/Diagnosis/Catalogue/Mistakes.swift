/// The catalogue: every mistake that is looked for, the commoner ones of each kind first.
///
/// To add one, write its entry in the file of its kind and list it here.
package enum Mistakes {
  package static let all: [Mistake] =
    scale + output + activation + linear + batch + regulariser + graph + reporting

  package static func named(_ id: String) -> Mistake? { all.first { $0.id == id } }
}
