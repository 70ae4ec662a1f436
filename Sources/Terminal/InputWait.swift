import Glibc
import Synchronization

/// What ended a wait for input.
enum InputEvent: Equatable {
  case readable
  case interrupt
  case resize
  case suspend
  case timeout
}

/// Waits for input and for signals at once.
enum InputWait {
  /// Waits until `descriptor` can be read (also at its end), or a signal was flagged.
  ///
  /// The flag that is reported is cleared.
  static func next(
    on descriptor: Int32 = STDIN_FILENO, timeoutInMilliseconds: Int32 = -1
  ) -> InputEvent {
    while true {
      if let event = flagged() { return event }
      switch wait(on: descriptor, timeoutInMilliseconds: timeoutInMilliseconds) {
      // A Ctrl-C before the keys that can be read comes first.
      case .readable: return flagged() ?? .readable
      case .timeout: return .timeout
      default: continue
      }
    }
  }

  /// The event a signal handler has flagged, if any.
  private static func flagged() -> InputEvent? {
    if SignalFlags.interrupt.exchange(false, ordering: .relaxed) { return .interrupt }
    if SignalFlags.suspend.exchange(false, ordering: .relaxed) { return .suspend }
    if SignalFlags.resize.exchange(false, ordering: .relaxed) { return .resize }
    return nil
  }

  /// Reads one byte, waiting for it; nil at the end of input, and when Ctrl-C was pressed while
  /// nothing could be read. The flag stays for `next` to report.
  static func byte(from descriptor: Int32 = STDIN_FILENO) -> UInt8? {
    while true {
      guard wait(on: descriptor, timeoutInMilliseconds: -1) == .readable else {
        if SignalFlags.interrupt.load(ordering: .relaxed) { return nil }
        continue
      }
      var byte: UInt8 = 0
      switch read(descriptor, &byte, 1) {
      case 1: return byte
      case 0: return nil
      default:
        guard errno == EINTR || errno == EAGAIN else { return nil }
      }
    }
  }

  /// One poll: `.interrupt` stands for any wake-up that is neither input nor time.
  private static func wait(on descriptor: Int32, timeoutInMilliseconds: Int32) -> InputEvent {
    var watched = [
      pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: SignalFlags.wakeDescriptor, events: Int16(POLLIN), revents: 0),
    ]
    let count = poll(&watched, nfds_t(watched.count), timeoutInMilliseconds)
    if count == 0 { return .timeout }
    if count > 0, watched[1].revents != 0 { SignalFlags.drain() }
    return count > 0 && watched[0].revents != 0 ? .readable : .interrupt
  }
}
