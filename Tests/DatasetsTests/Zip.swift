/// Builds zip files and arrays byte by byte, right or wrong.
struct Zip {
  struct Member {
    var name: String
    var data: [UInt8]
    var method = 0
    var flags = 0
    var checksum: UInt32?
    var unpackedCount: Int?
    /// The kind of file in the way of Unix.
    var mode = 0
    /// What the header before the data says instead.
    var localName: String?
    var localMethod: Int?
    /// Where the directory says it begins.
    var start: Int?
  }

  var members: [Member] = []
  var comment: [UInt8] = []
  var declaredCount: Int?

  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    var directory: [UInt8] = []
    for member in members {
      let start = member.start ?? bytes.count
      let checksum = member.checksum ?? Zip.crc(member.data)
      let counts =
        Zip.number(Int(checksum), 4) + Zip.number(member.data.count, 4)
        + Zip.number(member.unpackedCount ?? member.data.count, 4)
      let localName = Array((member.localName ?? member.name).utf8)
      bytes += Zip.number(0x0403_4b50, 4) + Zip.number(20, 2) + Zip.number(member.flags, 2)
      bytes += Zip.number(member.localMethod ?? member.method, 2) + Zip.number(0, 4) + counts
      bytes += Zip.number(localName.count, 2) + Zip.number(0, 2) + localName + member.data
      let name = Array(member.name.utf8)
      directory += Zip.number(0x0201_4b50, 4) + Zip.number(20, 2) + Zip.number(20, 2)
      directory += Zip.number(member.flags, 2) + Zip.number(member.method, 2) + Zip.number(0, 4)
      directory += counts + Zip.number(name.count, 2) + Zip.number(0, 8)
      directory += Zip.number(member.mode << 16, 4) + Zip.number(start, 4) + name
    }
    let count = declaredCount ?? members.count
    let end =
      Zip.number(0x0605_4b50, 4) + Zip.number(0, 4) + Zip.number(count, 2) + Zip.number(count, 2)
      + Zip.number(directory.count, 4) + Zip.number(bytes.count, 4)
      + Zip.number(comment.count, 2) + comment
    return bytes + directory + end
  }

  static func number(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  /// CRC-32, bit by bit.
  static func crc(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~0) { crc, byte in
      (0..<8).reduce(crc ^ UInt32(byte)) { crc, _ in
        crc >> 1 ^ (crc & 1 == 1 ? 0xedb8_8320 : 0)
      }
    }
  }

  /// An array in NumPy's format with any header.
  static func array(_ header: String, _ data: [UInt8] = [], version: Int = 1) -> [UInt8] {
    let text = Array(header.utf8)
    return [0x93] + Array("NUMPY".utf8) + [UInt8(version), 0]
      + number(text.count, version == 1 ? 2 : 4) + text + data
  }

  /// Two numbers of one byte.
  static let small = array("{'descr': '|u1', 'fortran_order': False, 'shape': (2,), }\n", [3, 4])
}
