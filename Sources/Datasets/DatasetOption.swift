/// An option of a built-in dataset: `points=100`.
package struct DatasetOption: Sendable, Equatable {
  /// What its value may be.
  package enum Kind: Sendable, Equatable {
    /// A whole number of the range.
    case count(ClosedRange<Int>)
    /// A finite number that is not negative.
    case deviation
    case choice([Int])
    case flag
  }

  package let name: String
  package let kind: Kind

  /// The value without the option; flags are 0 or 1.
  package let fallback: Double

  /// What it changes, without a full stop.
  package let meaning: String

  init(_ name: String, _ kind: Kind, or fallback: Double, _ meaning: String) {
    self.name = name
    self.kind = kind
    self.fallback = fallback
    self.meaning = meaning
  }

  /// Whether the option can have the value.
  package func accepts(_ value: Double) -> Bool {
    switch kind {
    case .count(let range): Int(exactly: value).map(range.contains) ?? false
    case .deviation: value.isFinite && value >= 0
    case .choice(let values): values.contains { Double($0) == value }
    case .flag: value == 0 || value == 1
    }
  }
}

/// The options of one `load`, each with a value it accepts.
package struct DatasetOptions: Sendable, Equatable {
  private var values: [String: Double] = [:]

  /// What the dataset has without options.
  package init(_ dataset: BuiltInDataset) {
    for option in dataset.options { values[option.name] = option.fallback }
  }

  /// Gives an option a value; throws `DatasetError.option` if there is none or it refuses.
  package mutating func set(
    _ option: DatasetOption, to value: Double
  ) throws(DatasetError) {
    guard values[option.name] != nil, option.accepts(value) else {
      throw .option(option, value: value)
    }
    values[option.name] = value
  }

  func number(_ name: String) -> Double {
    guard let value = values[name] else { preconditionFailure("no option \(name)") }
    return value
  }

  func count(_ name: String) -> Int { Int(number(name)) }
  func flag(_ name: String) -> Bool { number(name) != 0 }
}
