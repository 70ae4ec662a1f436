/// A place in the file system, as bytes: names that strangers gave need not be text.
package struct SubmissionPath: Sendable, Hashable {
  let bytes: [UInt8]

  package init(_ bytes: [UInt8]) {
    // `class/` is `class`.
    let end = bytes.lastIndex { $0 != UInt8(ascii: "/") } ?? 0
    self.bytes = Array(bytes.prefix(end + 1))
  }

  package init(_ text: String) { self.init(Array(text.utf8)) }

  func appending(_ name: [UInt8]) -> SubmissionPath {
    SubmissionPath(bytes + [UInt8(ascii: "/")] + name)
  }

  /// What follows the last slash.
  var name: SubmissionName {
    SubmissionName(Array(bytes[((bytes.lastIndex(of: UInt8(ascii: "/")) ?? -1) + 1)...]))
  }

  /// The path fit to be shown.
  package var shown: String { SafeText.name(bytes, limit: 500) }

  /// The bytes and a zero behind them, as the system wants them.
  var terminated: [CChar] { bytes.map(CChar.init(bitPattern:)) + [0] }
}

/// The name of a file that a stranger gave.
struct SubmissionName: Equatable {
  let bytes: [UInt8]

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  init(_ text: String) { self.init(Array(text.utf8)) }

  /// What a path ends with, whichever way its slashes lean.
  init(ofPath text: String) {
    self.init(
      Array(text.utf8.split { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }.last ?? []))
  }

  /// The name fit to be shown.
  var shown: String { SafeText.name(bytes) }

  /// The name without its ending, fit to be shown.
  var shownStem: String { SafeText.name(stemBytes) }

  /// The name without its ending; what is no text in it is repaired.
  var stem: String { String(decoding: stemBytes, as: UTF8.self) }

  /// What follows the last point, in small letters: `json`; empty without one.
  var ending: String {
    point.map { String(decoding: bytes[($0 + 1)...], as: UTF8.self).lowercased() } ?? ""
  }

  /// How the file is read; nil for an ending that none of them has.
  var format: SubmissionFormat? { SubmissionFormat(rawValue: ending) }

  /// Whether it is one of those that systems leave behind.
  var isHidden: Bool {
    bytes.first == UInt8(ascii: ".") || bytes.starts(with: "~$".utf8)
      || ["__MACOSX", "Thumbs.db", "desktop.ini"].contains { $0.utf8.elementsEqual(bytes) }
  }

  private var stemBytes: ArraySlice<UInt8> { bytes[..<(point ?? bytes.count)] }

  /// A name may begin with a point without having an ending.
  private var point: Int? {
    bytes.lastIndex(of: UInt8(ascii: ".")).flatMap { $0 > 0 ? $0 : nil }
  }
}

/// What a file of answers can be, by the ending of its name.
enum SubmissionFormat: String, CaseIterable {
  case json, npz, npy, csv, grad, md

  /// Whether the file holds one tensor, which its name names.
  var isOneTensor: Bool { self == .npy || self == .csv }

  /// `.json, .npz, ...`
  static let endings = allCases.map { ".\($0.rawValue)" }
}
