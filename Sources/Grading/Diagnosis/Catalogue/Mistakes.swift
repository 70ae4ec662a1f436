/// The catalogue: every mistake that is looked for, the commoner ones of each kind first; where two
/// explain the same answers, the earlier one is named first, so what says most stands before
/// what could be anywhere.
///
/// To add one, write its entry in the file of its kind and list it here.
package enum Mistakes {
  package static let all: [Mistake] =
    output + activation + linear + window + batch + regulariser + graph + scale + reporting

  package static func named(_ id: String) -> Mistake? { all.first { $0.id == id } }
}
