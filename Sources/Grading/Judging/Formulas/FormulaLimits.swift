import Differentiation
import Notebook
import Operations

/// What the formulas of one submission may use at one point.
///
/// All but the seconds are counted, so that the same submission always ends the same way; the
/// seconds are there for what nobody thought of.
struct FormulaLimits: Sendable {
  /// Of the text.
  var characters = 100_000
  var statements = 500
  /// Nodes that one statement may record.
  var nodes = 2_000_000
  /// Calls and stretches of work, within one statement and in all.
  var steps = (each: 50_000, total: 250_000)
  /// Arithmetic operations, within one statement and in all.
  var operations = (each: 500_000_000, total: 2_000_000_000)
  /// Bytes of one evaluation, and of all tensors that are kept.
  var memory = 128 << 20
  /// Seconds of work of one statement and in all.
  var seconds = (each: 10, total: 30)

  /// Limits that leave room for many times what an assignment itself takes.
  init(for assignment: Assignment) {
    let recording = assignment.recording
    let cost = recording.graph.cost(of: recording.outputs)
    // What no machine does is no room to leave.
    let room = min(cost.operations, 1 << 50) * 20
    if room > operations.each { operations = (room, room * 4) }
    let (bytes, isTooMuch) = cost.bytes.addingReportingOverflow(
      recording.graph.entriesOfLeaves * 8)
    memory = max(memory, isTooMuch ? 0 : min(bytes, 1 << 40) * 8)
  }
}
