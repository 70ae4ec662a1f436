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
    let board = Board<Result>(count)
    let loop: @Sendable () -> Void = {
      while let index = board.takeWork() { board.put(work(index), at: index) }
    }
    for _ in 0..<min(threads, count) where !start(loop) { loop() }
    for index in 0..<count { deliver(index, board.result(at: index)) }
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

  /// What is still to be done and what has been.
  private final class Board<Result: Sendable>: Sendable {
    private struct Content {
      var next = 0
      var results: [Result?]
    }

    private let count: Int
    private let content: Mutex<Content>
    private let arrivals = Arrivals()

    init(_ count: Int) {
      self.count = count
      content = Mutex(Content(results: Array(repeating: nil, count: count)))
    }

    func takeWork() -> Int? {
      content.withLock { content in
        guard content.next < count else { return nil }
        defer { content.next += 1 }
        return content.next
      }
    }

    func put(_ result: Result, at index: Int) {
      content.withLock { $0.results[index] = result }
      arrivals.post()
    }

    /// Waits for a result.
    func result(at index: Int) -> Result {
      while true {
        if let result = content.withLock({ $0.results[index] }) { return result }
        arrivals.wait()
      }
    }
  }

  /// Tells the thread that waits of every result.
  private final class Arrivals: @unchecked Sendable {
    private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

    init() { sem_init(semaphore, 0, 0) }

    deinit {
      sem_destroy(semaphore)
      semaphore.deallocate()
    }

    func post() { sem_post(semaphore) }

    func wait() { while sem_wait(semaphore) != 0, errno == EINTR {} }
  }
}
