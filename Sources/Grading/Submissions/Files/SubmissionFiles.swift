import Glibc

/// What can be wrong with a file or a folder that was handed in.
enum SubmissionFileProblem: Error, Equatable {
  case missing
  case isFolder
  case isLink
  /// A device, a pipe, a socket.
  case isSpecial
  case tooLarge(bytes: Int, limit: Int)
  case tooManyFiles(limit: Int)
  /// The system refused; `code` is its error number.
  case system(code: Int32)
}

/// Looks at what was handed in without being led anywhere else: no link is followed, no pipe waited
/// for.
enum SubmissionFiles {
  enum Kind: Equatable {
    case file, folder, link, special
  }

  struct Entry: Equatable {
    let name: SubmissionName
    let kind: Kind
  }

  /// What stands at a path; nil if nothing does.
  static func kind(of path: SubmissionPath) -> Kind? {
    var info = stat()
    return lstat(path.terminated, &info) == 0 ? kind(info) : nil
  }

  private static func kind(_ info: stat) -> Kind {
    switch info.st_mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .folder
    case S_IFLNK: .link
    default: .special
    }
  }

  /// The place that a link leads to.
  static func resolved(_ path: SubmissionPath) -> SubmissionPath? {
    guard let pointer = realpath(path.terminated, nil) else { return nil }
    defer { free(pointer) }
    return SubmissionPath(Array(UnsafeRawBufferPointer(start: pointer, count: strlen(pointer))))
  }

  /// What a folder holds, sorted by name; hidden files are left out.
  static func entries(
    of path: SubmissionPath, limit: Int
  ) throws(SubmissionFileProblem) -> [Entry] {
    let descriptor = open(
      path.terminated, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw openingProblem(errno) }
    guard let listing = fdopendir(descriptor) else {
      let code = errno
      close(descriptor)
      throw .system(code: code)
    }
    defer { closedir(listing) }
    var entries: [Entry] = []
    while let entry = readdir(listing) {
      let bytes = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      let name = SubmissionName(bytes)
      if name.isHidden { continue }
      guard entries.count < limit else { throw .tooManyFiles(limit: limit) }
      var info = stat()
      let isThere =
        fstatat(descriptor, bytes.map(CChar.init(bitPattern:)) + [0], &info, AT_SYMLINK_NOFOLLOW)
        == 0
      if isThere { entries.append(Entry(name: name, kind: kind(info))) }
    }
    return entries.sorted { $0.name.bytes.lexicographicallyPrecedes($1.name.bytes) }
  }

  /// The bytes of a file of at most so many.
  static func bytes(
    of path: SubmissionPath, limit: Int
  ) throws(SubmissionFileProblem) -> [UInt8] {
    let descriptor = open(path.terminated, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw openingProblem(errno) }
    defer { close(descriptor) }
    var info = stat()
    guard fstat(descriptor, &info) == 0 else { throw .system(code: errno) }
    switch kind(info) {
    case .file: break
    case .folder: throw .isFolder
    case .link: throw .isLink
    case .special: throw .isSpecial
    }
    let size = Int(info.st_size)
    guard size <= limit else { throw .tooLarge(bytes: size, limit: limit) }
    // One more than expected, so that a file that grows is seen.
    var bytes = [UInt8](repeating: 0, count: size + 1)
    var done = 0
    while true {
      if done == bytes.count {
        guard done <= limit else { throw .tooLarge(bytes: done, limit: limit) }
        bytes += [UInt8](repeating: 0, count: min(max(done, 4096), limit + 1 - done))
      }
      let count = bytes.withUnsafeMutableBytes { buffer in
        read(descriptor, buffer.baseAddress.map { $0 + done }, buffer.count - done)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .system(code: errno) }
      if count == 0 { break }
      done += count
    }
    guard done <= limit else { throw .tooLarge(bytes: done, limit: limit) }
    bytes.removeLast(bytes.count - done)
    return bytes
  }

  private static func openingProblem(_ code: Int32) -> SubmissionFileProblem {
    switch code {
    case ENOENT, ENOTDIR: .missing
    case ELOOP: .isLink
    case ENXIO: .isSpecial
    default: .system(code: code)
    }
  }
}
