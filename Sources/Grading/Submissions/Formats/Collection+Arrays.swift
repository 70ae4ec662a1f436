import Datasets
import Diagnostics
import Tensors

extension Collection {
  /// The tensor of a `.npy` file.
  func array(_ bytes: [UInt8], _ file: SubmissionName, for name: String) -> Answer {
    var tooLarge: Int?
    do {
      let arrays = try ArrayFile.load(bytes: bytes, limits: arrayLimits) { _, shape in
        if shape.count > limit(of: name) { tooLarge = shape.count }
        return tooLarge == nil
      }
      if let tooLarge { return .unreadable(.tooLarge(entries: tooLarge)) }
      guard let array = arrays.first, arrays.count == 1 else {
        return .unreadable(
          .file(SubmissionDiagnostics.archive(.notAnArray(file.shown), file.shown)))
      }
      return Collection.answer(array)
    } catch {
      return .unreadable(.file(SubmissionDiagnostics.data(error, file.shown)))
    }
  }

  /// Adds the arrays of a `.npz` archive.
  mutating func addArchive(_ bytes: [UInt8], _ file: SubmissionName) throws(Diagnostic) {
    // What was found of each array, in the order of the archive.
    var found: [(name: String, answer: Answer?)] = []
    do {
      let arrays = try ArrayFile.load(bytes: bytes, limits: arrayLimits) { name, shape in
        guard asks(for: name) else {
          found.append((name, nil))
          return false
        }
        if shape.count <= limit(of: name) { return true }
        found.append((name, .unreadable(.tooLarge(entries: shape.count))))
        return false
      } failing: { name, problem in
        let place = "\(SafeText.name(name)) in \(file.shown)"
        let reason = SubmissionDiagnostics.array(problem, place)
        found.append((name, asks(for: name) ? .unreadable(.file(reason)) : nil))
      }
      for array in arrays { found.append((array.name, Collection.answer(array))) }
    } catch {
      throw SubmissionDiagnostics.data(error, file.shown)
    }
    for (name, answer) in found {
      if let answer {
        try add(answer, to: name, from: file.shown)
      } else {
        ignore(SafeText.name(name), from: file.shown)
      }
    }
  }

  /// Room for what is asked for and little more.
  private var arrayLimits: ArrayLimits {
    let entries = shapes.values.reduce(0) { $0 + limits.entries(for: $1) }
    return ArrayLimits(
      bytes: 8 * entries, arrays: SubmissionLimits.arrays, ratio: SubmissionLimits.ratio)
  }

  private static func answer(_ array: NamedArray) -> Answer {
    if let place = array.tensor.values.firstIndex(where: { !$0.isFinite }) {
      return .unreadable(.notFinite(place: array.tensor.shape.index(ofEntry: place)))
    }
    let precision: Precision =
      switch array.elementName {
      case "float64": .float64
      case "float32": .float32
      case "float16": .float16
      default: .integer
      }
    return .numbers(Answer.Numbers(array.tensor, precision))
  }
}

extension Shape {
  /// The index of an entry, counted in the order in which entries are stored.
  func index(ofEntry place: Int) -> [Int] {
    zip(strides, dimensions).map { place / $0 % $1 }
  }
}
