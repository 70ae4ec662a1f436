import Diagnostics

extension JSONScanner {
  /// Reads bytes as JSON; what is wrong with them is told with its place.
  /// - Parameters:
  ///   - name: The file they are from, fit to be shown.
  ///   - body: Reads all of them; throws `JSONProblem` or `Diagnostic`.
  static func read(
    _ bytes: [UInt8], _ name: String, _ body: (inout JSONScanner) throws -> Void
  ) throws(Diagnostic) {
    do {
      try bytes.withUnsafeBufferPointer { bytes in
        var scanner = try JSONScanner(bytes)
        try body(&scanner)
      }
    } catch let problem as Diagnostic {
      throw problem
    } catch let problem as JSONProblem {
      throw SubmissionDiagnostics.json(problem, bytes, name)
    } catch {
      throw SubmissionDiagnostics.unreadable(name)
    }
  }
}
