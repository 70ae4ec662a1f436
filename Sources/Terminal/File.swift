import Glibc

/// The file operations that keeping a history takes.
enum File {
  /// More than this is not read: the end of a longer file is used.
  private static let readLimit = 16 << 20

  /// The text of a regular file, nil if there is none.
  static func contents(of path: String) throws(HistoryProblem) -> String? {
    var status = stat()
    guard stat(path, &status) == 0 else {
      if errno == ENOENT { return nil }
      throw problem(.read, path)
    }
    // Reading a pipe or a device would wait for ever.
    guard status.st_mode & S_IFMT == S_IFREG else {
      if status.st_mode & S_IFMT == S_IFDIR { throw problem(.read, path, code: EISDIR) }
      return nil
    }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw problem(.read, path) }
    defer { close(descriptor) }
    lseek(descriptor, max(0, off_t(status.st_size) - off_t(readLimit)), SEEK_SET)
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count < 2 * readLimit {
      let count = read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      if count < 0 { throw problem(.read, path) }
      if count == 0 { break }
      bytes.append(contentsOf: chunk[..<count])
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Makes the directories above a file, for nobody else to read.
  static func makeDirectories(above path: String) throws(HistoryProblem) {
    guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return }
    let directory = String(path[..<slash])
    var status = stat()
    if stat(directory, &status) == 0 { return }
    try makeDirectories(above: directory)
    guard mkdir(directory, 0o700) == 0 || errno == EEXIST else { throw problem(.append, path) }
  }

  /// Opens a file for appending, 0600 if it is new, and runs `body` while it is locked.
  static func locked(
    _ path: String, failing action: HistoryProblem.Action,
    _ body: (Int32) throws(HistoryProblem) -> Void
  ) throws(HistoryProblem) {
    while true {
      let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0o600)
      guard descriptor >= 0 else { throw problem(action, path) }
      defer { close(descriptor) }
      try lock(descriptor, path, failing: action)
      // Another session may have put a shortened file in the place of the one that was opened.
      guard isStill(path, descriptor) else { continue }
      return try body(descriptor)
    }
  }

  /// Writes the whole text.
  static func write(
    _ text: String, to descriptor: Int32, of path: String, failing action: HistoryProblem.Action
  ) throws(HistoryProblem) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count < 0 { throw problem(action, path) }
      rest = rest.dropFirst(count)
    }
  }

  /// Puts a new file with this text in the place of an old one, so that a reader sees either.
  static func replace(
    _ path: String, with text: String, failing action: HistoryProblem.Action
  ) throws(HistoryProblem) {
    // The place behind a link, so that the link stays.
    let resolved = realpath(path, nil)
    defer { free(resolved) }
    let target = resolved.map { String(cString: $0) } ?? path
    let temporary = "\(target).new"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw problem(action, path) }
    defer { close(descriptor) }
    try write(text, to: descriptor, of: path, failing: action)
    guard fsync(descriptor) == 0, rename(temporary, target) == 0 else {
      throw problem(action, path)
    }
  }

  /// Takes the lock, waiting a second for another session at most.
  private static func lock(
    _ descriptor: Int32, _ path: String, failing action: HistoryProblem.Action
  ) throws(HistoryProblem) {
    for _ in 0..<50 {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return }
      switch errno {
      case EWOULDBLOCK, EINTR: usleep(20_000)
      default: return  // A file system without locks: one short write at the end is safe enough.
      }
    }
    throw problem(action, path, code: EWOULDBLOCK)
  }

  private static func isStill(_ path: String, _ descriptor: Int32) -> Bool {
    var opened = stat()
    var named = stat()
    guard fstat(descriptor, &opened) == 0, stat(path, &named) == 0 else { return false }
    return opened.st_dev == named.st_dev && opened.st_ino == named.st_ino
  }

  private static func problem(
    _ action: HistoryProblem.Action, _ path: String, code: Int32 = errno
  ) -> HistoryProblem {
    HistoryProblem(action: action, path: path, reason: String(cString: strerror(code)))
  }
}
