/// How a cell is shown, run and compared: what follows `grad` in its first line.
package struct CellAttributes: Sendable, Equatable {
  /// What numbers may differ by.
  package var tolerance = 0.0
  /// What numbers may differ by, as a part of the number.
  package var relativeTolerance = 0.0
  /// Whether text is compared as it stands, numbers and blanks too.
  package var isExact = false
  /// Whether a reader sees it only in the file.
  package var isHidden = false
  /// Whether it is run at all.
  package var isRun = true
  package var plots = PlotTolerance.exact
  /// Whether it states what an assignment is about: its data, parameters and loss.
  package var isSetup = false

  package init() {}

  /// How the cells of a picture, made of blocks and braille, are compared.
  package enum PlotTolerance: Sendable, Equatable {
    case exact
    /// So much of the picture's cells may differ.
    case cells(Double)
    case skip
  }

  /// One attribute: what it is called, what it may be, what it does.
  struct Attribute {
    let name: String
    /// Empty for one that stands alone.
    let values: String
    /// Takes a value; false if it is none of `values`.
    let write: @Sendable (String, inout CellAttributes) -> Bool

    static let all: [Attribute] = [
      Attribute(name: "tol", values: "a number, 0 or more") { text, attributes in
        write(text, to: \.tolerance, of: &attributes)
      },
      Attribute(name: "rtol", values: "a number, 0 or more") { text, attributes in
        write(text, to: \.relativeTolerance, of: &attributes)
      },
      flag("exact") { $0.isExact = true },
      flag("hide") { $0.isHidden = true },
      flag("norun") { $0.isRun = false },
      flag("setup") { $0.isSetup = true },
      Attribute(name: "plot", values: "exact, cells:2% or skip") { text, attributes in
        guard let plots = PlotTolerance(text) else { return false }
        attributes.plots = plots
        return true
      },
    ]

    private static func flag(
      _ name: String, _ change: @escaping @Sendable (inout CellAttributes) -> Void
    ) -> Attribute {
      Attribute(name: name, values: "") { _, attributes in
        change(&attributes)
        return true
      }
    }

    private static func write(
      _ text: String, to path: WritableKeyPath<CellAttributes, Double>,
      of attributes: inout CellAttributes
    ) -> Bool {
      guard let number = Double(text), number >= 0, number.isFinite else { return false }
      attributes[keyPath: path] = number
      return true
    }
  }
}

extension CellAttributes.PlotTolerance {
  /// `exact`, `cells:2%`, `skip`.
  init?(_ text: String) {
    switch text {
    case "exact": self = .exact
    case "skip": self = .skip
    default:
      guard text.hasPrefix("cells:"), text.hasSuffix("%"),
        let percent = Double(text.dropFirst(6).dropLast()), (0...100).contains(percent)
      else { return nil }
      self = .cells(percent / 100)
    }
  }
}
