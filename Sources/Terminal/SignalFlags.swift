import Glibc
import Synchronization

/// What the signal handlers leave behind for the program to find.
///
/// A handler may only set a flag and wake whoever waits for input; everything else happens outside.
enum SignalFlags {
  static let interrupt = Atomic<Bool>(false)
  static let resize = Atomic<Bool>(false)
  static let suspend = Atomic<Bool>(false)

  /// Both ends of the pipe that wakes a waiting `poll`, whichever thread got the signal.
  private static let wakeReadEnd = Atomic<Int32>(-1)
  private static let wakeWriteEnd = Atomic<Int32>(-1)

  /// The descriptor that becomes readable when a flag was set, or -1 before `prepare`.
  static var wakeDescriptor: Int32 { wakeReadEnd.load(ordering: .relaxed) }

  /// Opens the pipe and touches every flag, so that a handler finds them initialised.
  static func prepare() {
    interrupt.store(false, ordering: .relaxed)
    resize.store(false, ordering: .relaxed)
    suspend.store(false, ordering: .relaxed)
    guard wakeDescriptor < 0 else { return }
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return }
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    wakeReadEnd.store(ends[0], ordering: .relaxed)
    wakeWriteEnd.store(ends[1], ordering: .relaxed)
  }

  /// Sets a flag and wakes the waiter; safe within a signal handler.
  static func raise(_ flag: borrowing Atomic<Bool>) {
    flag.store(true, ordering: .relaxed)
    let savedError = errno
    var byte: UInt8 = 0
    _ = write(wakeWriteEnd.load(ordering: .relaxed), &byte, 1)
    errno = savedError
  }

  /// Empties the pipe after a wake-up; the flags stay.
  static func drain() {
    var bytes = [UInt8](repeating: 0, count: 64)
    while read(wakeDescriptor, &bytes, bytes.count) > 0 {}
  }
}
