import Glibc

/// The three descriptors that every program expects to be open.
enum StandardDescriptors {
  /// Opens those that whoever started the program has closed, so that no file takes their place.
  ///
  /// They are opened the wrong way round: reading and writing fail as if they were still closed.
  static func fill() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) == -1 {
      // The lowest free descriptor is the one that is missing.
      _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }
}
