import Datasets
import Diagnostics
import Language
import Tensors

extension BuiltInDataset {
  /// The names of all options that a dataset has, once each.
  static let optionNames: [String] = {
    var seen: Set<String> = []
    return all.flatMap(\.options).map(\.name).filter { seen.insert($0).inserted }
  }()
}

extension DatasetOption {
  /// The value as a usage line writes it.
  var values: String {
    switch kind {
    case .count: "n"
    case .deviation: "sd"
    case .choice(let values): values.map(String.init).joined(separator: "|")
    case .flag: "true|false"
    }
  }

  /// What the value may be, as a part of a sentence.
  var expected: String {
    switch kind {
    case .count(let range):
      "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .deviation: "a number that is not negative"
    case .choice(let values):
      EvaluatorDiagnostics.list(values.map(String.init), joinedBy: "or")
    case .flag: "true or false"
    }
  }

  /// The value without the option, as it would be typed.
  var fallbackText: String {
    if kind == .flag { return fallback == 0 ? "false" : "true" }
    return Int(exactly: fallback).map(String.init) ?? "\(fallback)"
  }
}

extension CommandOption {
  /// An option of `load` that some of the datasets have.
  init(dataset name: String) {
    let owners = BuiltInDataset.all.filter { $0.option(name) != nil }
    let meanings = owners.map { "\($0.name): \($0.option(name)?.meaning ?? "")" }
    self.init(
      name, owners.first?.option(name)?.values ?? "", "of " + meanings.joined(separator: "; "))
  }
}

extension CommandReader {
  /// An option that is true or false.
  func flag(_ option: String) throws(Diagnostic) -> Bool? {
    try word(option, of: ["true", "false"]).map { $0 == "true" }
  }

  /// An option that comes to one number.
  func number(
    _ option: String, in session: inout Session, _ source: SourceText
  ) throws(Diagnostic) -> Double? {
    guard let expression = try expression(option) else { return nil }
    let value = try session.evaluate([expression], in: source, expression.range)[0]
    guard value.shape.count == 1 else {
      throw EvaluatorDiagnostics.expected(option, got: value.shape, at: expression.range)
    }
    return value.values[0]
  }
}
