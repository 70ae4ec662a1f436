import Diagnostics
import Grading
import Notebook
import Synchronization
import Terminal

/// Grades a record a line of standard input, and answers each with a line, in order.
///
/// A line is answered as soon as it is graded, however long the next one takes to come; what waits
/// to be graded or written is bounded.
struct GradeStream {
  private let grading: GradingDesk
  private let screen: GradeScreen

  /// Records that may be between reading and writing, for each thread.
  private static let window = 16

  init(_ grading: GradingDesk, _ screen: GradeScreen) {
    self.grading = grading
    self.screen = screen
  }

  /// - Returns: The exit status.
  func run() -> Int32 {
    let records = Records()
    let grading = grading
    let output = screen.output.stream
    var options = screen.options
    if options.explains { options.steps = grading.steps }
    let told = options
    var hasFault = false
    Workers.run(threads: grading.jobs, ahead: GradeStream.window * grading.jobs) {
      records.next()
    } work: { record -> (line: String, isFault: Bool) in
      let grade =
        switch record.content {
        case .line(let bytes):
          grading.grade(grading.reader.read(record: bytes, number: record.number))
        case .tooLong(let limit): GradeStream.tooLong(record.number, limit)
        }
      let isFault = if case .fault = grade.status { true } else { false }
      return (GradeRecord.json(grade, grading.assignment, told).line + "\n", isFault)
    } deliver: { answer in
      hasFault = hasFault || answer.isFault
      output.write(answer.line)
    } pause: {
      output.flush()
    }
    if let problem = records.problem {
      output.flush()
      screen.tell(Diagnostic("input", "cannot read standard input: \(problem)"))
      return GradeEnding.fault
    }
    return screen.ending(hasFault: hasFault)
  }

  private static func tooLong(_ number: Int, _ limit: Int) -> Grade {
    Grade(
      student: "line \(number)",
      status: .ungradable(
        Diagnostic("record", "the line is longer than \(limit >> 20) MiB and was skipped")))
  }

  /// The lines of standard input but the blank ones, asked for by many threads.
  private final class Records: Sendable {
    struct Record {
      let number: Int
      let content: Content
    }

    enum Content {
      case line([UInt8])
      case tooLong(limit: Int)
    }

    private struct Reading {
      var lines = LineInput(limit: 128 << 20)
      var number = 0
      var problem: String?
    }

    private let reading = Mutex(Reading())

    /// Why the rest was not read, if it was not.
    var problem: String? { reading.withLock(\.problem) }

    func next() -> Record? {
      reading.withLock { reading in
        while true {
          switch reading.lines.next() {
          case .line(let line):
            reading.number += 1
            if line.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
            return Record(number: reading.number, content: .line(Array(line.utf8)))
          case .tooLong(let limit):
            reading.number += 1
            return Record(number: reading.number, content: .tooLong(limit: limit))
          case .failed(let reason):
            reading.problem = reason
            return nil
          case .endOfInput, .interrupted: return nil
          }
        }
      }
    }
  }
}
