/// What can be wrong with a file that a command names; only data, the words are Messages'.
package enum FileError: Error, Equatable {
  /// There is no such file; `neighbours` are the files where it was looked for.
  case missing(neighbours: [String])
  /// The folder that should hold the file does not exist.
  case missingFolder(String)
  /// A folder, not a file; `files` are what it holds.
  case isFolder(files: [String])
  /// A device, a pipe, a socket.
  case notAFile
  case tooLarge(limit: Int)
  /// There is a file already, and it may not be replaced unasked.
  case exists
  /// The system refused; `code` is its error number.
  case cannotRead(code: Int32)
  case cannotWrite(code: Int32)
}
