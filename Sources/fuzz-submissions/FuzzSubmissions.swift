internal import Diagnostics
internal import Grading
internal import StyledText
internal import Tensors

private let endings = ["json", "npz", "npy", "csv", "grad", "md"]

private let reader: SubmissionReader = {
  var limits = SubmissionLimits()
  limits.fileBytes = 1 << 20
  return SubmissionReader(
    questions: [("dW", Shape([2, 3])), ("db", Shape([3])), ("J", .scalar)], limits: limits)
}()

/// Hands in any bytes; the first says in which format. libFuzzer looks for those that trap, hang or
/// use up the memory; numbers that do not fill their shape or are not finite are a trap here.
@_cdecl("LLVMFuzzerTestOneInput")
func handInAnyBytes(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let all = UnsafeBufferPointer(start: bytes, count: count)
  guard let first = all.first else { return 0 }
  let rest = Array(all.dropFirst())
  let format = Int(first) % (endings.count + 1)
  let submission =
    format == endings.count
    ? reader.read(record: rest)
    : reader.read(bytes: rest, name: "dW.\(endings[format])", student: "ada")
  for note in submission.notes { _ = note.plain() }
  switch submission.content {
  case .ungradable(let problem): _ = problem.plain()
  // Bytes that are there can be read.
  case .fault(let reason): preconditionFailure(reason)
  case .answers(let answers, _):
    for (name, answer) in answers {
      switch answer {
      case .numbers(let numbers):
        precondition(numbers.tensor.isFinite)
        precondition(numbers.tensor.values.count == numbers.tensor.shape.count)
        if case .typed(let typed) = numbers.precision {
          precondition(typed.count == numbers.tensor.values.count)
          precondition(typed.allSatisfy { $0.unit.isFinite && $0.unit >= 0 && $0.digits >= 0 })
        }
      case .unreadable(let reason):
        _ = SubmissionDiagnostics.diagnostic(reason, of: name).plain()
      case .formula, .blank: break
      }
    }
  }
  return 0
}
