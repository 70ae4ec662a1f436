/// What can be wrong with an array in NumPy's format.
package enum ArrayProblem: Error, Sendable, Equatable {
  /// It does not begin with NumPy's mark.
  case notAnArray
  case version(Int, Int)
  /// It ends within its header or its numbers.
  case truncated
  /// A header of more than `limit` bytes.
  case headerTooLong(limit: Int)
  /// A header that is not the dictionary NumPy writes.
  case header
  /// Python objects, which could run any program.
  case objects
  /// Entries of several fields.
  case structured
  /// Entries of another type: complex numbers, text, dates.
  case elementType(String)
  case tooManyAxes([Int])
  /// More numbers than one tensor can hold.
  case tooManyEntries(limit: Int)
  /// More bytes of memory than are allowed.
  case tooMuchMemory(bytes: Int, limit: Int)
  /// The file goes on after the last number.
  case surplus(bytes: Int)
}

/// What can be wrong with an archive of arrays: a zip file as `numpy.savez` writes it.
package enum ArchiveProblem: Error, Sendable, Equatable {
  case notAnArchive
  /// Its directory contradicts itself or the file.
  case damaged
  case tooManyArrays(limit: Int)
  /// An archive or an array of 4 GiB and more.
  case tooLarge
  /// Two arrays of one name.
  case duplicate(String)
  /// A name that leads out of the archive, or is no text.
  case unsafeName(String)
  /// Something else than an array, such as a folder, a link or a note.
  case notAnArray(String)
  case encrypted(String)
  /// Compressed in another way than NumPy does.
  case compression(String)
  /// An array that would unpack to more than `limit` times its size.
  case ratio(String, limit: Int)
  /// The numbers are not those that were packed.
  case checksum(String)
}
