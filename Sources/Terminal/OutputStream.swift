import Glibc

/// Collects text and writes it to standard output or standard error.
///
/// A reader that went away (`| head`) is not an error: what is left is dropped. A class, since two
/// copies of a buffer would write it twice.
package final class OutputStream {
  /// Whether the text reaches a terminal.
  package let isTerminal: Bool

  /// Why text was lost, say because the disk is full; nil while all is well.
  package private(set) var failure: String?

  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var isClosed = false

  /// A stream to standard output or standard error.
  package convenience init(_ stream: StandardStream) {
    self.init(descriptor: stream.rawValue)
  }

  init(descriptor: Int32) {
    self.descriptor = descriptor
    isTerminal = isatty(descriptor) == 1
  }

  deinit { flush() }

  /// Adds text; it is written when much has gathered or `flush` is called.
  package func write(_ text: String) {
    guard !isClosed else { return }
    buffer.append(contentsOf: text.utf8)
    if buffer.count >= 1 << 16 { flush() }
  }

  /// Writes everything that has gathered.
  ///
  /// Ctrl-C while a long text runs over a terminal drops the rest of it; the request stays for
  /// `Interrupts.isRequested` to tell.
  package func flush() {
    var wasInterrupted = Interrupts.isRequested
    var start = 0
    while start < buffer.count, !isClosed {
      if isTerminal, !wasInterrupted, Interrupts.isRequested {
        // What is dropped would have ended its colours and its line.
        buffer = Array((buffer[start...].contains(0x1B) ? "\u{1B}[0m\n" : "\n").utf8)
        start = 0
        wasInterrupted = true
      }
      start += writeSome(from: start)
    }
    buffer.removeAll(keepingCapacity: true)
  }

  private func writeSome(from start: Int) -> Int {
    // Small pieces to a terminal, so that Ctrl-C is noticed between them.
    let end = isTerminal ? min(start + 4096, buffer.count) : buffer.count
    let written = buffer[start..<end].withUnsafeBytes {
      Glibc.write(descriptor, $0.baseAddress, $0.count)
    }
    if written >= 0 { return written }
    switch errno {
    case EINTR: break
    case EAGAIN:
      var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      poll(&ready, 1, -1)
    case EPIPE: isClosed = true
    default:
      failure = String(cString: strerror(errno))
      isClosed = true
    }
    return 0
  }
}
