extension [Double] {
  /// So many numbers that are written where they will lie; an error leaves none.
  package init<Failure: Error>(
    count: Int, filledBy fill: (UnsafeMutableBufferPointer<Double>) throws(Failure) -> Void
  ) throws(Failure) {
    var failure: Failure?
    self.init(unsafeUninitializedCapacity: count) { buffer, written in
      do throws(Failure) {
        try fill(UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
        written = count
      } catch { failure = error }
    }
    if let failure { throw failure }
  }
}
