import Glibc
import Synchronization

/// Work done on several threads.
enum Workers {
  /// As much as the main thread usually has: expressions are read by recursion.
  private static let stackSize = 16 << 20

  /// How many threads the machine can run at once.
  static var processors: Int { max(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 1) }

  /// Does pieces of work, and hands over what came of them in their order, as soon as it is there.
  static func run<Result: Sendable>(
    _ count: Int, threads: Int, work: @escaping @Sendable (Int) -> Result,
    deliver: (Int, Result) -> Void
  ) {
    let next = Mutex(0)
    var delivered = 0
    run(threads: min(threads, count), ahead: count) {
      next.withLock { next in
        defer { next += 1 }
        return next < count ? next : nil
      }
    } work: {
      work($0)
    } deliver: {
      deliver(delivered, $0)
      delivered += 1
    }
  }

  /// Does pieces of work as they come, and hands over what came of them in their order.
  /// - Parameters:
  ///   - ahead: How many pieces may be taken before the result of the first is handed over.
  ///   - next: The next piece, nil at the end; asked by one thread at a time.
  ///   - pause: Called before a wait for a result.
  static func run<Piece, Result: Sendable>(
    threads: Int, ahead: Int, next: @escaping @Sendable () -> Piece?,
    work: @escaping @Sendable (Piece) -> Result, deliver: (Result) -> Void, pause: () -> Void = {}
  ) {
    let board = Board<Result>(ahead: max(ahead, 1))
    let loop: @Sendable () -> Void = {
      while let (index, piece) = board.take(next) { board.put(work(piece), at: index) }
    }
    var started = 0
    while started < threads, start(loop) { started += 1 }
    // Without a thread of its own the work is done between the results.
    while true {
      if started == 0, let (index, piece) = board.take(next) { board.put(work(piece), at: index) }
      switch board.result(before: pause) {
      case .some(let result): deliver(result)
      case nil: return
      }
    }
  }

  private final class Body: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  /// - Returns: Whether there is a thread that runs the body.
  private static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, stackSize)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    let box = Unmanaged.passRetained(Body(body))
    var thread = pthread_t()
    let status = pthread_create(
      &thread, &attributes,
      { pointer in
        if let pointer { Unmanaged<Body>.fromOpaque(pointer).takeRetainedValue().run() }
        return nil
      }, box.toOpaque())
    if status != 0 { box.release() }
    return status == 0
  }

  /// What has been taken and what came of it.
  private final class Board<Result: Sendable>: Sendable {
    private struct Content {
      /// How many pieces were taken.
      var taken = 0
      /// How many results were handed over.
      var delivered = 0
      var hasEnded = false
      /// What waits for results before it.
      var results: [Int: Result] = [:]
    }

    private let ahead: Int
    private let content = Mutex(Content())
    /// Held by the thread that asks for the next piece.
    private let asking = Mutex(())
    private let arrivals = Semaphore(0)
    private let room: Semaphore

    init(ahead: Int) {
      self.ahead = ahead
      room = Semaphore(UInt32(clamping: min(ahead, Int(Int32.max))))
    }

    /// The next piece with its number, once there is room for what comes of it.
    func take<Piece>(_ next: () -> Piece?) -> (Int, Piece)? {
      room.wait()
      return asking.withLock { _ in
        if !content.withLock(\.hasEnded), let piece = next() {
          let index = content.withLock { content in
            defer { content.taken += 1 }
            return content.taken
          }
          return (index, piece)
        }
        content.withLock { $0.hasEnded = true }
        // The others shall see the end too.
        room.post()
        arrivals.post()
        return nil
      }
    }

    func put(_ result: Result, at index: Int) {
      content.withLock { $0.results[index] = result }
      arrivals.post()
    }

    /// Waits for the next result in order; nil when all are handed over.
    func result(before pause: () -> Void) -> Result? {
      while true {
        let (result, isOver) = content.withLock { content in
          let result = content.results.removeValue(forKey: content.delivered)
          if result != nil { content.delivered += 1 }
          return (result, content.hasEnded && content.delivered == content.taken)
        }
        if let result {
          room.post()
          return result
        }
        if isOver { return nil }
        pause()
        arrivals.wait()
      }
    }
  }

  /// Counts what may go on.
  private final class Semaphore: @unchecked Sendable {
    private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

    init(_ value: UInt32) { sem_init(semaphore, 0, value) }

    deinit {
      sem_destroy(semaphore)
      semaphore.deallocate()
    }

    func post() { sem_post(semaphore) }

    func wait() { while sem_wait(semaphore) != 0, errno == EINTR {} }
  }
}
