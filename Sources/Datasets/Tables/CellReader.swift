import Glibc
import Tensors

/// Takes a table of separated values apart, cell by cell, in bounded memory.
///
/// Cells are separated by one kind of byte and lines end with LF, CRLF or CR. A cell in double
/// quotes may hold separators, line ends, and quotes written twice (RFC 4180). Blanks around a cell
/// do not count.
struct CellReader {
  struct Cell {
    /// What follows the cell.
    enum End {
      case cell, line, file
    }

    /// The bytes in the reader, until the next cell is read.
    let range: Range<Int>
    let isQuoted: Bool
    let end: End
  }

  /// The most bytes of a cell, and of a line.
  static let cellLimit = 1 << 17
  static let lineLimit = 1 << 24

  /// The bytes at hand; those before `start` are done with, those from `end` on are not yet read.
  private(set) var buffer: [UInt8]
  private var start = 0
  private var end = 0

  private var source: ByteSource
  private var separator = UInt8(ascii: ",")
  private let interruption: Interruption

  /// The line on which the current row begins, and how many line ends the row holds so far.
  private(set) var line = 1
  private var lineEnds = 0

  /// Bytes of the current row before `start`.
  private var rowBytes = 0

  private var isAtRowStart = true

  /// The last line ended with CR: a LF that follows belongs to it.
  private var followsCarriageReturn = false

  private let lineLimit: Int

  init(
    _ source: ByteSource, cellLimit: Int = cellLimit, lineLimit: Int = lineLimit,
    interruption: Interruption = .never
  ) throws {
    buffer = Array(repeating: 0, count: cellLimit)
    self.lineLimit = lineLimit
    self.source = source
    self.interruption = interruption
    while end < buffer.count, try fill() > 0 {}
    let opening = TextOpening(buffer[..<end])
    if let problem = opening.problem { throw problem }
    start = opening.markLength
    separator = opening.separator
  }

  /// The next cell; nil at the end.
  mutating func next() throws -> Cell? {
    if isAtRowStart {
      line += lineEnds
      lineEnds = 0
      rowBytes = 0
    }
    guard try skipBlanks() else {
      // A separator at the very end is followed by one more, empty cell.
      defer { isAtRowStart = true }
      return isAtRowStart ? nil : Cell(range: start..<start, isQuoted: false, end: .file)
    }
    isAtRowStart = false
    return buffer[start] == UInt8(ascii: "\"") ? try quotedCell() : try plainCell()
  }

  /// The number that a cell spells.
  func number(in cell: Cell) -> Double? {
    DecimalNumber.value(of: buffer, in: cell.range)
  }

  private mutating func plainCell() throws -> Cell {
    var at = start
    while true {
      if at == end {
        let length = at - start
        let goesOn = try refill()
        at = start + length
        if !goesOn { break }
      }
      let byte = buffer[at]
      if byte == separator || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { break }
      at += 1
    }
    return try finish(trimmed(start..<at), isQuoted: false, next: at)
  }

  private mutating func quotedCell() throws -> Cell {
    let quote = UInt8(ascii: "\"")
    let openingLine = line + lineEnds
    // The text is moved to the front of the cell as its quotes are taken off.
    var length = 0
    var offset = 1
    while true {
      guard try reaches(offset) else { throw DatasetError.unclosedQuote(line: openingLine) }
      var byte = buffer[start + offset]
      offset += 1
      if byte == quote {
        guard try reaches(offset), buffer[start + offset] == quote else { break }
        byte = quote
        offset += 1
      }
      if byte == UInt8(ascii: "\n") { lineEnds += 1 }
      buffer[start + length] = byte
      length += 1
    }
    while try reaches(offset), isBlank(buffer[start + offset]) { offset += 1 }
    if start + offset < end {
      let byte = buffer[start + offset]
      guard byte == separator || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") else {
        throw DatasetError.textAfterQuote(line: line + lineEnds)
      }
    }
    let text = trimmed(start..<start + length)
    return try finish(text, isQuoted: true, next: start + offset)
  }

  /// Ends a cell at the separator or line end at `next`, or at the end of the file.
  private mutating func finish(_ range: Range<Int>, isQuoted: Bool, next: Int) throws -> Cell {
    var consumed = next
    var end = Cell.End.file
    if next < self.end {
      consumed += 1
      end = buffer[next] == separator ? .cell : .line
      followsCarriageReturn = buffer[next] == UInt8(ascii: "\r")
    }
    rowBytes += consumed - start
    guard rowBytes <= lineLimit else {
      throw DatasetError.lineTooLong(line: line, limit: lineLimit)
    }
    start = consumed
    if end != .cell {
      lineEnds += 1
      isAtRowStart = true
    }
    return Cell(range: range, isQuoted: isQuoted, end: end)
  }

  /// Goes to the next byte that matters; false at the end of the file.
  private mutating func skipBlanks() throws -> Bool {
    while true {
      if start == end {
        guard try refill() else { return false }
      }
      let isSecondHalf = followsCarriageReturn && buffer[start] == UInt8(ascii: "\n")
      followsCarriageReturn = false
      guard isSecondHalf || isBlank(buffer[start]) else { return true }
      start += 1
    }
  }

  /// Whether the byte `offset` places into the current cell exists; reads on if need be.
  private mutating func reaches(_ offset: Int) throws -> Bool {
    if start + offset < end { return true }
    return try refill()
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (first, last) = (range.lowerBound, range.upperBound)
    while first < last, isBlank(buffer[first]) { first += 1 }
    while first < last, isBlank(buffer[last - 1]) { last -= 1 }
    return first..<last
  }

  private func isBlank(_ byte: UInt8) -> Bool {
    (byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")) && byte != separator
  }

  /// Has more bytes ready behind the current cell; false at the end of the file.
  private mutating func refill() throws -> Bool {
    let count = try fill()
    let holdsZero = buffer.withUnsafeBytes { bytes in
      bytes.baseAddress.map { memchr($0 + (end - count), 0, count) != nil } ?? false
    }
    if holdsZero { throw DatasetError.binary }
    return count > 0
  }

  /// Moves the current cell to the front of the buffer and reads on; returns how many bytes came.
  private mutating func fill() throws -> Int {
    try interruption.check()
    if start > 0 {
      buffer.withUnsafeMutableBytes { bytes in
        guard let base = bytes.baseAddress else { return }
        memmove(base, base + start, end - start)
      }
      end -= start
      start = 0
    }
    guard end < buffer.count else {
      throw DatasetError.cellTooLong(line: line + lineEnds, limit: buffer.count)
    }
    let count = try source.read(into: &buffer, at: end)
    end += count
    return count
  }
}
