import CMarkdown
import Synchronization

/// A node of the tree that cmark-gfm makes of a text; valid while `with` runs.
struct MarkdownTree {
  enum Kind {
    case heading(level: Int)
    case paragraph, quote, rule, html, item
    case code(String, info: String)
    case list(start: Int?, isTight: Bool)
    case table, tableRow, tableCell
    case text(String), softBreak, lineBreak, inlineCode(String), inlineHTML(String)
    case emphasis, strong, struck
    case link(String), image(String)
    case other
  }

  private let node: OpaquePointer

  /// The library keeps tables that reading changes for a while.
  private static let reading = Mutex(())

  private static let registration: Void = cmark_gfm_core_extensions_ensure_registered()

  /// Reads a text and hands over the root of its tree.
  static func with(_ text: String, _ body: (MarkdownTree) -> Void) {
    reading.withLock { _ in
      registration
      guard let parser = cmark_parser_new(CMARK_OPT_DEFAULT) else { return }
      defer { cmark_parser_free(parser) }
      for name in ["table", "strikethrough"] {
        if let syntax = cmark_find_syntax_extension(name) {
          cmark_parser_attach_syntax_extension(parser, syntax)
        }
      }
      var text = text
      text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) {
          cmark_parser_feed(parser, $0.baseAddress, $0.count)
        }
      }
      guard let root = cmark_parser_finish(parser) else { return }
      defer { cmark_node_free(root) }
      body(MarkdownTree(node: root))
    }
  }

  private init(node: OpaquePointer) { self.node = node }

  var children: [MarkdownTree] {
    var children: [MarkdownTree] = []
    var next = cmark_node_first_child(node)
    while let child = next {
      children.append(MarkdownTree(node: child))
      next = cmark_node_next(child)
    }
    return children
  }

  var firstLine: Int { Int(cmark_node_get_start_line(node)) }
  var lastLine: Int { Int(cmark_node_get_end_line(node)) }

  var fence: (character: Character, length: Int)? {
    var (length, offset): (Int32, Int32) = (0, 0)
    var character: CChar = 0
    guard cmark_node_get_fenced(node, &length, &offset, &character) != 0 else { return nil }
    return (Character(Unicode.Scalar(UInt8(bitPattern: character))), Int(length))
  }

  var isFencedCode: Bool { cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK && fence != nil }

  var isHeaderRow: Bool { cmark_gfm_extensions_get_table_row_is_header(node) != 0 }

  /// `l`, `c`, `r` or 0 for each column of a table.
  var alignments: [UInt8] {
    let count = Int(cmark_gfm_extensions_get_table_columns(node))
    guard let first = cmark_gfm_extensions_get_table_alignments(node) else { return [] }
    return Array(UnsafeBufferPointer(start: first, count: count))
  }

  var kind: Kind {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_HEADING: .heading(level: Int(cmark_node_get_heading_level(node)))
    case CMARK_NODE_PARAGRAPH: .paragraph
    case CMARK_NODE_BLOCK_QUOTE: .quote
    case CMARK_NODE_LIST:
      .list(
        start: cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
          ? Int(cmark_node_get_list_start(node)) : nil,
        isTight: cmark_node_get_list_tight(node) != 0)
    case CMARK_NODE_ITEM: .item
    case CMARK_NODE_CODE_BLOCK:
      .code(literal, info: String(cString: cmark_node_get_fence_info(node)))
    case CMARK_NODE_HTML_BLOCK: .html
    case CMARK_NODE_THEMATIC_BREAK: .rule
    case CMARK_NODE_TEXT: .text(literal)
    case CMARK_NODE_SOFTBREAK: .softBreak
    case CMARK_NODE_LINEBREAK: .lineBreak
    case CMARK_NODE_CODE: .inlineCode(literal)
    case CMARK_NODE_HTML_INLINE: .inlineHTML(literal)
    case CMARK_NODE_EMPH: .emphasis
    case CMARK_NODE_STRONG: .strong
    case CMARK_NODE_LINK: .link(url)
    case CMARK_NODE_IMAGE: .image(url)
    default: Self.extensions[String(cString: cmark_node_get_type_string(node))] ?? .other
    }
  }

  /// Types of the extensions have numbers of their own; their names are the same everywhere.
  private static let extensions: [String: Kind] = [
    "table": .table, "table_header": .tableRow, "table_row": .tableRow,
    "table_cell": .tableCell, "strikethrough": .struck,
  ]

  private var literal: String { cmark_node_get_literal(node).map { String(cString: $0) } ?? "" }
  private var url: String { cmark_node_get_url(node).map { String(cString: $0) } ?? "" }
}
