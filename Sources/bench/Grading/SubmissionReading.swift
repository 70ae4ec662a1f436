internal import Grading
internal import Tensors

/// Reads submissions of JSON as a class hands them in: two matrices of 800 numbers together, each
/// with 17 digits.
struct SubmissionReading {
  /// Kibibytes of a submission.
  let kibibytes: Double
  /// Milliseconds of processor time for all of them.
  let milliseconds: Double

  init?(count: Int) {
    let shapes = [Shape([20, 20]), Shape([16, 25])]
    var random = RandomState(seed: 0)
    let tensors = shapes.map { shape in
      (0..<shape[0]).map { _ in
        "[\((0..<shape[1]).map { _ in "\(random.normal() * 1e-3)" }.joined(separator: ", "))]"
      }
      .joined(separator: ", ")
    }
    let bytes = Array("{\"dW1\": [\(tensors[0])], \"dW2\": [\(tensors[1])]}".utf8)
    let reader = SubmissionReader(questions: [("dW1", shapes[0]), ("dW2", shapes[1])])
    kibibytes = Double(bytes.count) / 1024
    let start = processorSeconds()
    for _ in 0..<count {
      let submission = reader.read(bytes: bytes, name: "ada.json", student: "ada")
      guard case .answers(let answers, _) = submission.content,
        answers.values.allSatisfy({ if case .numbers = $0 { true } else { false } })
      else { return nil }
    }
    milliseconds = (processorSeconds() - start) * 1e3
  }
}
